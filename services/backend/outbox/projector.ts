import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import type { Database } from '../store/database';
import { knownObjectKeys } from '../store/outbox/object-standing';
import { isLowPriority, ownerOf } from '../store/outbox/sync-keys';
import { claim, isOfBulk, markDirty, releaseLeases, type ClaimedObject } from '../store/outbox/sync-objects';
import { settledWithin, type Clock } from '../base/clock';
import { countWrites } from './count-writes';
import { createGrantPace } from './permissions/grant-pace';
import { createLeaseKeeper } from './lease-keeper';
import { createConcurrency, PAYLOAD_BUDGET_BYTES } from './pace';
import { createReads, type Reads } from './reads';
import { createOutcomeRecorder } from './record-outcomes';
import { projectObject } from './project-object';
import { createCollectionCaches } from './collection-caches';
import type { Projected, ProjectionContext } from './projection';
import type { RecentCallsPolicy } from '../domain/calls/recent-calls-policy';
import { createSlots } from './slots';
import { SyncWriteError, type SyncWriter } from './sync-port';
import { verdictOn, type Verdict } from './verdict';
import { createWakeList } from './wake-list';

export interface ProjectorOptions {
  readonly database: Database;
  readonly sync: SyncWriter;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
  readonly recentCalls: RecentCallsPolicy;
  /** Names this process in leases; the same after a restart, so that it frees what it held when it was killed. */
  readonly owner: string;
  /** Told that an object is gone from Sync that should be there, and that others may be: of the bulk, nobody looks here. */
  readonly onVanished: () => void;
}

export interface Projector {
  /** Frees the leases of a former life and begins to work off the outbox. */
  start(): Promise<void>;
  /** Says that objects were marked, so that they need not wait for the next poll. */
  readonly wake: (keys: readonly string[]) => void;
  /** Takes no more work, finishes what is under way (at most 10 s), gives the leases back. */
  close(): Promise<void>;
}

/** Finds what other processes marked, and what was deferred. */
const POLL_MS = 250;
/** Between two attempts while the database does not answer. */
const OUTAGE_PAUSE_MS = 1_000;
/**
 * What comes due within this time is claimed, read and recorded together: claimed at once, a thousand changes a second
 * would be a thousand batches of one.
 */
const CLAIM_GAP_MS = 50;
/** A killed process holds its objects up for so long; whoever lives renews its leases, however long a request takes. */
const LEASE_MS = 3_000;
const CLOSE_MS = 10_000;
/** From this many failures in a row an object is in trouble rather than unlucky. */
const ALARMING_ATTEMPTS = 5;

/**
 * The loop between the outbox and Sync. One row of the outbox is one Sync object: claimed under a lease, projected from
 * the tables as they are then, written, and completed with the version that was claimed, so that a change that came
 * meanwhile leaves it dirty.
 */
