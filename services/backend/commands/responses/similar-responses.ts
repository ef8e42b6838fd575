import type { LibraryId, ResponseId, SimilarAnswer } from '@flex-sync-suite/shared/contract';
import { compareWith, shingleCounts } from '../../domain/responses/response-similarity';
import { createGiveWay } from '../../base/event-loop';
import type { Database } from '../../store/database';
import { findCandidates, readCandidateTexts, type Candidate } from '../../store/responses/response-similar';
import type { Caller } from '../caller';
import { noSuchLibrary } from './opened-library';
import { createLane } from '../../base/lane';
import { accessibleLibraries } from './shown-libraries';
import { Refusal } from '../../base/refusal';

const MAX_SIMILAR = 5;
/** Candidates, and then texts, that are read in one go: the embedded database keeps the thread. */
const PAGE = 500;
const MAX_BATCH = { responses: 100, shingles: 32_000 };

/** A text that somebody is about to save. */
export interface SimilarQuery {
  readonly body: string;
  readonly libraryId?: LibraryId | undefined;
  readonly except?: ResponseId | undefined;
}

/**
 * The responses that a text is most like, among those that the caller may see. One comparison at a time; of one caller,
 * only for the newest text.
 *
 * @param gone ends the work when it is aborted
 * @throws Refusal `missing` for a library that the caller may not read, `conflict` when the caller asked again meanwhile
 * @throws the reason of `gone`
 */
export type FindSimilar = (caller: Caller, query: SimilarQuery, gone: AbortSignal) => Promise<SimilarAnswer>;

export function createFindSimilar(database: Pick<Database, 'kysely'>): FindSimilar {
  const lane = createLane();
  const newest = new Map<string, AbortController>();
  return async (caller, query, gone) => {
    gone.throwIfAborted();
    const { identity } = caller;
    const own = new AbortController();
    newest.get(identity)?.abort(new Refusal('conflict', 'superseded', 'You asked about a newer text meanwhile.'));
    newest.set(identity, own);
    const signal = AbortSignal.any([gone, own.signal]);
    try {
      const leave = await lane.enter(signal);
      try {
        return await findSimilar(database, caller, query, signal);
      } finally {
        leave();
      }
    } finally {
      if (newest.get(identity) === own) newest.delete(identity);
    }
  };
}

async function findSimilar(
  { kysely: db }: Pick<Database, 'kysely'>,
  caller: Caller,
  { body, libraryId, except }: SimilarQuery,
  signal: AbortSignal,
): Promise<SimilarAnswer> {
  const libraries = (await accessibleLibraries(db, caller)).filter(
    ({ id }) => libraryId === undefined || id === libraryId,
  );
  if (libraryId !== undefined && libraries.length === 0) throw noSuchLibrary();
  const { least, most, best } = compareWith(body);
  const libraryIds = libraries.map(({ id }) => id);
  const draftsOf = libraries.filter(({ access }) => access !== 'read').map(({ id }) => id);
  const giveWay = createGiveWay();
  let similar: SimilarAnswer['similar'] = [];
  for (let after = '', isMore = true; isMore;) {
    const filter = { libraryIds, draftsOf, except, least, most };
    const candidates: Candidate[] = await findCandidates(db, filter, { after, limit: PAGE });
    for (const ids of batchesOf(candidates)) {
      for (const { id, title, variants, counts } of await readCandidateTexts(db, ids)) {
        signal.throwIfAborted();
        const score = best(variants, counts ?? shingleCounts(variants));
        if (score > 0) similar.push({ id, title, score });
        await giveWay();
      }
      similar = similar.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MAX_SIMILAR);
    }
    isMore = candidates.length === PAGE;
    after = candidates.at(-1)?.id ?? '';
  }
  return { similar };
}

function* batchesOf(candidates: readonly Candidate[]): Generator<ResponseId[]> {
  let batch: ResponseId[] = [];
  let shingles = 0;
  for (const { id, size } of candidates) {
    batch.push(id);
    shingles += size;
    if (batch.length < MAX_BATCH.responses && shingles < MAX_BATCH.shingles) continue;
    yield batch;
    batch = [];
    shingles = 0;
  }
  if (batch.length > 0) yield batch;
}
