import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useCallback } from 'react';
import { useBoardPorts } from '../data/board-ports';

interface Unfolded {
  /** The queues whose channels have rows. */
  readonly unfolded: ReadonlySet<string>;
  /** Unfolds a queue, or folds it again. */
  readonly onUnfold: (sid: TaskQueueSid) => void;
}

/** Which queues are unfolded, as the page remembers it. */
export function useUnfolded(): Unfolded {
  const { unfolded: source } = useBoardPorts().memory;
  const unfolded = useSource(source);
  const onUnfold = useCallback(
    (sid: TaskQueueSid) => {
      const others = [...source.getSnapshot()].filter((other) => other !== sid);
      source.set(new Set(source.getSnapshot().has(sid) ? others : [...others, sid]));
    },
    [source],
  );
  return { unfolded, onUnfold };
}
