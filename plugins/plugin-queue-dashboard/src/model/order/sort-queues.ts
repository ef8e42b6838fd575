import type { SortDirection, TableSort } from '@flex-sync-suite/shared/views';
import { waitThresholdMs } from '../assess-queue';
import { figureValue } from '../figures/figure-value';
import type { Formula } from '../figures/formulas';
import { queueFigures, type QueueSource, type QueueStatus } from '../figures/queue-row-model';

/** Figures of the moment. */
export type NowFigure =
  | 'waiting'
  | 'waitingTrend'
  | 'queued'
  | 'ringing'
  | 'longestWait'
  | 'sinceContact'
  | 'toThreshold'
  | 'overThreshold'
  | 'nearThreshold'
  | 'estimatedWait'
  | 'active'
  | 'talking'
  | 'wrapping'
  | 'free'
  | 'available'
  | 'eligible'
  | 'age';

/** Figures that are counted over a window of time. */
export type WindowFigure =
  | 'serviceLevel'
  | 'offered'
  | 'answered'
  | 'answeredInTime'
  | 'abandoned'
  | 'shortAbandoned'
  | 'abandonedShare'
  | 'flowedOut'
  | 'completed'
  | 'handled'
  | 'asa'
  | 'aht'
  | 'talk'
  | 'wrap'
  | 'ring'
  | 'missed'
  | 'rejected'
  | 'abandonTime';

/** Columns, which order the table; a figure of a window is of the last 30 minutes unless it says otherwise. */
export type SortColumn = 'name' | 'status' | NowFigure | WindowFigure | `${WindowFigure}Today`;

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

/** Names from A, figures from the largest, the threshold that is reached next first. */
export const naturalDirection = (column: SortColumn): SortDirection =>
  column === 'name' || column === 'toThreshold' ? 'ascending' : 'descending';

/** How queues are ordered. */
export interface QueueOrder {
  /** By what; null by the name. */
  readonly formula: Formula | null;
  readonly direction: SortDirection;
}

/**
 * Orders queues. Queues without a figure come last in both directions; ties fall to the name, then to the SID, so that
 * the order is total and rows never jump between two equal places.
 */
export function sortQueues<Queue extends SortableQueue>(
  queues: readonly Queue[],
  { formula, direction }: QueueOrder,
  collator: Intl.Collator,
): Queue[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = queues.map((queue) => ({ queue, keys: formula === null ? [] : sortKeys(formula, queue) }));
  const byName = (a: Queue, b: Queue): number => collator.compare(a.item.name, b.item.name);
  keyed.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const order = compareNullsLast(key, b.keys[index] ?? null, sign);
      if (order !== 0) return order;
    }
    const byText = byName(a.queue, b.queue) * (formula === null ? sign : 1);
    return byText !== 0 ? byText : a.queue.sid < b.queue.sid ? -1 : 1;
  });
  return keyed.map(({ queue }) => queue);
}

/** Numbers by their size times `sign`; what is not known comes last in both directions. */
export function compareNullsLast(a: number | null, b: number | null, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -sign : sign;
}

/** Numbers to compare, most significant first. Instants are negated: the earlier one waits longer. */
function sortKeys(formula: Formula, { item, document, status }: SortableQueue): readonly (number | null)[] {
  const waits = agoOf(document?.now.oldestWaitingSince);
  switch (formula.kind) {
    case 'status':
      return [ATTENTION[status], waits, document === undefined ? null : document.now.queued + document.now.ringing];
    case 'elapsed':
      return [agoOf(formula.since === 'asOf' ? document?.asOf : document?.now[formula.since])];
    case 'percentile':
      return [];
    case 'remaining':
      return [waits === null ? null : waitThresholdMs(item) - waits];
    case 'sum':
    case 'quotient':
    case 'serviceLevel':
    case 'estimate':
      return [document === undefined ? null : figureValue(formula, queueFigures(item, document))];
  }
}

const agoOf = (instant: string | null | undefined): number | null => (instant == null ? null : -Date.parse(instant));
