import type { Logger } from '../log';
import type { Database } from '../store/database';
import { grantedToAll, grantsMissingFor, recordGrant } from '../store/grants';
import { placedObjects } from '../store/object-standing';
import { kindOf } from '../store/sync-keys';
import { pause, type Clock } from './clock';
import { SyncWriteError, type SyncWriter } from './sync-writer';

export interface PermissionsOptions {
  readonly database: Database;
  readonly sync: SyncWriter;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isClosed: () => boolean;
  /** Told of an object that Sync does not have. */
  readonly onMissing: (objectKey: string, identity: string) => void;
}

/** Gives read permissions at the pace that Twilio allows, each once. */
export interface Permissions {
  /** Tells the SID of an object that this process created, before the outbox knows it. */
  readonly born: (objectKey: string, sid: string) => void;
  /**
   * Gives those permissions that the identity does not have yet. One that cannot be given keeps no other back. `born` names
   * the SIDs of objects that were created just now, which the outbox may not know yet.
   * @returns how many were missing
   * @throws the first error, when everything was tried; at once when Sync asks for patience, or lets nobody in, or does
   * not answer at all
   */
  readonly grantMissing: (
    identity: string,
    objectKeys: readonly string[],
    born?: ReadonlyMap<string, string>,
  ) => Promise<number>;
  /** Those of the objects that every one of the identities may read, but for whom Sync refuses the permission for good. */
  readonly readableToAll: (
    objectKeys: readonly string[],
    identities: readonly string[],
  ) => Promise<ReadonlySet<string>>;
}

/** Twilio allows 80 permission writes per second; a quarter is left to whoever else administers the service. */
const PERMISSION_INTERVAL_MS = 1_000 / 60;
/** Enough to reach that rate at the usual 50 to 100 ms a request. */
const CONCURRENT_GRANTS = 8;
/** Each lane failed twice in a row: it is not one object. */
const HOPELESS_FAILURES = 2 * CONCURRENT_GRANTS;

export function createPermissions({
  database,
  sync,
  clock,
  log,
  isClosed,
  onMissing,
}: PermissionsOptions): Permissions {
  const db = database.kysely;
  /** What Sync refuses for good, as `object identity`. Tried again when the identity asks for a token again. */
  const refused = new Set<string>();
  let nextSlotAt = 0;
  /** SIDs that the outbox did not know yet when it was asked last. */
  const recent = new Map<string, string>();

  async function grant(objectKey: string, identity: string, sid: string | undefined): Promise<void> {
    const kind = kindOf(objectKey);
    if (kind === 'attributes') throw new RangeError(`${objectKey} is no Sync object`);
    // By the SID alone: what has the name and is not known is not ours to give away.
    if (sid === undefined) {
      onMissing(objectKey, identity);
      return;
    }
    const at = Math.max(clock.now(), nextSlotAt);
    nextSlotAt = at + PERMISSION_INTERVAL_MS;
    if (at > clock.now()) await pause(clock, at - clock.now());
    try {
      await sync.grantRead({ kind, name: objectKey, sid }, identity);
    } catch (error) {
      if (!(error instanceof SyncWriteError)) throw error;
      if (error.failure === 'refused') {
        refused.add(`${objectKey} ${identity}`);
        log.error({ err: error, objectKey, identity }, 'a permission is refused for good; others go on without it');
        return;
      }
      if (error.failure !== 'missing') throw error;
      onMissing(objectKey, identity);
      return;
    }
    refused.delete(`${objectKey} ${identity}`);
    await recordGrant(db, { objectKey, identity });
  }

  const grantMissing: Permissions['grantMissing'] = async (identity, objectKeys, born = new Map()) => {
    const missing = await grantsMissingFor(db, identity, objectKeys);
    const placed = await placedObjects(db, missing);
    for (const key of placed.keys()) recent.delete(key);
    const count = missing.length;
    const errors: unknown[] = [];
    let failuresInARow = 0;
    const lane = async (): Promise<void> => {
      for (let key = missing.shift(); key !== undefined && !isClosed(); key = missing.shift()) {
        try {
          await grant(key, identity, born.get(key) ?? placed.get(key)?.sid ?? recent.get(key));
          failuresInARow = 0;
        } catch (error) {
          errors.push(error);
          failuresInARow += 1;
          if (isOfAll(error) || failuresInARow >= HOPELESS_FAILURES) missing.length = 0;
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT_GRANTS }, lane));
    if (errors.length > 0) throw errors[0];
    return count;
  };

  return {
    grantMissing,
    born: (objectKey, sid) => {
      recent.set(objectKey, sid);
    },
    readableToAll: async (objectKeys, identities) => {
      const readable = await grantedToAll(db, objectKeys, identities);
      if (refused.size === 0) return readable;
      for (const key of objectKeys) {
        const without = identities.filter((identity) => !refused.has(`${key} ${identity}`));
        if (without.length < identities.length && (await grantedToAll(db, [key], without)).has(key)) readable.add(key);
      }
      return readable;
    },
  };
}

const isOfAll = (error: unknown): boolean =>
  error instanceof SyncWriteError && (error.failure === 'throttled' || error.failure === 'denied');

/** Runs `work` for one after the other, whatever becomes of those before. */
export async function eachInTurn<T>(
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<{ readonly failed: readonly T[]; readonly errors: readonly unknown[] }> {
  const failed: T[] = [];
  const errors: unknown[] = [];
  for (const one of all) {
    try {
      await work(one);
    } catch (error) {
      failed.push(one);
      errors.push(error);
    }
  }
  return { failed, errors };
}
