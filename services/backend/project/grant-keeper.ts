import { backendHeartbeatDocument, queueIndexMap, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Logger } from '../log';
import type { Database } from '../store/database';
import {
  standingObjectKeys,
  forgetGrants,
  granteesOf,
  grantsMissingFor,
  recordGrant,
  recordProfile,
} from '../store/grants';
import { listKeysOf } from '../store/response-links';
import { cannedFavoritesKey, kindOf, ownerOf, recentCallsKey, responseOfKey } from '../store/sync-keys';
import { markDirty, readStanding } from '../store/sync-objects';
import { mayRead, mayReadPersonally, type AccessProfile } from './access-profile';
import { pause, type Clock } from './clock';
import { heldProfiles } from './identities';
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
   * Makes sure that the profile may read all its objects. Resolves when it may read everything but responses, which come
   * in thousands: they follow in the background, in the order of their names.
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

/** Read permissions on one object wait for it to be born. */
type Waiting = Map<string, Set<string>>;

export function createGrantKeeper({ database, sync, clock, log, onMarked }: GrantKeeperOptions): GrantKeeper {
  const db = database.kysely;
  const running = new Map<string, Promise<void>>();
  /** Responses that are being granted to an identity that has its token already. */
  const inBackground = new Map<string, Promise<void>>();
  /** Identities to let in once an object is born, or born again; profiles are found in the database instead. */
  const awaitingBirth: Waiting = new Map();
  /** Born, and not everyone is let in yet. */
  let newborn = new Set<string>();
  let nextSlotAt = 0;
  let lettingIn: Promise<void> | null = null;
  /** Whether every held profile is to be looked at, not only what was born. */
  let isSweepDue = false;
  let cancelRetry: (() => void) | null = null;
  let closed = false;

  async function grant(objectKey: string, identity: string): Promise<void> {
    const kind = kindOf(objectKey);
    if (kind === 'attributes') throw new RangeError(`${objectKey} is no Sync object`);
    const at = Math.max(clock.now(), nextSlotAt);
    nextSlotAt = at + PERMISSION_INTERVAL_MS;
    if (at > clock.now()) await pause(clock, at - clock.now());
    try {
      await sync.grantRead({ kind, name: objectKey }, identity);
    } catch (error) {
      if (!(error instanceof SyncWriteError) || error.failure !== 'missing') throw error;
      // Not born yet, or gone: its birth will let the identity in, unless it was born between the answer and now.
      awaitBirth(objectKey, [identity]);
      retryLater();
      return;
    }
    await recordGrant(db, { objectKey, identity });
  }

  function awaitBirth(objectKey: string, identities: Iterable<string>): void {
    awaitingBirth.set(objectKey, new Set([...(awaitingBirth.get(objectKey) ?? []), ...identities]));
  }

  /** @returns how many permissions were missing */
  async function grantMissing(identity: string, objectKeys: readonly string[]): Promise<number> {
    const missing = await grantsMissingFor(db, identity, objectKeys);
    const count = missing.length;
    const lane = async (): Promise<void> => {
      for (let key = missing.shift(); key !== undefined && !closed; key = missing.shift()) await grant(key, identity);
    };
    await Promise.all(Array.from({ length: CONCURRENT_GRANTS }, lane));
    return count;
  }

  /** What every page needs first comes first, the responses when the rest is done. */
  async function grantStanding(identity: string, isReadable: (key: string) => boolean): Promise<void> {
    const keys = (await standingObjectKeys(db)).filter(isReadable);
    const responses = keys.filter((key) => responseOfKey(key) !== null);
    const first = [backendHeartbeatDocument.uniqueName, queueIndexMap.uniqueName].filter((key) => keys.includes(key));
    const behind = new Set([...first, ...responses]);
    await grantMissing(identity, [...first, ...keys.filter((key) => !behind.has(key))]);
    // A run under way began after the profile was recorded: what it does not know of is let in by its birth.
    if (responses.length > 0 && !inBackground.has(identity)) {
      const run = grantResponses(identity, responses).finally(() => inBackground.delete(identity));
      inBackground.set(identity, run);
    }
  }

  async function grantResponses(identity: string, keys: readonly string[]): Promise<void> {
    try {
      if ((await grantMissing(identity, keys)) > 0) await markListsOf(keys);
    } catch (error) {
      log.warn({ err: error, identity }, 'permissions on responses are late; trying again');
      isSweepDue = true;
      retryLater();
    }
  }

  /** An item waits for the permissions on its Document. */
  async function markListsOf(objectKeys: readonly string[]): Promise<void> {
    const ids = objectKeys.map(responseOfKey).filter((id) => id !== null);
    if (ids.length === 0) return;
    const lists = await listKeysOf(db, ids);
    await markDirty(db, lists, clock.now());
    onMarked(lists);
  }

  async function grantProfile(profile: AccessProfile): Promise<void> {
    await recordProfile(db, profile, clock.now());
    await grantStanding(profile.identity, (key) => mayRead(profile, key));
  }

  async function grantPersonal(identity: string): Promise<void> {
    const workerSid = v.parse(WorkerSid, identity);
    const own = [recentCallsKey(workerSid), cannedFavoritesKey(workerSid)];
    await Promise.all(own.map(broughtIntoBeing));
    // Named although they may not stand yet: asked for, they are granted at their birth.
    await grantMissing(identity, [backendHeartbeatDocument.uniqueName, ...own]);
    await grantStanding(identity, (key) => mayReadPersonally(identity, key));
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

  /** Works off what was born and what is late; one at a time. */
  function letIn(): void {
    if (closed || lettingIn !== null || (newborn.size === 0 && !isSweepDue)) return;
    let isLate = false;
    lettingIn = (isSweepDue ? sweepOnce() : letInOnce())
      .catch((error: unknown) => {
        isLate = true;
        log.warn({ err: error }, 'permissions are late; trying again');
      })
      .finally(() => {
        lettingIn = null;
        if (isLate) retryLater();
        else letIn();
      });
  }

  function retryLater(): void {
    if (closed || cancelRetry !== null) return;
    cancelRetry = clock.schedule(RETRY_MS, () => {
      cancelRetry = null;
      void recallBorn().finally(letIn);
    });
  }

  /** Somebody was told that an object is not there, and it is there now. */
  async function recallBorn(): Promise<void> {
    try {
      for (const key of awaitingBirth.keys()) {
        if ((await readStanding(db, key))?.isBorn === true) newborn.add(key);
      }
    } catch (error) {
      log.warn({ err: error }, 'the outbox cannot be read');
      retryLater();
    }
  }

  async function sweepOnce(): Promise<void> {
    isSweepDue = false;
    try {
      for (const profile of await heldProfiles(db, clock.now())) {
        await once(profile.identity, () => grantStanding(profile.identity, (key) => mayRead(profile, key)));
      }
      for (const key of (await standingObjectKeys(db)).filter((one) => ownerOf(one) !== null)) newborn.add(key);
    } catch (error) {
      isSweepDue = true;
      throw error;
    }
  }

  async function letInOnce(): Promise<void> {
    const born = [...newborn];
    newborn = new Set();
    const waiting: Waiting = new Map(born.map((key) => [key, awaitingBirth.get(key) ?? new Set()]));
    for (const key of born) awaitingBirth.delete(key);
    try {
      for (const [identity, keys] of await readersOf(waiting)) await grantMissing(identity, keys);
      await markListsOf(born);
    } catch (error) {
      for (const [key, identities] of waiting) awaitBirth(key, identities);
      newborn = new Set([...born, ...newborn]);
      throw error;
    }
  }

  /** Objects by the identity that is to be let in. */
  async function readersOf(waiting: Waiting): Promise<Map<string, string[]>> {
    const profiles = await heldProfiles(db, clock.now());
    const keysOf = new Map<string, string[]>();
    for (const [key, identities] of waiting) {
      const reading = profiles.filter((profile) => mayRead(profile, key)).map(({ identity }) => identity);
      const owner = ownerOf(key);
      for (const identity of new Set([...identities, ...reading, ...(owner === null ? [] : [owner])])) {
        keysOf.set(identity, [...(keysOf.get(identity) ?? []), key]);
      }
    }
    return keysOf;
  }

  return {
    ensureProfile: (profile) => once(profile.identity, () => grantProfile(profile)),
    ensurePersonal: (identity) => once(identity, () => grantPersonal(identity)),
    beforeBirth: async (objectKey) => {
      const owner = ownerOf(objectKey);
      const identities = [...(await granteesOf(db, objectKey)), ...(owner === null ? [] : [owner])];
      if (identities.length === 0) return;
      awaitBirth(objectKey, identities);
      await forgetGrants(db, objectKey);
    },
    afterBirth: (objectKey) => {
      newborn.add(objectKey);
      letIn();
    },
    start: () => {
      isSweepDue = true;
      letIn();
    },
    close: async () => {
      closed = true;
      cancelRetry?.();
      await lettingIn;
      await Promise.allSettled([...running.values(), ...inBackground.values()]);
    },
  };
}
