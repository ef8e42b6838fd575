import type { HostRequest } from '../http/host-app';
import type { ItemPage } from '../sync/item-pages';
import { syncErrors } from '../sync/sync-error';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** A page of top-level resources, `PageSize` at a time; `key` names the array. */
export function resourcePage<Resource>(
  request: HostRequest,
  key: string,
  resources: readonly Resource[],
  view: (resource: Resource) => object,
): object {
  const page = wholeNumber(request, 'Page', 0);
  const pageSize = pageSizeOf(request);
  const start = page * pageSize;
  const at = (index: number): string => urlWith(request, { PageSize: String(pageSize), Page: String(index) });
  return {
    [key]: resources.slice(start, start + pageSize).map(view),
    meta: {
      page,
      page_size: pageSize,
      first_page_url: at(0),
      previous_page_url: page > 0 ? at(page - 1) : null,
      url: at(page),
      next_page_url: start + pageSize < resources.length ? at(page + 1) : null,
      key,
    },
  };
}

/** A page of items; the engine's tokens carry order, size and position from one page to the next. */
export function itemPageBody(
  request: HostRequest,
  { items, nextToken, previousToken }: ItemPage,
  views: readonly object[],
): object {
  const page = wholeNumber(request, 'Page', 0);
  const pageSize = pageSizeOf(request);
  const at = (token: string | null, index: number): string | null =>
    token === null ? null : urlWith(request, { PageSize: String(pageSize), Page: String(index), PageToken: token });
  return {
    items: views,
    meta: {
      page,
      page_size: pageSize,
      first_page_url: urlWith(request, { PageSize: String(pageSize), Page: '0' }, ['PageToken']),
      previous_page_url: at(previousToken, Math.max(0, page - 1)),
      url: urlWith(request, { PageSize: String(pageSize), Page: String(page) }),
      next_page_url: items.length === 0 ? null : at(nextToken, page + 1),
      key: 'items',
    },
  };
}

/** @throws SyncError 400/54452 */
const pageSizeOf = (request: HostRequest): number => {
  const size = wholeNumber(request, 'PageSize', DEFAULT_PAGE_SIZE);
  if (size < 1) throw syncErrors.invalidPageSize();
  return Math.min(size, MAX_PAGE_SIZE);
};

function wholeNumber({ query }: HostRequest, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw syncErrors.invalidPageSize();
  return value;
}

/** Absolute, at the address that the caller used: the `twilio` helper fetches these URLs as they are. */
function urlWith(
  { baseUrl, path, query }: HostRequest,
  changes: Readonly<Record<string, string>>,
  without: readonly string[] = [],
): string {
  const search = new URLSearchParams(query);
  for (const name of without) search.delete(name);
  for (const [name, value] of Object.entries(changes)) search.set(name, value);
  return `${baseUrl}${path}?${search.toString()}`;
}
