import { setImmediate } from 'node:timers/promises';
import type { LibraryId, ResponseId, SimilarAnswer } from '@flex-sync-suite/shared/contract';
import { bestSimilarity, comparableText, SIMILAR_FROM } from '../domain/response-similarity';
import type { Database } from '../store/database';
import { readCandidates } from '../store/response-search';
import { noSuchLibrary, type CannedCaller } from './canned-caller';
import { accessibleLibraries } from './library-store';

const MAX_SIMILAR = 5;
/** Compared in one go; other requests are answered in between. */
const CHUNK = 200;

/** A text that somebody is about to save. */
export interface SimilarQuery {
  readonly body: string;
  readonly libraryId?: LibraryId | undefined;
  readonly except?: ResponseId | undefined;
}

/**
 * The responses that a text is most like, among those that the caller may see.
 * @throws HttpProblem 404 for a library that the caller may not read
 */
export async function findSimilar(
  { kysely: db }: Pick<Database, 'kysely'>,
  caller: CannedCaller,
  { body, libraryId, except }: SimilarQuery,
): Promise<SimilarAnswer> {
  const libraries = (await accessibleLibraries(db, caller)).filter(
    ({ id }) => libraryId === undefined || id === libraryId,
  );
  if (libraryId !== undefined && libraries.length === 0) throw noSuchLibrary();
  const readOnly = new Set(libraries.filter(({ access }) => access === 'read').map(({ id }) => id));
  const ids = libraries.map(({ id }) => id);
  const text = comparableText(body);
  let best: SimilarAnswer['similar'] = [];
  for (let after = ''; ;) {
    const candidates = await readCandidates(db, ids, { after, limit: CHUNK });
    for (const { id, libraryId: of, status, title, variants } of candidates) {
      if (id === except || (readOnly.has(of) && status !== 'published')) continue;
      const score = bestSimilarity(text, variants);
      if (score >= SIMILAR_FROM) best.push({ id, title, score });
    }
    best = best.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MAX_SIMILAR);
    const last = candidates.at(-1);
    if (last === undefined || candidates.length < CHUNK) return { similar: best };
    after = last.id;
    await setImmediate();
  }
}
