import type { LibrariesAnswer, Library, LibraryId } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { failureOf } from '@flex-sync-suite/shared/flex';
import type { ManagerApi } from './manager-api';
import type { Failure } from '../model/failure';

/** The libraries as the backend told them last; a failed reading keeps them. */
export interface LibraryListState {
  /** Null before the first answer. */
  readonly answer: LibrariesAnswer | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
}

export interface LibraryList extends Source<LibraryListState> {
  /** Never rejects: the state says how it ended. */
  readonly load: () => Promise<void>;
}

export function createLibraryList(api: ManagerApi): LibraryList {
  const state = createValueSource<LibraryListState>({ answer: null, failure: null, isLoading: false });
  let last = 0;
  return {
    ...state,
    async load() {
      last += 1;
      const own = last;
      state.set({ ...state.getSnapshot(), isLoading: true });
      let next: Pick<LibraryListState, 'answer' | 'failure'>;
      try {
        next = { answer: await api.libraries(), failure: null };
      } catch (error) {
        next = { answer: state.getSnapshot().answer, failure: failureOf(error) };
      }
      // An older question may be answered later.
      if (own === last) state.set({ ...next, isLoading: false });
    },
  };
}

/** Those that the caller may change, the own personal one first. */
export const editableLibraries = ({ libraries }: LibrariesAnswer, workerSid: string | null): readonly Library[] =>
  libraries
    .filter(({ access }) => access !== 'read')
    .sort((a, b) => Number(b.id === workerSid) - Number(a.id === workerSid));

/** May make libraries for others: the backend tells all workers to nobody else. */
export const isAdministrator = ({ libraries, workers }: LibrariesAnswer, workerSid: string | null): boolean =>
  workers.length > 0 || libraries.some(({ id, access }) => access === 'administer' && id !== workerSid);

/** Writes for others: what is everybody's, such as the rules, may be changed by who does. */
export const isSharedEditor = (editable: readonly Library[]): boolean =>
  editable.some(({ kind }) => kind !== 'personal');

export const libraryWithId = (answer: LibrariesAnswer | null, id: LibraryId | null): Library | undefined =>
  answer?.libraries.find((library) => library.id === id);