export function createProjector(options: ProjectorOptions): Projector {
  const { database, clock, metrics, log, owner } = options;
  const db = database.kysely;
  const wakeList = createWakeList();
  const concurrency = createConcurrency(clock);
  const verified = new Set<string>();
  const slots = createSlots(clock, concurrency);
  const leases = createLeaseKeeper({ db, slots, clock, log, owner, leaseMs: LEASE_MS });
  const context: ProjectionContext = {
    ...options,
    sync: countWrites(options.sync, metrics),
    budgetBytes: PAYLOAD_BUDGET_BYTES,
    caches: createCollectionCaches(),
    reads: createReads(options),
    grantPace: createGrantPace(clock),
    isVerified: (key) => verified.has(key),
    goesOn: slots.goesOn,
  };
  const record = createOutcomeRecorder(database, clock);
  let state: 'idle' | 'running' | 'closed' = 'idle';
  let claiming: Promise<void> | null = null;
  let pollAt = 0;
  /** More of the bulk is due than the last poll had room for. */
  let isBulkWaiting = false;
  /** The last poll had no room for the bulk at all: what is urgent among it must not wait for those that were woken. */
  let isBulkUnseen = false;
  /** The bulk that was woken last was not due after all: no more of it by name until the next poll or completion. */
  let isBulkStale = false;
  /** Whether this process ever looked at everything because something vanished. */
  let hasRewritten = false;
  /** No claim before this instant, not even for keys that are woken: a database that comes back must not be stormed. */
  let pausedUntil = 0;
  let nextClaimAt = 0;
  let cancelTimer: (() => void) | null = null;

  /** Claims what is due and what there is room for. One claim at a time: two would only queue up in the database. */
  function pump(): void {
    if (state !== 'running' || claiming !== null) return;
    cancelTimer?.();
    const now = clock.now();
    // No wait is ever longer: the clock may have been set back.
    pollAt = Math.min(pollAt, now + POLL_MS);
    pausedUntil = Math.min(pausedUntil, now + OUTAGE_PAUSE_MS);
    nextClaimAt = Math.min(nextClaimAt, now + CLAIM_GAP_MS);
    const {
      room,
      bulk: { most },
    } = slots.room();
    // With no room left, the next object that is done pumps again, or the next that gets no answer.
    const waitUntil = room <= 0 ? (slots.nextRoomAt() ?? pollAt) : Math.max(pausedUntil, nextClaimAt);
    if (room <= 0 || now < waitUntil) {
      cancelTimer = clock.schedule(Math.min(Math.max(0, waitUntil - now), OUTAGE_PAUSE_MS), pump);
      return;
    }
    const isPoll = now >= pollAt || (most > 0 && (isBulkUnseen || (isBulkWaiting && wakeList.isBulkEmpty)));
    const namedBulk = isBulkStale ? 0 : most;
    const keys = isPoll ? undefined : wakeList.takeDue(now, room, namedBulk);
    if (keys?.length === 0) {
      sleep(now, namedBulk > 0);
      return;
    }
    if (isPoll) {
      pollAt = now + POLL_MS;
      isBulkStale = false;
      isBulkUnseen = most === 0;
    }
    claiming = claimAndProject(now, room, keys).finally(() => {
      claiming = null;
      pump();
    });
  }

  function sleep(now: number, withBulk: boolean): void {
    const wakeAt = Math.min(pollAt, wakeList.nextDueAt(withBulk) ?? pollAt);
    cancelTimer = clock.schedule(Math.max(0, wakeAt - now), pump);
  }

  async function claimAndProject(now: number, limit: number, keys: readonly string[] | undefined): Promise<void> {
    try {
      const { bulk } = slots.room();
      const among = keys === undefined ? {} : { keys };
      const { claimed, reads } = await db.connection().execute(async (connection) => {
        const objects = await claim(connection, { owner, limit, leaseMs: LEASE_MS, now, bulk, ...among });
        return { claimed: objects, reads: await context.reads.ahead(connection, objects) };
      });
      if (keys === undefined) {
        // A full batch means that there may be more.
        if (claimed.length === limit) pollAt = now;
        isBulkWaiting = claimed.filter(isOfBulk).length >= bulk.most;
      } else if (claimed.length === 0) isBulkStale = keys.some(isLowPriority);
      if (claimed.length > 0) nextClaimAt = now + CLAIM_GAP_MS;
      for (const object of claimed) {
        wakeList.forget(object.key);
        // Its lease ran out while we were still at it: that attempt will end it.
        if (slots.has(object.key)) slots.hold(object.key, now + LEASE_MS);
        else begin(object, now + LEASE_MS, reads);
      }
    } catch (error) {
      log.error({ err: error }, 'the outbox cannot be read');
      wakeList.wake(keys ?? []);
      pausedUntil = now + OUTAGE_PAUSE_MS;
    }
  }

  function begin(object: ClaimedObject, heldUntil: number, reads: Reads): void {
    const done = project(object, reads)
      .catch((error: unknown) => {
        // The lease runs out by itself, and the object is claimed again.
        log.error({ err: error, objectKey: object.key }, 'the outcome of a projection could not be recorded');
      })
      .finally(() => {
        slots.end(object.key);
        isBulkStale = false;
        pump();
      });
    slots.begin(object.key, { isBulk: isOfBulk(object), heldUntil, done });
  }

  async function project(object: ClaimedObject, reads: Reads): Promise<void> {
    const wasVerified = verified.has(object.key);
    let projected: Projected;
    try {
      projected = await projectObject({ ...context, reads }, object).finally(() => {
        slots.answered(object.key);
        pump();
      });
    } catch (error) {
      await recordFailure(object, error);
      return;
    }
    const { failure = null } = projected;
    if (failure === null) concurrency.succeeded();
    verified.add(object.key);
    // Of what was not verified, a look at everything is under way, unless this is the first that this process sees.
    // And what the look at the links distrusts, it found by looking at everything.
    const isFound = isLowPriority(object.key) && object.payloadHash === null;
    if (projected.vanished && !isFound && (wasVerified || !hasRewritten)) await rewriteAll(object.key);
    const failed = failure === null ? null : judge(object, failure.error);
    const nextAt = clock.now() + Math.max(projected.pauseMs, failed?.waitMs ?? 0);
    wakeList.defer(object.key, nextAt);
    const version = projected.isComplete && failed === null ? object.version : object.synced;
    const { sid, revision, payloadHash, payloadV, expiresAt, followers = [] } = projected;
    const outcome = { sid, revision, payloadHash, payloadV, expiresAt, failure: failed };
    const wrote = projected.wrote && object.kind !== 'attributes';
    const completion = { key: object.key, owner, version, nextAt, wrote, ...outcome };
    const isDirty = await record({ kind: 'written', completion, followers, isEdit: object.rank === 0 });
    wakeList.wake(followers);
    // Also for what was marked while it was under way: its call may have been in vain, because it could not be claimed.
    if (isDirty) wakeList.wake([object.key]);
    if (failed === null && projected.isComplete) {
      measure(object, projected);
      if (object.setAside !== null)
        log.info({ objectKey: object.key }, 'an object that was set aside is written again');
    }
  }

  function measure(object: ClaimedObject, { wrote }: Projected): void {
    metrics.syncConflated.inc(Math.max(0, object.version - object.synced - 1));
    if (wrote && object.dirtySince !== null) {
      metrics.eventToSyncSeconds.observe(Math.max(0, clock.now() - object.dirtySince) / 1_000);
    }
  }

  async function recordFailure(object: ClaimedObject, error: unknown): Promise<void> {
    const { key, version, rank } = object;
    const { waitMs, ...failure } = judge(object, error);
    const nextAt = clock.now() + waitMs;
    wakeList.defer(key, nextAt);
    wakeList.wake([key]);
    await record({ kind: 'failed', failure: { key, owner, nextAt, rank, version, ...failure } });
  }

  /** What is to become of an object that failed, and what the operator should know of it. */
  function judge(object: ClaimedObject, error: unknown): Verdict & { readonly error: string } {
    const verdict = verdictOn(error, object, options.random());
    const message = error instanceof Error ? error.message : String(error);
    const failure = error instanceof SyncWriteError ? error.failure : null;
    if (failure === 'throttled') concurrency.throttled();
    // What we believed about the object may be what made the attempt fail; not so where it was not even looked at.
    else verified.delete(object.key);
    const facts = { err: error, objectKey: object.key, attempts: object.attempts + 1, waitMs: verdict.waitMs };
    if (verdict.setAside === null) {
      log[object.attempts >= ALARMING_ATTEMPTS ? 'error' : 'warn'](facts, 'Sync was not written');
    } else if (object.setAside !== verdict.setAside || object.lastError !== message) {
      log.error(facts, 'an object is set aside and tried again slowly; all others go on');
    }
    return { ...verdict, error: message };
  }

  /** One object is gone that should be there: the others of the service may be gone with it, so look at each again. */
  async function rewriteAll(goneKey: string): Promise<void> {
    hasRewritten = true;
    log.warn({ objectKey: goneKey }, 'an object vanished from Sync; checking all of them');
    verified.clear();
    verified.add(goneKey);
    // Of the bulk there are thousands: the look at the links tells which are gone.
    const keys = (await knownObjectKeys(db)).filter((key) => key !== goneKey && !isLowPriority(key));
    // Those of workers come in thousands too, and whoever has a call calls for their own.
    const unhurried = new Set(keys.filter((key) => ownerOf(key) !== null));
    await markDirty(db, keys, clock.now(), { unhurried });
    wakeList.wake(keys.filter((key) => !unhurried.has(key)));
    options.onVanished();
  }

  return {
    start: async () => {
      await releaseLeases(db, owner);
      state = 'running';
      leases.start();
      pump();
    },
    wake: (keys) => {
      wakeList.wake(keys);
      pump();
    },
    close: async () => {
      state = 'closed';
      cancelTimer?.();
      await claiming;
      await settledWithin(clock, CLOSE_MS, slots.all());
      await leases.close();
      await releaseLeases(db, owner);
    },
  };
}
