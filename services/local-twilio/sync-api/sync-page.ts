import type { HostRequest } from '../http/host-app';
import { pageBody, urlWith } from '../http/list-page';
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
  const shown = resources.slice(page * pageSize, (page + 1) * pageSize).map(view);
  return pageBody(request, key, shown, { page, pageSize, total: resources.length });
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
