import { isSameGroup, MAX_QUEUE_GROUPS, type QueueGroup } from '@flex-sync-suite/shared/contract';

/** What is wrong with groups that their schema allows. */
export interface QueueGroupsProblem {
  readonly code: 'too_many_groups' | 'duplicate_group' | 'duplicate_name';
  readonly message: string;
}

/** What no schema can say of groups: as many as there may be, and each told from all others by its id and its name. */
export function queueGroupsProblem(groups: readonly QueueGroup[]): QueueGroupsProblem | null {
  if (groups.length > MAX_QUEUE_GROUPS) {
    const most = `${groups.length} groups are more than the ${MAX_QUEUE_GROUPS} that there may be`;
    return { code: 'too_many_groups', message: `${most}: remove some first.` };
  }
  for (const [index, group] of groups.entries()) {
    const before = groups.slice(0, index);
    const sameId = before.findIndex(({ id }) => id === group.id);
    if (sameId !== -1) {
      const message = `Groups ${sameId + 1} and ${index + 1} have the same id: give each its own.`;
      return { code: 'duplicate_group', message };
    }
    const sameName = before.findIndex(({ name }) => isSameGroup(name, group.name));
    if (sameName !== -1) {
      const message = `Groups ${sameName + 1} and ${index + 1} have the same name: give each its own.`;
      return { code: 'duplicate_name', message };
    }
  }
  return null;
}
