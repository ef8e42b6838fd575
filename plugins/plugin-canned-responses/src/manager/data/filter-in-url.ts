import { LibraryId, parseWithSchema, ResponseStatus, WorkerSid } from '@flex-sync-suite/shared/contract';
import { putSort, sortFrom, type UrlState } from '@flex-sync-suite/shared/views';
import { MANAGER_SORT, type ManagerSort } from '../model/manager-sort';
import { ALL_LIBRARIES, type ListFilter } from '../model/list-filter';

/** What the view was left with, or what a link says; the search text is in no URL, it may name people. */
export function filterFrom(url: UrlState): { readonly filter: ListFilter; readonly sort: ManagerSort } {
  const read = <T>(name: string, schema: Parameters<typeof parseWithSchema<T>>[0]): T | null => {
    const parsed = parseWithSchema(schema, url.get(name));
    return parsed.ok ? parsed.value : null;
  };
  const filter: ListFilter = {
    library: url.get('library') === ALL_LIBRARIES ? ALL_LIBRARIES : read('library', LibraryId),
    search: '',
    status: read('status', ResponseStatus),
    owner: read('owner', WorkerSid),
    isUnused: url.get('unused') === 'true',
  };
  return { filter, sort: sortFrom(url, MANAGER_SORT) };
}

export function putFilter(url: UrlState, { library, status, owner, isUnused }: ListFilter, sort: ManagerSort): void {
  url.set('library', library);
  url.set('status', status);
  // An owner without a worker is known by the identity it signs in with, often an address.
  url.set('owner', parseWithSchema(WorkerSid, owner).ok ? owner : null);
  url.set('unused', isUnused ? 'true' : null);
  putSort(url, sort, MANAGER_SORT);
}
