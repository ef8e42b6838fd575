import { backendHeartbeatDocument, queueIndexMap, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Logger } from '../log';
import type { Database } from '../store/database';
import {
  standingKeysOfLibrary,
  standingObjectKeys,
  forgetGrants,
  granteesOf,
  grantsMissingFor,
  recordProfile,
} from '../store/grants';
import { listKeysOf } from '../store/response-links';
import { cannedFavoritesKey, ownerOf, recentCallsKey, responseOfKey } from '../store/sync-keys';
import { standingAmong } from '../store/object-standing';
import { markDirty } from '../store/sync-objects';
import { mayRead, mayReadPersonally, type AccessProfile } from './access-profile';
import { createBirthWatch } from './birth-watch';
import type { Clock } from './clock';
import { heldProfiles } from './identities';
import { createPermissions, eachInTurn, type Permissions } from './permissions';
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
  readonly readableToAll: Permissions['readableToAll'];
  /** To be called before an object is created: grants on its predecessor of the same name vanished with it. */
  beforeBirth(objectKey: string): Promise<void>;
  /** To be called after an object was created: everyone who may read it is let in, in the background. */
  afterBirth(objectKey: string, sid: string): void;
  /** Resumes what a former process left undone, and retries what failed. */
  start(): void;
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

/** Read permissions on one object wait for it to be born. */
type Waiting = Map<string, Set<string>>;

