import type { EditableResponse, LibraryId, ResponseStatus } from '@flex-sync-suite/shared/contract';
import { createValueStore, type ReadableStore } from '@flex-sync-suite/shared/hooks';
import { failureOf, type Failure, type ManagerApi, type PageQuery } from './manager-api';

/** What the table shows. */
export interface ListFilter {
  /** Null = all that the caller may edit. */
  readonly library: LibraryId | null;
  readonly search: string;
  readonly status: ResponseStatus | null;
  readonly owner: string | null;
  /** Only what nobody used in the last 30 days. */
  readonly isUnused: boolean;
}
export const NO_LIST_FILTER: ListFilter = { library: null, search: '', status: null, owner: null, isUnused: false };

export interface ResponseListState {
  readonly filter: ListFilter;
  /** By title; from the first page to the last that was read. */
  readonly rows: readonly EditableResponse[];
  /** Null before the first answer. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
}

/** The responses that the caller may edit, page by page. */
export interface ResponseList extends ReadableStore<ResponseListState> {
  /** Takes effect at once; what is typed after a moment of rest. */
  readonly setFilter: (change: Partial<ListFilter>) => void;
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

export function createResponseList(api: ManagerApi): ResponseList {
  const state = createValueStore<ResponseListState>({
    filter: NO_LIST_FILTER,
    rows: [],
    total: null,
    failure: null,
    isLoading: false,
    hasMore: false,
  });
  const change = (next: Partial<ResponseListState>): void => {
    state.set({ ...state.get(), ...next });
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
        const query = queryOf(state.get().filter, after);
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

  const reload = (): void => void read(null, Math.min(state.get().rows.length, MAX_ROWS_AGAIN));

  return {
    ...state,
    setFilter(given) {
      const filter = { ...state.get().filter, ...given };
      clearTimeout(timer);
      if (given.library !== undefined) {
        // Another library's rows are no answer, not even for a moment.
        change({ filter, rows: [], total: null, hasMore: false, failure: null });
      } else {
        change({ filter });
      }
      const wait = given.search === undefined ? 0 : TYPING_REST_MS;
      if (wait === 0) void read(null, PAGE_ROWS);
      else timer = setTimeout(() => void read(null, PAGE_ROWS), wait);
    },
    reload,
    loadMore() {
      const { isLoading, hasMore, rows, failure } = state.get();
      if (!isLoading && hasMore && failure === null) void read(rows, 0);
    },
    put(response) {
      const { rows } = state.get();
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

function queryOf({ library, search, status, owner, isUnused }: ListFilter, after: string | null): PageQuery {
  return {
    library: library ?? undefined,
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
