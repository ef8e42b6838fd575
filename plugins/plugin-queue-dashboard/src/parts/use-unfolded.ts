import { useSource } from '@flex-sync-suite/shared/hooks';
import { useCallback } from 'react';
import { useBoardPorts } from '../data/board-ports';

export interface Unfolded {
  /** Ids of the rows that have rows below them. */
  readonly unfolded: ReadonlySet<string>;
  /** Unfolds a row, or folds it again. */
  readonly onUnfold: (id: string) => void;
}

/** Which rows are unfolded, as the page remembers it. */
export function useUnfolded(): Unfolded {
  const { unfolded: source } = useBoardPorts().memory;
  const unfolded = useSource(source);
  const onUnfold = useCallback(
    (id: string) => {
      const before = source.getSnapshot();
      const others = [...before].filter((other) => other !== id);
      source.set(new Set(before.has(id) ? others : [...others, id]));
    },
    [source],
  );
  return { unfolded, onUnfold };
}