export function createGrantKeeper({ database, sync, clock, log, onMarked }: GrantKeeperOptions): GrantKeeper {
  const db = database.kysely;
  const births = createBirthWatch({ database, clock, onMarked });
  const permissions = createPermissions({
    database,
    sync,
    clock,
    log,
    isClosed: () => closed,
    // Not born yet, or gone: its birth will let the identity in, unless it was born between the answer and now.
    onMissing: (objectKey, identity) => {
      awaitBirth(objectKey, [identity]);
      retryLater();
    },
  });
  const { grantMissing } = permissions;
  const running = new Map<string, Promise<void>>();
  /** Responses that are being granted to an identity that has its token already. */
  const inBackground = new Map<string, Promise<void>>();
  /** Identities to let in once an object is born, or born again; profiles are found in the database instead. */
  const awaitingBirth: Waiting = new Map();
  /** Born, and not everyone is let in yet; with the SID of what the outbox may not know yet. */
  let newborn = new Map<string, string | null>();
  let lettingIn: Promise<void> | null = null;
  /** Whether every held profile is to be looked at, not only what was born. */
  let isSweepDue = false;
  let cancelRetry: (() => void) | null = null;
  let closed = false;
  /** Identities whose responses were looked at in the life of this process. */
  const caughtUp = new Set<string>();

  function awaitBirth(objectKey: string, identities: Iterable<string>): void {
    awaitingBirth.set(objectKey, new Set([...(awaitingBirth.get(objectKey) ?? []), ...identities]));
  }

  /** What every page needs first comes first, the responses when the rest is done. */
  async function grantStanding(identity: string, keys: readonly string[]): Promise<void> {
    const responses = keys.filter((key) => responseOfKey(key) !== null);
    const first = [backendHeartbeatDocument.uniqueName, queueIndexMap.uniqueName].filter((key) => keys.includes(key));
    const behind = new Set([...first, ...responses]);
    const others = keys.filter((key) => !behind.has(key));
    const runs = [() => grantMissing(identity, first), () => grantOrFollow(identity, others)];
    const { errors } = await eachInTurn(runs, (run) => run());
    if (errors.length > 0) throw errors[0];
    // A run under way began after the profile was recorded: what it does not know of is let in by its birth.
    if (responses.length > 0 && !inBackground.has(identity)) {
      const run = grantResponses(identity, responses).finally(() => inBackground.delete(identity));
      inBackground.set(identity, run);
    }
  }

  /** One object that cannot be granted now keeps nobody from signing in: it follows when it can. */
  async function grantOrFollow(identity: string, keys: readonly string[]): Promise<void> {
    try {
      await grantMissing(identity, keys);
    } catch (error) {
      const given = keys.length - (await grantsMissingFor(db, identity, keys)).length;
      if (given === 0 || (error instanceof SyncWriteError && error.failure !== 'unavailable')) throw error;
      log.warn({ err: error, identity }, 'a permission is late; trying again');
      isSweepDue = true;
      retryLater();
    }
  }

  async function grantResponses(identity: string, keys: readonly string[]): Promise<void> {
    try {
      const isFirst = !caughtUp.has(identity);
      const given = await grantMissing(identity, keys).finally(() => markListsOf(isFirst ? keys : []));
      caughtUp.add(identity);
      if (given > 0 && !isFirst) await markListsOf(keys);
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
    await grantStanding(profile.identity, await readableBy(profile));
  }

  const readableBy = async (profile: AccessProfile): Promise<string[]> =>
    (await standingObjectKeys(db)).filter((key) => mayRead(profile, key));

  async function grantPersonal(identity: string): Promise<void> {
    const workerSid = v.parse(WorkerSid, identity);
    const own = [recentCallsKey(workerSid), cannedFavoritesKey(workerSid)];
    // What takes too long lets its owner in when it is born.
    await births.broughtIntoBeing(own);
    // Named although they may not stand yet: asked for, they are granted at their birth.
    await grantMissing(identity, [backendHeartbeatDocument.uniqueName, ...own]);
    await grantStanding(
      identity,
      (await standingKeysOfLibrary(db, workerSid)).filter((key) => mayReadPersonally(identity, key)),
    );
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
      for (const [key, standing] of await standingAmong(db, [...awaitingBirth.keys()])) {
        if (standing === 'born' && !newborn.has(key)) newborn.set(key, null);
      }
    } catch (error) {
      log.warn({ err: error }, 'the outbox cannot be read');
      retryLater();
    }
  }

  async function sweepOnce(): Promise<void> {
    isSweepDue = false;
    try {
      const { errors } = await eachInTurn(await heldProfiles(db, clock.now()), (profile) =>
        once(profile.identity, async () => grantStanding(profile.identity, await readableBy(profile))),
      );
      for (const key of (await standingObjectKeys(db)).filter((one) => ownerOf(one) !== null)) {
        if (!newborn.has(key)) newborn.set(key, null);
      }
      if (errors.length > 0) throw errors[0];
    } catch (error) {
      isSweepDue = true;
      throw error;
    }
  }

  async function letInOnce(): Promise<void> {
    const sids = new Map([...newborn].flatMap(([key, sid]) => (sid === null ? [] : [[key, sid] as const])));
    const born = [...newborn.keys()];
    newborn = new Map();
    const waiting: Waiting = new Map(born.map((key) => [key, awaitingBirth.get(key) ?? new Set()]));
    for (const key of born) awaitingBirth.delete(key);
    let late = born;
    try {
      const readers = [...(await readersOf(waiting))];
      const { failed, errors } = await eachInTurn(readers, ([identity, keys]) => grantMissing(identity, keys, sids));
      // Also of those that some may not read yet: their items wait for themselves.
      await markListsOf(born);
      late = failed.flatMap(([, keys]) => keys);
      if (errors.length > 0) throw errors[0];
    } catch (error) {
      for (const key of late) awaitBirth(key, waiting.get(key) ?? []);
      newborn = new Map([...late.map((key) => [key, null] as const), ...newborn]);
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
    readableToAll: permissions.readableToAll,
    beforeBirth: async (objectKey) => {
      const owner = ownerOf(objectKey);
      const identities = [...(await granteesOf(db, objectKey)), ...(owner === null ? [] : [owner])];
      if (identities.length === 0) return;
      awaitBirth(objectKey, identities);
      await forgetGrants(db, objectKey);
    },
    afterBirth: (objectKey, sid) => {
      permissions.born(objectKey, sid);
      newborn.set(objectKey, sid);
      letIn();
    },
    start: () => {
      isSweepDue = true;
      letIn();
    },
    close: async () => {
      closed = true;
      births.close();
      cancelRetry?.();
      await lettingIn;
      await Promise.allSettled([...running.values(), ...inBackground.values()]);
    },
  };
}
