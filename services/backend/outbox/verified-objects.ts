import type { Clock } from '../base/clock';
import type { Logger } from '../base/log';
import type { Database } from '../store/database';
import { knownObjectKeys } from '../store/outbox/object-standing';
import { isLowPriority, ownerOf } from '../store/outbox/sync-keys';
import { markDirty, type ClaimedObject } from '../store/outbox/sync-objects';
import type { WakeList } from './claims/wake-list';

/** The objects that this process found in Sync as the outbox has them: a write need not look first. */
export interface VerifiedObjects {
  readonly has: (key: string) => boolean;
  add(key: string): void;
  doubt(key: string): void;
  /** An object was gone that should be there, and is written anew: the others may be gone with it. */
  vanished(object: ClaimedObject, wasVerified: boolean): Promise<void>;
}

export interface VerifiedObjectsOptions {
  readonly database: Pick<Database, 'kysely'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly wakeList: WakeList;
  /** Told that an object is gone from Sync that should be there; others of low priority may be, and nobody looks here. */
  readonly onVanished: () => void;
}

export function createVerifiedObjects(options: VerifiedObjectsOptions): VerifiedObjects {
  const { database, log, onVanished } = options;
  const verified = new Set<string>();
  /** Whether this process ever looked at everything because something vanished. */
  let hasLookedAtAll = false;
  return {
    has: (key) => verified.has(key),
    add: (key) => verified.add(key),
    doubt: (key) => verified.delete(key),
    vanished: async ({ key: goneKey, payloadHash }, wasVerified) => {
      // Of what was not verified, a look at everything is under way, unless this is the first that this process sees.
      // And what the look at the links doubts, it found by looking at everything.
      const isFound = isLowPriority(goneKey) && payloadHash === null;
      if (isFound || (!wasVerified && hasLookedAtAll)) return;
      hasLookedAtAll = true;
      log.warn({ objectKey: goneKey }, 'an object vanished from Sync; checking all of them');
      verified.clear();
      verified.add(goneKey);
      await markOthers(options, goneKey, await knownObjectKeys(database.kysely));
      onVanished();
    },
  };
}

/** Has each of the others looked at again. */
async function markOthers(
  { database, clock, wakeList }: VerifiedObjectsOptions,
  goneKey: string,
  known: readonly string[],
): Promise<void> {
  // Of those of low priority there are thousands: the look at the links tells which are gone.
  const keys = known.filter((key) => key !== goneKey && !isLowPriority(key));
  // Those of workers come in thousands too, and whoever has a call calls for their own.
  const lowPriority = new Set(keys.filter((key) => ownerOf(key) !== null));
  await markDirty(database.kysely, keys, clock.now(), { lowPriority });
  wakeList.wake(keys.filter((key) => !lowPriority.has(key)));
}
