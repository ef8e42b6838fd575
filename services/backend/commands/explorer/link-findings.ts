import type { ExplorerFinding } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { FindingsPlace } from '../../domain/explorer/findings-place';
import type { SyncLooking } from '../../domain/explorer/sync-looking';
import { listsNamedIn } from '../../domain/responses/worker-link';
import { readNames } from '../../store/directory/names';
import { keysBySid, listAfter, sidOfKey, workersAfter } from '../../store/explorer/outbox-objects';
import type { Queryable } from '../../store/transaction';
import { documentNamedBy } from './object-links';
import type { SeenSids } from './seen-sids';

/** What was found in a part, and where it goes on; null at its end. */
export interface FoundPart {
  readonly findings: ExplorerFinding[];
  readonly looked: number;
  readonly next: FindingsPlace | null;
}

/** What broken links are looked for with. */
export interface LinkFindingSources {
  readonly db: Queryable;
  readonly looking: SyncLooking;
  readonly serviceSid: string;
  readonly isThere: SeenSids['has'];
}

const PAGE_SIZE = 100;
/** Requests of Sync for one part: what is doubtful beyond comes with the next. */
const MOST_CHECKED = 10;

/** Which of the SIDs are not there, as far as that could be found out. */
interface Checked {
  readonly missing: ReadonlySet<string>;
  /** Those that nobody looked at. */
  readonly left: ReadonlySet<string>;
}

/**
 * Looks where there is doubt: at what a whole listing did not have, and without one at what the database does not know. What
 * is told to be missing was always looked at just now.
 */
async function checked(
  { db, looking, serviceSid, isThere }: LinkFindingSources,
  kind: 'document' | 'list',
  sids: readonly string[],
): Promise<Checked> {
  const known = await keysBySid(db, sids);
  const doubtful = [...new Set(sids)].filter((sid) => !(isThere(`${serviceSid} ${kind}`, sid) ?? known.has(sid)));
  const missing = new Set<string>();
  const left = new Set(doubtful);
  for (const sid of doubtful.slice(0, MOST_CHECKED)) {
    try {
      if ((await looking.object(serviceSid, kind, sid)) === null) missing.add(sid);
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'too-often' && left.size < doubtful.length) break;
      throw error;
    }
    left.delete(sid);
  }
  return { missing, left };
}

/**
 * Items of one of our Lists, a page of them, that name Documents which are not there.
 * @param from index of the first item; null goes on to the List after `at`
 */
export async function orphanItems(sources: LinkFindingSources, at: string, from: string | null): Promise<FoundPart> {
  const { db, looking, serviceSid } = sources;
  const sidNow = from === null ? null : await sidOfKey(db, at);
  const list = from === null || sidNow === null ? await listAfter(db, at) : { key: at, sid: sidNow };
  if (list === null) return { findings: [], looked: 0, next: null };
  const page = await looking.items(
    { serviceSid, kind: 'list', sid: list.sid },
    { pageSize: PAGE_SIZE, after: null },
    ...(from === null ? [] : [from]),
  );
  const named = (page?.seen ?? []).map((seen) => ({ key: seen.item.key, names: documentNamedBy(seen) }));
  const sids = named.flatMap(({ names }) => (names === null ? [] : [names]));
  const { missing, left } = await checked(sources, 'document', sids);
  const stop = named.findIndex(({ names }) => names !== null && left.has(names));
  const done = stop === -1 ? named : named.slice(0, stop);
  const last = named.at(-1);
  const goesOnAt =
    stop !== -1
      ? (named[stop]?.key ?? null)
      : page?.next == null || last === undefined
        ? null
        : String(Number(last.key) + 1);
  return {
    findings: done.flatMap(({ key, names }): ExplorerFinding[] =>
      names === null || !missing.has(names)
        ? []
        : [
            {
              ...{ kind: 'orphan-item', objectKind: 'list', sid: list.sid, uniqueName: list.key },
              ...{ itemKey: key, names, mend: 'write-again' },
            },
          ],
    ),
    looked: done.length,
    next: { part: 'links', at: list.key, from: goesOnAt },
  };
}

/** Workers whose attributes name Lists that are not there. */
export async function brokenWorkerLinks(sources: LinkFindingSources, after: string): Promise<FoundPart> {
  const { db } = sources;
  const workers = (await workersAfter(db, { after, like: 'canned_responses', limit: PAGE_SIZE })).map(
    ({ sid, attributes }) => ({ sid, lists: listsNamedIn(attributes) }),
  );
  const { missing, left } = await checked(
    sources,
    'list',
    workers.flatMap(({ lists }) => lists),
  );
  const stop = workers.findIndex(({ lists }) => lists.some((sid) => left.has(sid)));
  // At least one at a time: a worker who names more Lists than are looked at for one part is told of what was looked at.
  const done = stop === -1 ? workers : workers.slice(0, Math.max(1, stop));
  const names = await readNames(
    db,
    done.map(({ sid }) => sid),
  );
  const last = done.at(-1);
  const isEnd = last === undefined || (stop === -1 && workers.length < PAGE_SIZE);
  return {
    findings: done.flatMap(({ sid, lists }) =>
      lists
        .filter((list) => missing.has(list))
        .map((list): ExplorerFinding => ({
          ...{ kind: 'broken-worker-link', objectKind: 'worker', sid, uniqueName: names.get(sid) ?? null },
          ...{ itemKey: null, names: list, mend: 'write-again' },
        })),
    ),
    looked: done.length,
    next: isEnd ? null : { part: 'workers', at: last.sid, from: null },
  };
}
