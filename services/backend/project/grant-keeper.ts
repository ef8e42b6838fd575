import { backendHeartbeatDocument, queueIndexMap, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Logger } from '../log';
import type { Database } from '../store/database';
import {
  standingObjectKeys,
  forgetGrants,
  granteesOf,
  grantsMissingFor,
  listProfiles,
  recordGrant,
  recordProfile,
} from '../store/grants';
import { kindOf, markDirty, ownerOf, readStanding, recentCallsKey } from '../store/sync-objects';
import { mayRead, type AccessProfile, type ProfileRole } from './access-profile';
import { pause, type Clock } from './clock';
import { SyncWriteError, type SyncWriter } from './sync-writer';

export interface GrantKeeperOptions {
  readonly database: Database;
  readonly sync: SyncWriter;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/**
 * Read permissions on Sync objects: objects × identities, each given once and remembered in the database.
 *
 * No grant can fall between a new profile and a new object: a profile is recorded before its objects are listed, an object
 * is created before its profiles are listed, so at least one of the two sides sees the other.
 */
export interface GrantKeeper {
  /**
   * Makes sure that the profile may read all its objects.
   * @throws SyncWriteError when Sync cannot do it now; what was done is remembered, so asking again goes on from there
   */
  ensureProfile(profile: AccessProfile): Promise<void>;
  /**
   * Makes sure that one worker's own identity may read the heartbeat and the worker's own objects, which are brought into
   * being if the worker has none yet.
   * @throws SyncWriteError as above
   */
  ensurePersonal(workerSid: string): Promise<void>;
  /** To be called before an object is created: grants on its predecessor of the same name vanished with it. */
  beforeBirth(objectKey: string): Promise<void>;
  /** To be called after an object was created: everyone who may read it is let in, in the background. */
  afterBirth(objectKey: string): void;
  /** Resumes what a former process left undone, and retries what failed. */
  start(): void;
  close(): Promise<void>;
}

/** Twilio allows 80 permission writes per second; a quarter is left to whoever else administers the service. */
const PERMISSION_INTERVAL_MS = 1_000 / 60;
/** Enough to reach that rate at the usual 50 to 100 ms a request. */
const CONCURRENT_GRANTS = 8;
const RETRY_MS = 5_000;
/** How long a first sign-in waits for the projector to make the worker's objects, and how often it looks. */
const BIRTH_WAIT_MS = 10_000;
const BIRTH_POLL_MS = 50;

export function createGrantKeeper({ database, sync, clock, log, onMarked }: GrantKeeperOptions): GrantKeeper {
  const db = database.kysely;
  const running = new Map<string, Promise<void>>();
  /** Identities to let in once an object is born, or born again; profiles are found in the database instead. */
  const awaitingBirth = new Map<string, Set<string>>();
  let nextSlotAt = 0;
  let sweeping: Promise<void> | null = null;
  let sweepAgain = false;
  let cancelRetry: (() => void) | null = null;
  let closed = false;

  async function grant(objectKey: string, identity: string): Promise<void> {
    const at = Math.max(clock.now(), nextSlotAt);
    nextSlotAt = at + PERMISSION_INTERVAL_MS;
    if (at > clock.now()) await pause(clock, at - clock.now());
    try {
      await sync.grantRead({ kind: kindOf(objectKey), name: objectKey }, identity);
    } catch (error) {
      if (!(error instanceof SyncWriteError) || error.failure !== 'missing') throw error;
      // Not born yet, or gone: its birth will let the identity in.
      letInAtBirth(objectKey, [identity]);
      return;
    }
    await recordGrant(db, { objectKey, identity });
  }

  function letInAtBirth(objectKey: string, identities: readonly string[]): void {
    awaitingBirth.set(objectKey, new Set([...(awaitingBirth.get(objectKey) ?? []), ...identities]));
  }

  async function grantMissing(identity: string, objectKeys: readonly string[]): Promise<void> {
    const missing = await grantsMissingFor(db, identity, objectKeys);
    const lane = async (): Promise<void> => {
      for (let key = missing.shift(); key !== undefined && !closed; key = missing.shift()) await grant(key, identity);
    };
    await Promise.all(Array.from({ length: CONCURRENT_GRANTS }, lane));
  }

  /** The two objects that every board needs first come first. */
  async function grantProfile(profile: AccessProfile): Promise<void> {
    await recordProfile(db, profile, clock.now());
    const keys = (await standingObjectKeys(db)).filter((key) => mayRead(profile.role, key));
    const first = [backendHeartbeatDocument.uniqueName, queueIndexMap.uniqueName].filter((key) => keys.includes(key));
    await grantMissing(profile.identity, [...first, ...keys.filter((key) => !first.includes(key))]);
  }

  async function grantPersonal(identity: string): Promise<void> {
    const callsKey = recentCallsKey(v.parse(WorkerSid, identity));
    await broughtIntoBeing(callsKey);
    await grantMissing(identity, [backendHeartbeatDocument.uniqueName, callsKey]);
  }

  /** Returns too when it takes too long: the object's birth will let its owner in. */
  async function broughtIntoBeing(key: string): Promise<void> {
    const standing = await readStanding(db, key);
    if (standing?.isBorn === true) return;
    if (standing === null) {
      await markDirty(db, [key], clock.now());
      onMarked([key]);
    }
    for (const until = clock.now() + BIRTH_WAIT_MS; clock.now() < until && !closed;) {
      await pause(clock, BIRTH_POLL_MS);
      if ((await readStanding(db, key))?.isBorn === true) return;
    }
  }

  /** One run at a time for each identity: ten supervisors who sign in together make one set of requests. */
  function once(identity: string, run: () => Promise<void>): Promise<void> {
    const current = running.get(identity);
    if (current !== undefined) return current;
    const started = run().finally(() => running.delete(identity));
    running.set(identity, started);
    return started;
  }

  const ensureProfile = (profile: AccessProfile) => once(profile.identity, () => grantProfile(profile));

  function sweep(): void {
    if (closed) return;
    if (sweeping !== null) {
      sweepAgain = true;
      return;
    }
    cancelRetry?.();
    sweeping = sweepOnce()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'grants are late; trying again');
        if (!closed) cancelRetry = clock.schedule(RETRY_MS, sweep);
      })
      .finally(() => {
        sweeping = null;
        if (sweepAgain) {
          sweepAgain = false;
          sweep();
        }
      });
  }

  async function sweepOnce(): Promise<void> {
    for (const profile of await listProfiles<ProfileRole>(db)) {
      // A run that began before an object was born does not know it: let that run end, then make another.
      await running.get(profile.identity)?.catch(() => undefined);
      await ensureProfile(profile);
    }
    const standing = new Set(await standingObjectKeys(db));
    for (const [objectKey, identities] of awaitingBirth) {
      if (!standing.has(objectKey)) continue;
      for (const identity of identities) {
        if (closed) return;
        identities.delete(identity);
        // When the object is gone again, this puts the identity back for its next birth.
        await grantMissing(identity, [objectKey]).catch((error: unknown) => {
          letInAtBirth(objectKey, [identity]);
          throw error;
        });
      }
      if (awaitingBirth.get(objectKey)?.size === 0) awaitingBirth.delete(objectKey);
    }
  }

  return {
    ensureProfile,
    ensurePersonal: (identity) => once(identity, () => grantPersonal(identity)),
    beforeBirth: async (objectKey) => {
      const owner = ownerOf(objectKey);
      const identities = [...(await granteesOf(db, objectKey)), ...(owner === null ? [] : [owner])];
      if (identities.length === 0) return;
      letInAtBirth(objectKey, identities);
      await forgetGrants(db, objectKey);
    },
    afterBirth: sweep,
    start: sweep,
    close: async () => {
      closed = true;
      cancelRetry?.();
      await sweeping;
      await Promise.allSettled(running.values());
    },
  };
}
