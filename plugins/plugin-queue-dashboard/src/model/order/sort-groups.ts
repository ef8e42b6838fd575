import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { BoardGroup } from '../board-groups';
import { figureValue } from '../figures/figure-value';
import { isCounted } from '../figures/formulas';
import type { RollUp } from '../figures/roll-up';
import { compareNullsLast, type QueueOrder } from './sort-queues';

/** A group with the figures of all its queues. */
export interface GroupRow {
  readonly group: BoardGroup;
  /** Its queues, in the order of the table. */
  readonly order: readonly TaskQueueSid[];
  readonly totals: RollUp;
}

/** Orders groups as queues are ordered. What only one queue has, as a status, gives way to the longest wait. */
export function sortGroups(
  rows: readonly GroupRow[],
  { formula, direction }: QueueOrder,
  collator: Intl.Collator,
): GroupRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const byName = (a: GroupRow, b: GroupRow): number => collator.compare(a.group.name, b.group.name);
  if (formula === null) return [...rows].sort((a, b) => sign * byName(a, b));
  const keyOf = ({ totals }: GroupRow): number | null => {
    if (isCounted(formula)) return figureValue(formula, totals);
    return totals.oldestWaitingSince === null ? null : -Date.parse(totals.oldestWaitingSince);
  };
  return [...rows].sort((a, b) => compareNullsLast(keyOf(a), keyOf(b), sign) || byName(a, b));
}
