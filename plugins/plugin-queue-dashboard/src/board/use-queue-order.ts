import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { sortQueues, type Sort } from '../model/order/sort-queues';
import { useSteady } from '../data/use-steady';
import { columnOf } from '../table/columns';

interface QueueOrderInputs {
  readonly queues: readonly BoardQueue[];
  /** A new one each second. */
  readonly healths: ReadonlyMap<string, QueueHealth>;
  readonly sort: Sort;
  readonly collator: Intl.Collator;
}

/** The queues in their order. Sorted anew when a figure or a status is another one, not whenever the clock ticks. */
export function useQueueOrder({ queues, healths, sort, collator }: QueueOrderInputs): readonly TaskQueueSid[] {
  const statuses = useSteady(queues.map(({ sid }) => healths.get(sid)?.status ?? 'loading'));
  return useMemo(() => {
    const sortable = queues.map((queue, index) => ({ ...queue, status: statuses[index] ?? 'loading' }));
    const order = { formula: columnOf(sort.column).formula, direction: sort.direction };
    return sortQueues(sortable, order, collator).map(({ sid }) => sid);
  }, [queues, statuses, sort, collator]);
}
