import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { KINDS } from '../model/tree-rows';
import type { ObjectLists } from './object-lists';

/** How a search stands. `paused`: it waits for somebody to say that it shall go on. */
export interface SearchState {
  readonly step: 'running' | 'paused' | 'done';
  /** Objects that were looked at. */
  readonly looked: number;
  readonly found: number;
}

/** A search for names that begin with a text: Sync cannot search, so objects are looked at page by page. */
export interface ObjectSearch extends Source<SearchState> {
  readonly goOn: () => void;
  readonly stop: () => void;
}

/** It pauses after so many, so that nobody reads a service of a million objects by mistake. */
const LOOK_AT_ONCE = 5_000;
const FIND_AT_ONCE = 200;

/** Begins at once with the object of this very name. @param lists of the prefix */
export function createObjectSearch(lists: ObjectLists, name: string): ObjectSearch {
  const state = createValueSource<SearchState>({ step: 'running', looked: 0, found: 0 });
  let run = 0;

  const counted = (): Pick<SearchState, 'looked' | 'found'> => {
    const all = Object.values(lists.getSnapshot());
    const sum = (of: (list: (typeof all)[number]) => number): number =>
      all.reduce((total, each) => total + of(each), 0);
    return { looked: sum(({ looked }) => looked), found: sum(({ objects }) => objects.length) };
  };

  async function goThrough(own: number): Promise<void> {
    const from = counted();
    const isEnough = (): boolean => {
      const { looked, found } = counted();
      return looked - from.looked >= LOOK_AT_ONCE || found - from.found >= FIND_AT_ONCE;
    };
    for (const kind of KINDS) {
      while (lists.getSnapshot()[kind].hasMore !== false) {
        await lists.more(kind);
        if (own !== run) return;
        if (lists.getSnapshot()[kind].problem !== null || isEnough()) {
          state.set({ step: 'paused', ...counted() });
          return;
        }
        state.set({ step: 'running', ...counted() });
      }
    }
    state.set({ step: 'done', ...counted() });
  }

  async function begin(isFirst: boolean): Promise<void> {
    run += 1;
    const own = run;
    state.set({ step: 'running', ...counted() });
    if (isFirst) await lists.exact(name);
    if (own === run) await goThrough(own);
  }

  void begin(true);
  return {
    ...state,
    goOn() {
      if (state.getSnapshot().step === 'paused') void begin(false);
    },
    stop() {
      if (state.getSnapshot().step !== 'running') return;
      run += 1;
      lists.stop();
      state.set({ step: 'paused', ...counted() });
    },
  };
}
