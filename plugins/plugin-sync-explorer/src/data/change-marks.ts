import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import type { JsonDifference } from '../model/json-differences';
import { pointersAbove } from '../model/json-pointer';

/** What changed last, of a value that somebody looks at. */
export interface ChangeMarks {
  /** Pointers of what changed, and of all above it, which may be closed. Empty a few seconds after a change. */
  readonly marked: ReadonlySet<string>;
  /** Pointers that are to be told to a screen reader; null before a change. Another object is another piece of news. */
  readonly told: readonly string[] | null;
}

export interface MarkedChanges extends Source<ChangeMarks> {
  readonly note: (differences: readonly JsonDifference[]) => void;
}

const MARKED_MS = 4_000;
/** A hot object changes more often than anybody can hear. */
const TOLD_EVERY_MS = 5_000;

export function createChangeMarks(): MarkedChanges {
  const state = createValueSource<ChangeMarks>({ marked: new Set(), told: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let untold: readonly string[] = [];
  let toldAt = -Infinity;

  return {
    ...state,
    note(differences) {
      if (differences.length === 0) return;
      const pointers = differences.map(({ pointer }) => pointer);
      untold = [...new Set([...untold, ...pointers])];
      const isToTell = Date.now() - toldAt >= TOLD_EVERY_MS;
      const told = isToTell ? untold : state.getSnapshot().told;
      if (isToTell) {
        toldAt = Date.now();
        untold = [];
      }
      state.set({ marked: new Set(pointers.flatMap((pointer) => [pointer, ...pointersAbove(pointer)])), told });
      clearTimeout(timer);
      // Ends by itself: nobody has to end a mark.
      timer = setTimeout(() => {
        state.set({ ...state.getSnapshot(), marked: new Set() });
      }, MARKED_MS);
    },
  };
}
