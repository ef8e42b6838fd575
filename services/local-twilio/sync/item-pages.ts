import { parseJson } from '../base/json';
import { syncErrors } from './sync-error';
import type { SyncCollection, SyncItem } from './sync-model';

/** Query parameters of an item page, as the wire gives them. */
export interface ItemPageQuery {
  readonly order?: string | undefined;
  readonly from?: string | undefined;
  readonly bounds?: string | undefined;
  readonly pageSize?: string | undefined;
  /** From the page before; everything else is then ignored. */
  readonly pageToken?: string | undefined;
}

export interface ItemPage {
  readonly items: readonly SyncItem[];
  /** Null on the last page. */
  readonly nextToken: string | null;
  /** Null on the first page. */
  readonly previousToken: string | null;
}

type Key = string | number;

/** A position in a walk over the items: everything an old client forgets between two pages. */
interface Position {
  readonly order: 'asc' | 'desc';
  readonly size: number;
  readonly key: Key | null;
  /** Which items: from the key on, after it, or the page before it. */
  readonly side: 'from' | 'after' | 'before';
}

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** @throws SyncError 400/54450–54454 */
export function pageOfItems(collection: SyncCollection, query: ItemPageQuery): ItemPage {
  const { order, size, key, side } =
    query.pageToken === undefined ? startOf(collection, query) : decodeToken(query.pageToken);
  const ascending = sortedKeysOf(collection);
  const keys = order === 'asc' ? ascending : [...ascending].reverse();
  const isBefore = (left: Key, right: Key): boolean => (order === 'asc' ? left < right : left > right);

  const boundary =
    key === null ? 0 : keys.findIndex((each) => (side === 'after' ? isBefore(key, each) : !isBefore(each, key)));
  const position = boundary === -1 ? keys.length : boundary;
  const [start, end] = side === 'before' ? [Math.max(0, position - size), position] : [position, position + size];
  const pageKeys = keys.slice(start, end);
  const [firstKey, lastKey] = [pageKeys[0], pageKeys.at(-1)];
  const token = (at: Key | undefined, towards: 'after' | 'before'): string | null =>
    at === undefined ? null : encodeToken({ order, size, key: at, side: towards });
  return {
    items: pageKeys.flatMap((each) => collection.items.get(each) ?? []),
    nextToken: end < keys.length ? token(lastKey, 'after') : null,
    previousToken: start > 0 ? token(firstKey, 'before') : null,
  };
}

function startOf(collection: SyncCollection, { order, from, bounds, pageSize }: ItemPageQuery): Position {
  if (order !== undefined && order !== 'asc' && order !== 'desc') throw syncErrors.invalidOrder();
  if (bounds !== undefined && bounds !== 'inclusive' && bounds !== 'exclusive') throw syncErrors.invalidBounds();
  const size = pageSize === undefined ? DEFAULT_PAGE_SIZE : Number(pageSize);
  if (!Number.isInteger(size) || size < 1) throw syncErrors.invalidPageSize();
  return {
    order: order ?? 'asc',
    size: Math.min(size, MAX_PAGE_SIZE),
    key: from === undefined || from === '' ? null : collection.kind === 'list' ? indexOf(from) : from,
    side: bounds === 'exclusive' ? 'after' : 'from',
  };
}

function indexOf(from: string): number {
  const index = Number(from);
  if (!Number.isInteger(index) || index < 0) throw syncErrors.invalidFrom();
  return index;
}

function sortedKeysOf(collection: SyncCollection): readonly Key[] {
  collection.sortedKeys ??= [...collection.items.keys()].sort((left, right) => (left < right ? -1 : 1));
  return collection.sortedKeys;
}

const encodeToken = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function decodeToken(token: string): Position {
  try {
    const { order, size, key, side } = parseJson(Buffer.from(token, 'base64url').toString()) as Partial<Position>;
    if ((order === 'asc' || order === 'desc') && (side === 'after' || side === 'before') && key != null) {
      return { order, size: Math.min(Math.max(Number(size), 1), MAX_PAGE_SIZE), key, side };
    }
  } catch {
    // not one of our tokens: refused below
  }
  throw syncErrors.invalidPageToken();
}
