import { earlierOf, earliest, stampOf } from './stamp';
import type { TaskRouterEvent, TransferFacts } from './task-router-event';
import type { TransferState } from './task-state';

/**
 * Types of events that say something about a transfer (https://www.twilio.com/docs/taskrouter/api/event/reference).
 * A transfer that failed, or was called off, is one that never completed: nothing more is kept of it.
 */
export const TRANSFER_EVENT_TYPES: ReadonlySet<string> = new Set([
  'task.transfer-initiated',
  'task.transfer-attempt-failed',
  'task.transfer-failed',
  'task.transfer-canceled',
  'task.transfer-completed',
]);

/** Adds one event to the transfers of a task; commutative, associative and idempotent like `foldTask`. */
export function foldTransfer(
  transfers: readonly TransferState[],
  event: TaskRouterEvent,
  facts: TransferFacts | null,
): readonly TransferState[] {
  if (facts === null) return transfers;
  const stamp = stampOf(event);
  const known = transfers.find((transfer) => transfer.facts.value.sid === facts.sid);
  const current = known ?? { facts: { value: facts, stamp }, initiatedAtMs: null, completedAtMs: null };
  const next: TransferState = {
    facts: earliest(current.facts, facts, stamp) ?? current.facts,
    initiatedAtMs:
      event.type === 'task.transfer-initiated' ? earlierOf(current.initiatedAtMs, event.atMs) : current.initiatedAtMs,
    completedAtMs:
      event.type === 'task.transfer-completed' ? earlierOf(current.completedAtMs, event.atMs) : current.completedAtMs,
  };
  const others = transfers.filter((transfer) => transfer !== known);
  return [...others, next].sort((a, b) => (a.facts.value.sid < b.facts.value.sid ? -1 : 1));
}
