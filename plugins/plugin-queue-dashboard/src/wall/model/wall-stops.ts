import type { BoardQueue } from '../../data/use-board-queues';
import { boardGroups, isInChosen, keptIds } from '../../model/board-groups';
import type { QueueHealth } from '../../model/figures/queue-row-model';

/** What the wall shows at a time: all queues, or one group of them. */
export interface Stop {
  /** Null for all queues. */
  readonly group: string | null;
  /** The id of a group that is kept. */
  readonly id?: string | undefined;
  readonly queues: readonly BoardQueue[];
}

/** All queues, then each group that has any, by name; or all alone, where they are one group. */
export function stopsOf(
  queues: readonly BoardQueue[],
  collator: Intl.Collator,
  isInTurn = true,
): readonly [Stop, ...Stop[]] {
  if (!isInTurn) return [{ group: null, queues }];
  const items = queues.map(({ item }) => item);
  const kept = keptIds(items);
  const groups = boardGroups(items, collator).map(({ key, name }) => ({
    group: name,
    id: kept.has(key) ? key : undefined,
    queues: queues.filter(({ item }) => isInChosen(item, key)),
  }));
  return [{ group: null, queues }, ...groups];
}

/**
 * The queues in breach (their status is the worst there is) that make the wall stand at a stop. Each is at its groups; at "all
 * queues" those are that have no group, or the wall would never stand at a group.
 */
export function breachesAt({ group, queues }: Stop, healths: ReadonlyMap<string, QueueHealth>): readonly string[] {
  const isHere = ({ item }: BoardQueue): boolean => group !== null || item.groups.length === 0;
  return queues.filter((queue) => isHere(queue) && healths.get(queue.sid)?.status === 'critical').map(({ sid }) => sid);
}
