import type { ClaimedObject } from './sync-objects';

/**
 * Keys of the items that changed since the object was written; null when anything may have. Each mark makes one version,
 * so a version that is not here was made by somebody who did not say what changed: a timer, a rebuild, an older release.
 */
export function changedParts({
  version,
  synced,
  changes,
}: Pick<ClaimedObject, 'version' | 'synced' | 'changes'>): ReadonlySet<string> | null {
  const since = Object.entries(changes ?? {}).filter(([at]) => Number(at) > synced);
  return since.length === version - synced ? new Set(since.flatMap(([, parts]) => parts)) : null;
}
