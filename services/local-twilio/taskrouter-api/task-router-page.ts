import type { HostRequest, HostResponse } from '../http/host-app';
import { refused } from '../base/task-router-error';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1_000;

/** What every resource of a list has. */
interface Listed {
  readonly sid: string;
  readonly createdAt: number;
}

/**
 * A page of resources in the shape of Twilio's v1 lists; links stay at the address that the caller used. `all` is what the
 * workspace holds, oldest first, `wanted` what was asked for. The next page goes on after the last resource of this one, also
 * when that or others have left the list meanwhile: none is left out.
 */
export function pageOf<Resource extends Listed>(
  request: HostRequest,
  key: string,
  all: Iterable<Resource>,
  view: (resource: Resource) => object,
  wanted: (resource: Resource) => boolean = () => true,
): HostResponse {
  const { page, pageSize } = pagingOf(request.query);
  const token = request.query.get('PageToken');
  const held = [...all];
  const found = held.filter(wanted);
  const start = token === null ? page * pageSize : positionAfter(token, held, wanted);
  const tokenOf = (last: Resource | undefined): string | null =>
    last === undefined ? null : `P${last.sid}.${last.createdAt}`;
  return listPage(request, key, found.slice(start, start + pageSize).map(view), {
    next: start + pageSize < found.length ? tokenOf(found[start + pageSize - 1]) : undefined,
    previous: start > 0 ? tokenOf(found[start - pageSize - 1]) : undefined,
  });
}

/** As {@link pageOf}, cut from a list that `token` fixes: pages are told by their numbers. */
export function frozenPageOf<Resource>(
  request: HostRequest,
  key: string,
  found: readonly Resource[],
  token: string,
  view: (resource: Resource) => object,
): HostResponse {
  const { page, pageSize } = pagingOf(request.query);
  const start = page * pageSize;
  return listPage(request, key, found.slice(start, start + pageSize).map(view), {
    next: start + pageSize < found.length ? token : undefined,
    previous: page > 0 ? token : undefined,
  });
}

/** Tokens of the neighbouring pages: undefined where there is no such page, null for the first of all. */
interface Neighbours {
  readonly next: string | null | undefined;
  readonly previous: string | null | undefined;
}

function listPage(
  { path, query, baseUrl }: HostRequest,
  key: string,
  resources: readonly object[],
  { next, previous }: Neighbours,
): HostResponse {
  const { page, pageSize } = pagingOf(query);
  const at = (index: number, token: string | null | undefined): string | null => {
    if (token === undefined) return null;
    const search = new URLSearchParams(query);
    search.set('PageSize', String(pageSize));
    search.set('Page', String(index));
    if (token === null) search.delete('PageToken');
    else search.set('PageToken', token);
    return `${baseUrl}${path}?${search.toString()}`;
  };
  return {
    status: 200,
    body: {
      [key]: resources,
      meta: {
        key,
        page,
        page_size: pageSize,
        first_page_url: at(0, null),
        previous_page_url: at(previous === null ? 0 : page - 1, previous),
        url: at(page, query.get('PageToken')),
        next_page_url: at(page + 1, next),
      },
    },
  };
}

/** How many of the wanted stand before the page that begins after the resource that the token names. */
function positionAfter<Resource extends Listed>(
  token: string,
  held: readonly Resource[],
  wanted: (resource: Resource) => boolean,
): number {
  const [, sid, createdAt] = /^P([A-Z]{2}[0-9a-f]{32})\.(\d{1,16})$/u.exec(token) ?? [];
  if (sid === undefined) throw refused('PageToken is not valid');
  const last = held.findIndex((resource) => resource.sid === sid);
  // The resource was deleted: better to list one of the same millisecond twice than to leave one out.
  const end = last === -1 ? held.findIndex((resource) => resource.createdAt >= Number(createdAt)) : last + 1;
  return held.slice(0, end === -1 ? held.length : end).filter(wanted).length;
}

function pagingOf(query: URLSearchParams): { readonly page: number; readonly pageSize: number } {
  const pageSize = Math.min(wholeNumber(query, 'PageSize', DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  if (pageSize < 1) throw refused('PageSize must be at least 1');
  return { page: wholeNumber(query, 'Page', 0), pageSize };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  if (!Number.isInteger(value) || value < 0) throw refused(`${name} must be a whole number`);
  return value;
}
