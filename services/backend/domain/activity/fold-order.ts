import type { ActivityEvent, Money } from './activity-event';
import { totalsOf } from './amounts';
import { linesOf, takeBack, type OrderCall, type OrderLine } from './order-lines';
import { countedInOrder } from './ordered-events';

/** What a refund or a cancellation took back. */
export interface TakenBack {
  /** Never before the sale: a clock that is behind must not leave an hour with less than nothing sold. */
  readonly atMs: number;
  readonly action: 'refunded' | 'cancelled';
  readonly lines: readonly OrderLine[];
}

/** One order of one shop, whoever sent its events. */
export interface OrderState {
  readonly shopId: string;
  readonly orderId: string;
  /** Of the completion; of the first event where none came. */
  readonly atMs: number;
  /** Null when only a refund or a cancellation was told: then nothing was sold, and nothing is taken back. */
  readonly completedAtMs: number | null;
  /** As told, else the sum of the lines where they are of one currency. */
  readonly total: Money | null;
  /** By product and currency, before anything was taken back. */
  readonly sold: readonly OrderLine[];
  readonly takenBack: readonly TakenBack[];
  readonly state: 'completed' | 'partly-refunded' | 'refunded' | 'cancelled';
}

/**
 * The order after all its events, in any order and however often told: sold once, by the earliest `completed`; refunds and
 * cancellations take back, never more than is left.
 *
 * @param events all of one order of one shop; null when none of them counts
 */
export const foldOrder = (events: Iterable<ActivityEvent>): OrderState | null => orderAfter(countedInOrder(events));

/** The same of events that are in order already. */
export function orderAfter(ordered: readonly ActivityEvent[]): OrderState | null {
  const told = ordered.flatMap(({ shopId, atMs, call }) => (call.kind === 'order' ? [{ shopId, atMs, call }] : []));
  const completion = told.find(({ call }) => call.action === 'completed');
  const decisive = completion ?? told[0];
  if (decisive === undefined) return null;
  const sold = completion === undefined ? [] : linesOf(completion.call.products);
  const left = sold.map((line) => ({ ...line }));
  const takenBack = told.flatMap(({ atMs, call }): TakenBack[] => {
    if (call.action === 'completed') return [];
    return [{ atMs: Math.max(atMs, decisive.atMs), action: call.action, lines: takeBack(left, call) }];
  });
  return {
    shopId: decisive.shopId,
    orderId: decisive.call.orderId,
    atMs: decisive.atMs,
    completedAtMs: completion?.atMs ?? null,
    total: completion === undefined ? null : totalOf(completion.call),
    sold,
    takenBack,
    state: stateOf(takenBack, left),
  };
}

function totalOf({ total, products }: OrderCall): Money | null {
  const [sum, ...others] = totalsOf(products);
  return total ?? (others.length === 0 ? (sum ?? null) : null);
}

function stateOf(takenBack: readonly TakenBack[], left: readonly OrderLine[]): OrderState['state'] {
  if (takenBack.some(({ action }) => action === 'cancelled')) return 'cancelled';
  if (takenBack.length === 0) return 'completed';
  return left.every(({ units }) => units === 0) ? 'refunded' : 'partly-refunded';
}
