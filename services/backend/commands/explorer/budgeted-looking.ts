import type { LookBudget } from './read-budget';
import type { SyncLooking } from '../../domain/explorer/sync-looking';

/**
 * The port, each request of which waits for its turn.
 * @param isShared whether two that are the same, at nearly the same time, are one; who changes something has to look anew
 */
export function budgetedLooking(looking: SyncLooking, budget: LookBudget, isShared = true): SyncLooking {
  const keyOf = (...parts: readonly unknown[]): string | null => (isShared ? JSON.stringify(parts) : null);
  return {
    service: (sid) => budget.make({ key: keyOf('service', sid), object: sid }, () => looking.service(sid)),
    objects: (sid, kind, place) =>
      budget.make({ key: keyOf('objects', sid, kind, place), object: null }, () => looking.objects(sid, kind, place)),
    object: (sid, kind, sidOrName) =>
      budget.make({ key: keyOf('object', sid, kind, sidOrName), object: sidOrName }, () =>
        looking.object(sid, kind, sidOrName),
      ),
    items: (of, place, from) =>
      budget.make({ key: keyOf('items', of, place, from), object: of.sid }, () => looking.items(of, place, from)),
    item: (of, key) => budget.make({ key: keyOf('item', of, key), object: of.sid }, () => looking.item(of, key)),
    permissions: (of, pageSize) =>
      budget.make({ key: keyOf('permissions', of, pageSize), object: of.sid }, () => looking.permissions(of, pageSize)),
    writeData: (of, key, write) => budget.make({ key: null, object: of.sid }, () => looking.writeData(of, key, write)),
    setTtl: (of, ttlSeconds) => budget.make({ key: null, object: of.sid }, () => looking.setTtl(of, ttlSeconds)),
    removeItem: (of, key, ifMatch) =>
      budget.make({ key: null, object: of.sid }, () => looking.removeItem(of, key, ifMatch)),
  };
}
