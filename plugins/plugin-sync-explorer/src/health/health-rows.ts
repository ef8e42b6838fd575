import type { SyncObjectReport } from '@flex-sync-suite/shared/hooks';

/** Names an object of a page: one that is followed by its name and by its SID is two. */
export const objectId = ({ scope, kind, uniqueName }: SyncObjectReport): string => `${scope} ${kind} ${uniqueName}`;

/** What is wrong comes first, then what is not there yet; alike ones by name. */
export const worstFirst = (objects: readonly SyncObjectReport[]): readonly SyncObjectReport[] =>
  [...objects].sort(
    (a, b) => urgencyOf(a) - urgencyOf(b) || compare(a.uniqueName, b.uniqueName) || compare(objectId(a), objectId(b)),
  );

function urgencyOf({ error, isLive, status, refusedOpens, issues }: SyncObjectReport): number {
  if (error !== null) return 0;
  if (status === 'pending') return 2;
  if (!isLive) return 1;
  return refusedOpens + issues > 0 ? 3 : 4;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
