import type { EditableResponse } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { isSameSort, type UrlState } from '@flex-sync-suite/shared/views';
import { ALL_LIBRARIES, type ListFilter } from '../model/list-filter';
import { MANAGER_SORT, type ManagerSort } from '../model/manager-sort';
import { filterFrom, putFilter } from './filter-in-url';
import { failureOf, type ManagerApi, type PageQuery } from './manager-api';
import type { Failure } from '../model/failure';

export interface ResponsePagesState {
  readonly filter: ListFilter;
  readonly sort: ManagerSort;
  /** In that order; from the first page to the last that was read. */
  readonly rows: readonly EditableResponse[];
  /** Null before the first answer. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
}

/** The responses that the caller may edit, page by page. */
export interface ResponsePages extends Source<ResponsePagesState> {
  /** Takes effect at once; what is typed after a moment of rest. */
  readonly setFilter: (change: Partial<ListFilter>) => void;
  readonly setSort: (sort: ManagerSort) => void;
  /** Reads again what is shown, or the first rows of very many; the rows stay until the answer. */
  readonly reload: () => void;
  /** Reads the next page; does nothing while one is on its way or when there is none. */
  readonly loadMore: () => void;
  /** Shows a saved response in its row, also when it no longer matches the filter; a new one has the list read again. */
  readonly put: (response: EditableResponse) => void;
  /** Gives up what is on its way. */
  readonly stop: () => void;
}

const TYPING_REST_MS = 250;
const PAGE_ROWS = 100;
/** The backend allows a caller a few reads a second: fifty pages at once would use them up. */
const MAX_ROWS_AGAIN = 500;

/** @param url filter, sort and place come from it and go into it */
export function createResponsePages(api: ManagerApi, url: UrlState): ResponsePages {
  const state = createValueSource<ResponsePagesState>({
    ...filterFrom(url),
    rows: [],
    total: null,
    failure: null,
    isLoading: false,
    hasMore: false,
  });
  const change = (next: Partial<ResponsePagesState>): void => {
    state.set({ ...state.getSnapshot(), ...next });
  };
  /** As many as there were above the place that the URL names, so that the table can show it. */
  const firstCount = (): number => Math.min(PAGE_ROWS + (Number(url.get('row')) || 0), MAX_ROWS_AGAIN);
  /** Another question has another answer: its first rows are seen. */
  const ask = (wished: Pick<ResponsePagesState, 'filter' | 'sort'>): void => {
    if (state.getSnapshot().total !== null) url.set('row', null);
    putFilter(url, wished.filter, wished.sort);
    clearTimeout(timer);
  };
  let next: string | null = null;
  let reading: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @param keep rows that stay before what is read; null reads from the start, at least `count` rows */
  async function read(keep: readonly EditableResponse[] | null, count: number): Promise<void> {
    reading?.abort();
    const own = new AbortController();
    reading = own;
    change({ isLoading: true });
    try {
      const rows = [...(keep ?? [])];
      let after = keep === null ? null : next;
      let total: number;
      do {
        const query = queryOf(state.getSnapshot(), after);
        const page = await api.page(query, own.signal);
        rows.push(...page.responses);
        after = page.next;
        total = page.total;
      } while (after !== null && rows.length < count);
      if (isGivenUp(own)) return;
      next = after;
      change({ rows: uniqueById(rows), total, failure: null, isLoading: false, hasMore: after !== null });
    } catch (error) {
      if (isGivenUp(own)) return;
      change({ failure: failureOf(error), isLoading: false });
    }
  }

  const reload = (): void => void read(null, Math.min(state.getSnapshot().rows.length, MAX_ROWS_AGAIN));

  return {
    ...state,
    setFilter(given) {
      const filter = { ...state.getSnapshot().filter, ...given };
      ask({ filter, sort: state.getSnapshot().sort });
      if (given.library !== undefined) {
        // Another library's rows are no answer, not even for a moment.
        change({ filter, rows: [], total: null, hasMore: false, failure: null });
      } else {
        change({ filter });
      }
      const wait = given.search === undefined ? 0 : TYPING_REST_MS;
      if (wait === 0) void read(null, firstCount());
      else timer = setTimeout(() => void read(null, PAGE_ROWS), wait);
    },
    setSort(sort) {
      ask({ filter: state.getSnapshot().filter, sort });
      change({ sort });
      void read(null, PAGE_ROWS);
    },
    reload,
    loadMore() {
      const { isLoading, hasMore, rows, failure } = state.getSnapshot();
      if (!isLoading && hasMore && failure === null) void read(rows, 0);
    },
    put(response) {
      const { rows } = state.getSnapshot();
      if (!rows.some(({ id }) => id === response.id)) reload();
      else change({ rows: rows.map((row) => (row.id === response.id ? response : row)) });
    },
    stop() {
      clearTimeout(timer);
      reading?.abort();
      reading = null;
      change({ isLoading: false });
    },
  };
}

const isGivenUp = ({ signal }: AbortController): boolean => signal.aborted;

function queryOf({ filter, sort }: Pick<ResponsePagesState, 'filter' | 'sort'>, after: string | null): PageQuery {
  const { library, search, status, owner, isUnused } = filter;
  return {
    library: library === ALL_LIBRARIES || library === null ? undefined : library,
    sort: isSameSort(sort, MANAGER_SORT.fallback) ? undefined : `${sort.column}.${sort.direction}`,
    search: search.trim() || undefined,
    status: status ?? undefined,
    owner: owner ?? undefined,
    unused: isUnused ? 'true' : undefined,
    after: after ?? undefined,
  };
}

/** A response that moved between two pages is in both. */
const uniqueById = (rows: readonly EditableResponse[]): readonly EditableResponse[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
