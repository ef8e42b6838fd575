import type { SortDirection, TableSort } from '@flex-sync-suite/shared/views';
import { queueFigures, type QueueSource, type QueueStatus } from './queue-row-model';

/** Columns that order the table. */
export type SortColumn =
  | 'name'
  | 'status'
  | 'waiting'
  | 'longestWait'
  | 'active'
  | 'free'
  | 'serviceLevel'
  | 'offeredToday'
  | 'answeredToday'
  | 'abandonedToday'
  | 'completedToday'
  | 'serviceLevelToday'
  | 'asaToday'
  | 'ahtToday'
  | 'age';

export type Sort = TableSort<SortColumn>;

/** A queue as the sort sees it. */
export interface SortableQueue extends QueueSource {
  readonly sid: string;
  readonly status: QueueStatus;
}

/** "Needs attention": worst status first, then the longest wait. */
export const DEFAULT_SORT: Sort = { column: 'status', direction: 'descending' };

const ATTENTION: Readonly<Record<QueueStatus, number>> = {
  critical: 5,
  warning: 4,
  unavailable: 3,
  ok: 2,
  noTraffic: 1,
  loading: 0,
};

/** Names from A, figures from the largest. */
export const naturalDirection = (column: SortColumn): SortDirection => (column === 'name' ? 'ascending' : 'descending');

/**
 * Orders queues. Queues without a figure come last in both directions; ties fall to the name, then to the SID, so that
 * the order is total and rows never jump between two equal places.
 */
export function sortQueues<Queue extends SortableQueue>(
  queues: readonly Queue[],
  { column, direction }: Sort,
  collator: Intl.Collator,
): Queue[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = queues.map((queue) => ({ queue, keys: sortKeys(column, queue) }));
  const byName = (a: Queue, b: Queue): number => collator.compare(a.item.name, b.item.name);
  keyed.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const order = compareNullsLast(key, b.keys[index] ?? null, sign);
      if (order !== 0) return order;
    }
    const byText = byName(a.queue, b.queue) * (column === 'name' ? sign : 1);
    return byText !== 0 ? byText : a.queue.sid < b.queue.sid ? -1 : 1;
  });
  return keyed.map(({ queue }) => queue);
}

function compareNullsLast(a: number | null, b: number | null, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -sign : sign;
}

/** Numbers to compare, most significant first. Instants are negated: the earlier one waits longer. */
function sortKeys(column: SortColumn, { item, document, status }: SortableQueue): readonly (number | null)[] {
  if (column === 'name') return [];
  const wait = document?.now.oldestWaitingSince == null ? null : -Date.parse(document.now.oldestWaitingSince);
  const figures = document === undefined ? null : queueFigures(item, document);
  switch (column) {
    case 'status':
      return [ATTENTION[status], wait, figures?.waiting ?? null];
    case 'longestWait':
      return [wait];
    case 'age':
      return [document === undefined ? null : -Date.parse(document.asOf)];
    case 'waiting':
    case 'active':
    case 'free':
      return [figures?.[column] ?? null];
    case 'serviceLevel':
      return [figures?.last30Minutes.serviceLevel ?? null];
    case 'offeredToday':
      return [figures?.today.offered ?? null];
    case 'answeredToday':
      return [figures?.today.answered ?? null];
    case 'abandonedToday':
      return [figures?.today.abandoned ?? null];
    case 'completedToday':
      return [figures?.today.completed ?? null];
    case 'serviceLevelToday':
      return [figures?.today.serviceLevel ?? null];
    case 'asaToday':
      return [figures?.today.asaMs ?? null];
    case 'ahtToday':
      return [figures?.today.ahtMs ?? null];
  }
}
