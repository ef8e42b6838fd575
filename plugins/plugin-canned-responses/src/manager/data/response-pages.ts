import type { EditableResponse } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source, type ValueSource } from '@flex-sync-suite/shared/observable';
import { isSameSort, type UrlState } from '@flex-sync-suite/shared/views';
import { ALL_LIBRARIES, type ListFilter } from '../model/list-filter';
import { MANAGER_SORT, type ManagerSort } from '../model/manager-sort';
import { filterFrom, putFilter } from './filter-in-url';
import { failureOf } from '@flex-sync-suite/shared/flex';
import type { ManagerApi, PageQuery } from './manager-api';
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
const NO_ROWS = { rows: [], total: null, failure: null, hasMore: false } as const;

/** @param url filter, sort and place come from it and go into it */
export function createResponsePages(api: ManagerApi, url: UrlState): ResponsePages {
  const state = createValueSource<ResponsePagesState>({ ...filterFrom(url), ...NO_ROWS, isLoading: false });
  const reader = createReader(api, state);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Another question has another answer: its first rows are seen. */
  const ask = (question: Pick<ResponsePagesState, 'filter' | 'sort'>): void => {
    if (state.getSnapshot().total !== null) url.set('row', null);
    putFilter(url, question.filter, question.sort);
    clearTimeout(timer);
  };
  const reload = (): void => {
    reader.readFirst(Math.min(state.getSnapshot().rows.length, MAX_ROWS_AGAIN));
  };

  return {
    ...state,
    setFilter(change) {
      const { filter: before, sort } = state.getSnapshot();
      const filter = { ...before, ...change };
      ask({ filter, sort });
      // Another library's rows are no answer, not even for a moment.
      update(state, { filter, ...(change.library === undefined ? {} : NO_ROWS) });
      if (change.search === undefined) reader.readFirst(firstCount(url));
      else
        timer = setTimeout(() => {
          reader.readFirst(PAGE_ROWS);
        }, TYPING_REST_MS);
    },
    setSort(sort) {
      ask({ filter: state.getSnapshot().filter, sort });
      update(state, { sort });
      reader.readFirst(PAGE_ROWS);
    },
    reload,
    loadMore() {
      const { isLoading, hasMore, failure } = state.getSnapshot();
      if (!isLoading && hasMore && failure === null) reader.readNext();
    },
    put(response) {
      const { rows } = state.getSnapshot();
      if (!rows.some(({ id }) => id === response.id)) reload();
      else update(state, { rows: rows.map((row) => (row.id === response.id ? response : row)) });
    },
    stop() {
      clearTimeout(timer);
      reader.stop();
    },
  };
}

interface Reader {
  /** Reads from the start, at least `count` rows. */
  readonly readFirst: (count: number) => void;
  /** Reads one more page behind the rows that are there. */
  readonly readNext: () => void;
  readonly stop: () => void;
}

/** Reads rows into the state; what is on its way is given up for what is asked next. */
function createReader(api: ManagerApi, state: ValueSource<ResponsePagesState>): Reader {
  let next: string | null = null;
  let reading: AbortController | null = null;

  async function read(from: ReadRows, count: number): Promise<void> {
    reading?.abort();
    const own = new AbortController();
    reading = own;
    update(state, { isLoading: true });
    try {
      const pageAfter = (after: string | null) => api.page(queryOf(state.getSnapshot(), after), own.signal);
      const { rows, total, next: after } = await readRows(pageAfter, from, count);
      if (isGivenUp(own)) return;
      next = after;
      update(state, { rows: uniqueById(rows), total, failure: null, isLoading: false, hasMore: next !== null });
    } catch (error) {
      if (isGivenUp(own)) return;
      update(state, { failure: failureOf(error), isLoading: false });
    }
  }

  return {
    readFirst: (count) => void read({ rows: [], next: null }, count),
    readNext: () => void read({ rows: state.getSnapshot().rows, next }, 0),
    stop() {
      reading?.abort();
      reading = null;
      update(state, { isLoading: false });
    },
  };
}

interface ReadRows {
  readonly rows: readonly EditableResponse[];
  /** Where the page behind them begins; null for the first page, and when there is none. */
  readonly next: string | null;
}

/** At least one page behind `from`, and until there are `count` rows. */
async function readRows(
  pageAfter: (after: string | null) => ReturnType<ManagerApi['page']>,
  from: ReadRows,
  count: number,
): Promise<ReadRows & { readonly total: number }> {
  const { responses, next, total } = await pageAfter(from.next);
  const read = { rows: [...from.rows, ...responses], next, total };
  return next !== null && read.rows.length < count ? readRows(pageAfter, read, count) : read;
}

function update(state: ValueSource<ResponsePagesState>, change: Partial<ResponsePagesState>): void {
  state.set({ ...state.getSnapshot(), ...change });
}

/** As many as there were above the place that the URL names, so that the table can show it. */
const firstCount = (url: UrlState): number => Math.min(PAGE_ROWS + (Number(url.get('row')) || 0), MAX_ROWS_AGAIN);

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
