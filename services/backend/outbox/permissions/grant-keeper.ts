import { WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { ISSUE_STEP_MS, recordProfile } from '../../store/outbox/access-profiles';
import type { Database } from '../../store/database';
import {
  forgetRefusals,
  LATE,
  readReader,
  settledReadings,
  type Reader,
  type ReaderState,
  type Reading,
} from '../../store/outbox/grants';
import { standingAmong, type ObjectState } from '../../store/outbox/object-standing';
import { permissionsKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { ownMapsOf, PROFILE_LIFE_MS, profileReader, workerReader, type AccessProfile } from './access-profile';
import type { Clock } from '../../base/clock';
import { createOutboxWatch } from '../upkeep/outbox-watch';
import { SYNC_FAILURES, SyncWriteError } from '../sync-port';

export interface GrantKeeperOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/**
 * Waits until an identity may read what a page needs at once. The projector gives the permissions, each once, and remembers
 * them in the database; what comes in thousands follows after the wait.
 */
export interface GrantKeeper {
  /** @throws SyncWriteError when Sync cannot do it now; what was done is remembered, so asking again goes on from there */
  ensureProfile(profile: AccessProfile): Promise<void>;
  /**
   * The same for a worker's own identity, whose own objects are brought into being first if the worker has none yet.
   * @throws SyncWriteError as above
   */
  ensurePersonal(workerSid: string): Promise<void>;
  /**
   * Waits a moment until Sync lets the worker read objects that are lent to it.
   * @returns false when that takes longer; the permissions follow all the same
   */
  readonly untilReadable: (workerSid: WorkerSid, objectKeys: readonly string[]) => Promise<boolean>;
  /** Ends all waits. */
  close(): void;
}

/** How long a first sign-in waits for the worker's objects; what takes longer lets its owner in when it is created. */
const CREATION_WAIT_MS = 10_000;
/** Who waits to read opens what there is by then, and gets the rest when it comes. */
const READING_WAIT_MS = 3_000;
/** Whoever asked has given up by then; the permissions go on, and the next request finds them given. */
const GRANTS_WAIT_MS = 15_000;

export function createGrantKeeper({ database, clock, onMarked }: GrantKeeperOptions): GrantKeeper {
  const db = database.kysely;
  const watch = createOutboxWatch((keys) => standingAmong(db, keys), clock);
  const readings = createOutboxWatch((keys) => readingsAmong(db, keys), clock);

  async function bringIntoBeing(keys: readonly string[]): Promise<void> {
    const missing = keys.filter(isAwaited(await standingAmong(db, keys)));
    if (missing.length === 0) return;
    // Also those that were marked already, when nobody waited for them in particular.
    await markDirty(db, missing, clock.now());
    onMarked(missing);
    await watch.until(missing, (states) => !missing.some(isAwaited(states)), CREATION_WAIT_MS);
  }

  /** Has the reader's permissions looked at, and waits for what is needed at once. */
  async function bringUpToDate(
    { identity }: Reader,
    before: ReaderState,
    record?: (trx: Queryable) => Promise<void>,
  ): Promise<void> {
    const key = permissionsKey(identity);
    // Together: a profile that counts as held must not stay without what was created while it was not.
    await inTransaction(db, async (trx) => {
      await record?.(trx);
      await forgetRefusals(trx, identity);
      await markDirty(trx, [key], clock.now(), { isEdit: true });
    });
    onMarked([key]);
    const isDone = (states: ReadonlyMap<string, ObjectState>) => isLookedAt(states.get(key), before, clock.now());
    if (await watch.until([key], isDone, GRANTS_WAIT_MS)) return;
    throw new SyncWriteError('unavailable', null, null, 'granting takes long');
  }

  return {
    ensureProfile: async (profile) => {
      const reader = profileReader(profile);
      const state = await readReader(db, permissionsKey(reader.identity), reader);
      const now = clock.now();
      const record = (trx: Queryable) => recordProfile(trx, profile, now);
      const unissuedMs = now - (state.issuedAt ?? 0);
      if (state.isLate || unissuedMs > PROFILE_LIFE_MS) await bringUpToDate(reader, state, record);
      else if (unissuedMs > ISSUE_STEP_MS) await record(db);
    },
    ensurePersonal: async (identity) => {
      const workerSid = v.parse(WorkerSid, identity);
      const reader = workerReader(workerSid);
      await bringIntoBeing(ownMapsOf(workerSid));
      const state = await readReader(db, permissionsKey(workerSid), reader);
      if (state.isLate) await bringUpToDate(reader, state);
    },
    untilReadable: (identity, objectKeys) => {
      const keys = objectKeys.map((key) => readingKey({ identity, key }));
      return readings.until(keys, (settled) => keys.every((key) => settled.has(key)), READING_WAIT_MS);
    },
    close: () => {
      watch.close();
      readings.close();
    },
  };
}

/**
 * Whether a projector looked at the permissions after we asked.
 * @throws SyncWriteError when it failed, and whoever waits would have given up before it tries again
 */
function isLookedAt(state: ObjectState | undefined, before: ReaderState, now: number): boolean {
  if (state === undefined) return false;
  const { payloadV, lastError, attempts, nextAt } = state;
  // Whoever claimed a version that did not exist before we asked, looked after we asked.
  if (payloadV > before.version || lastError?.startsWith(LATE) === true) return true;
  const waitMs = nextAt - now;
  if (lastError === null || (attempts === before.attempts && waitMs <= GRANTS_WAIT_MS)) return false;
  throw errorFrom(lastError, waitMs);
}
const isAwaited = (states: ReadonlyMap<string, ObjectState>) => (key: string) =>
  (states.get(key)?.standing ?? 'awaited') === 'awaited';

async function readingsAmong(db: Queryable, readingKeys: readonly string[]): Promise<ReadonlyMap<string, Reading>> {
  const settled = await settledReadings(db, readingKeys.map(readingOf));
  return new Map(settled.map((reading) => [readingKey(reading), reading]));
}

// No identity has a space in it.
const readingKey = ({ identity, key }: Reading): string => `${identity} ${key}`;
const readingOf = (readingKeyText: string): Reading => {
  const end = readingKeyText.indexOf(' ');
  return { identity: readingKeyText.slice(0, end), key: readingKeyText.slice(end + 1) };
};

/** What a projector, of this process or another, recorded. */
function errorFrom(message: string, waitMs: number): SyncWriteError {
  const failure = SYNC_FAILURES.find((one) => message.startsWith(`${one}: `)) ?? 'unavailable';
  // In whole seconds, as `Retry-After` tells it.
  return new SyncWriteError(failure, null, Math.ceil(Math.max(0, waitMs) / 1_000) * 1_000, message);
}
