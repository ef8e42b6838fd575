import type { HostRequest } from './host-app';

/** Where a page stands in its list. */
interface Position {
  readonly page: number;
  readonly pageSize: number;
  /** Of the whole list. */
  readonly total: number;
}

/** A page of a list in the shape of Twilio's v1 APIs, told by its number; `key` names the array. */
export function pageBody(
  request: HostRequest,
  key: string,
  shown: readonly object[],
  { page, pageSize, total }: Position,
): object {
  const at = (index: number): string => urlWith(request, { PageSize: String(pageSize), Page: String(index) });
  return {
    [key]: shown,
    meta: {
      page,
      page_size: pageSize,
      first_page_url: at(0),
      previous_page_url: page > 0 ? at(page - 1) : null,
      url: at(page),
      next_page_url: (page + 1) * pageSize < total ? at(page + 1) : null,
      key,
    },
  };
}

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1_000;

/** A whole list, as many at a time as `PageSize` asks for; a number that is none counts as not given. */
export function listPage(request: HostRequest, key: string, all: readonly object[]): object {
  const page = wholeNumber(request.query.get('Page')) ?? 0;
  const asked = wholeNumber(request.query.get('PageSize')) ?? DEFAULT_PAGE_SIZE;
  const pageSize = Math.min(Math.max(asked, 1), MAX_PAGE_SIZE);
  const shown = all.slice(page * pageSize, (page + 1) * pageSize);
  return pageBody(request, key, shown, { page, pageSize, total: all.length });
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/u.test(text) ? Number(text) : undefined;

/** Absolute, at the address that the caller used: the `twilio` helper fetches these URLs as they are. */
export function urlWith(
  { baseUrl, path, query }: HostRequest,
  changes: Readonly<Record<string, string>>,
  without: readonly string[] = [],
): string {
  const search = new URLSearchParams(query);
  for (const name of without) search.delete(name);
  for (const [name, value] of Object.entries(changes)) search.set(name, value);
  return `${baseUrl}${path}?${search.toString()}`;
}
