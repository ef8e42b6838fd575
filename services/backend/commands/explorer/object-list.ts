import type { ExplorerObjects, ExplorerObjectsQuery } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { decodePage, encodePage } from '../../domain/explorer/page-cursor';
import type { PagePlace, SeenObject, SeenPage } from '../../domain/explorer/seen';
import type { Caller } from '../caller';
import { admit, told, type ExplorerOptions, type KnownNames } from './explorer-context';

/**
 * Objects of a service, by kind and by what their names begin with.
 * @throws Refusal `forbidden`, `missing` for the service, `invalid` for a cursor, `too-often`, `unavailable`
 */
export type ObjectList = (caller: Caller, serviceSid: string, query: ExplorerObjectsQuery) => Promise<ExplorerObjects>;

/** The largest page that Sync has. */
const PAGE_SIZE = 100;
/** Of Sync, for one page of ours: with as many objects as an answer may have, and a quarter of the budget. */
const MOST_PAGES = 5;

export function createObjectList(options: ExplorerOptions, names: KnownNames): ObjectList {
  const { looking, budget } = options;

  /** Sync finds one by its name; a SID is no name, and found just so. */
  async function named(serviceSid: string, { kind, name = '' }: ExplorerObjectsQuery): Promise<SeenObject[]> {
    const found = await looking.object(serviceSid, kind, name);
    return found !== null && [found.object.uniqueName, found.object.sid].includes(name) ? [found] : [];
  }

  /** Page by page, until there are enough. */
  async function searched(
    serviceSid: string,
    { kind, prefix = '', limit }: ExplorerObjectsQuery,
    begin: PagePlace,
  ): Promise<Scan> {
    let scan: Scan = { found: [], looked: 0, next: begin };
    for (let pages = 0; pages < MOST_PAGES && scan.next !== null; pages += 1) {
      const { next: place } = scan;
      if (pages > 0 && scan.found.length + place.pageSize > limit) break;
      const page = await pageOf(serviceSid, kind, place, pages);
      if (page === null) break;
      scan = {
        found: [...scan.found, ...page.seen.filter(({ object }) => (object.uniqueName ?? '').startsWith(prefix))],
        looked: scan.looked + page.seen.length,
        next: page.next === null ? null : { ...place, after: page.next },
      };
    }
    return scan;
  }

  /** Null where the budget is used up after the first page: what was found is told, and how to go on. */
  async function pageOf(
    serviceSid: string,
    kind: ExplorerObjectsQuery['kind'],
    place: PagePlace,
    before: number,
  ): Promise<SeenPage<SeenObject> | null> {
    try {
      return (await looking.objects(serviceSid, kind, place)) ?? { seen: [], next: null };
    } catch (error) {
      if (before > 0 && error instanceof Refusal && error.kind === 'too-often') return null;
      throw error;
    }
  }

  return async (caller, serviceSid, query) => {
    admit(options, caller, serviceSid);
    const { name, prefix, cursor, limit } = query;
    if (name !== undefined && prefix !== undefined) throw eitherNameOrPrefix();
    const begin = cursor === undefined ? { pageSize: Math.min(limit, PAGE_SIZE), after: null } : decodePage(cursor);
    if (begin === null) throw noSuchPage();
    const { found, looked, next } =
      name === undefined
        ? await searched(serviceSid, query, begin)
        : await named(serviceSid, query).then((one): Scan => ({ found: one, looked: one.length, next: null }));
    for (const { object } of found) names.learn(serviceSid, object);
    return {
      objects: found.map((object) => told(options, serviceSid, object)),
      looked,
      next: next?.after == null ? null : encodePage(next.after, next.pageSize),
      budget: budget.state(),
    };
  };
}

/** What was found so far, and where to go on; null at the end. */
interface Scan {
  readonly found: readonly SeenObject[];
  readonly looked: number;
  readonly next: PagePlace | null;
}

const eitherNameOrPrefix = (): Refusal =>
  new Refusal('invalid', 'invalid_request', 'Ask for a name, or for what names begin with.');

export const noSuchPage = (): Refusal => new Refusal('invalid', 'invalid_cursor', 'No page ended there. Begin again.');
