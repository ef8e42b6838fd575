import type { QueueIndexItem } from '@flex-sync-suite/shared/contract';

/** A group that the board can show alone. */
export interface BoardGroup {
  /** How the URL has it: the id of a group that is kept, which outlives its name, or else the name. */
  readonly key: string;
  readonly name: string;
}

export const isSameGroup = (a: BoardGroup, b: BoardGroup): boolean => a.key === b.key && a.name === b.name;

/** In place of a group's key: all groups, a row for each. */
export const EACH_GROUP = '*';

type Grouped = Pick<QueueIndexItem, 'groups' | 'keptGroups'>;

/** The groups of a queue. */
const groupsOf = ({ groups, keptGroups = [] }: Grouped): readonly BoardGroup[] =>
  groups.map((name) => ({ key: keptGroups.find((kept) => kept.name === name)?.id ?? name, name }));

/** All groups that have any queue, by name. */
export function boardGroups(items: Iterable<Grouped>, collator: Intl.Collator): readonly BoardGroup[] {
  const byKey = new Map([...items].flatMap(groupsOf).map((group) => [group.key, group]));
  return [...byKey.values()].sort((a, b) => collator.compare(a.name, b.name));
}

/** Whether a queue is in the group that is chosen; with none, or with all groups, each is. */
export const isInChosen = (item: Grouped, key: string | null): boolean =>
  key === null || key === EACH_GROUP || groupsOf(item).some((group) => group.key === key);

/** Queues by the keys of their groups, each queue looked at once. */
export function byGroup<Queue extends { readonly item: Grouped }>(
  queues: readonly Queue[],
): ReadonlyMap<string, readonly Queue[]> {
  const found = new Map<string, Queue[]>();
  for (const queue of queues) {
    for (const { key } of groupsOf(queue.item)) {
      const members = found.get(key);
      if (members === undefined) found.set(key, [queue]);
      else members.push(queue);
    }
  }
  return found;
}

/** The ids of all groups that are kept and have any queue. */
export const keptIds = (items: Iterable<Grouped>): ReadonlySet<string> =>
  new Set([...items].flatMap(({ keptGroups = [] }) => keptGroups.map(({ id }) => id)));
