import { isTrackersOwnName, outboxObject } from '@flex-sync-suite/shared/contract';

/**
 * Whether an object of this name in the suite's service is the suite's. What the outbox keeps outside of Sync's objects has
 * no place in Sync: a Document called so is somebody else's.
 */
export function isSuiteName(uniqueName: string | null): boolean {
  if (uniqueName === null) return false;
  const object = outboxObject(uniqueName);
  switch (object?.kind) {
    case undefined:
      return isTrackersOwnName(uniqueName);
    case 'worker-attributes':
    case 'permissions':
    case 'readers':
      return false;
    default:
      return true;
  }
}
