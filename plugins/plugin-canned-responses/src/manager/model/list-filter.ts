import type { LibraryId, ResponseStatus } from '@flex-sync-suite/shared/contract';

/** No id of a library: those are longer. */
export const ALL_LIBRARIES = 'all';

/** What the table shows. */
export interface ListFilter {
  /** {@link ALL_LIBRARIES} that the caller may edit; null before one was chosen. */
  readonly library: LibraryId | null;
  readonly search: string;
  readonly status: ResponseStatus | null;
  readonly owner: string | null;
  /** Only what nobody used in the last 30 days. */
  readonly isUnused: boolean;
}
/** Whether it leaves out anything of the library. */
export const isNarrowed = ({ search, status, owner, isUnused }: ListFilter): boolean =>
  search !== '' || status !== null || owner !== null || isUnused;
