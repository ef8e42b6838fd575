import type { Clock } from '../base/clock';
import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import type { RecentCallsPolicy } from '../domain/calls/recent-calls-policy';
import type { Database } from '../store/database';
import { knownObjectKeys } from '../store/outbox/object-standing';
import { isLowPriority, ownerOf } from '../store/outbox/sync-keys';
import { markDirty, type ClaimedObject } from '../store/outbox/sync-objects';
import { createCollectionCaches } from './writes/collection-caches';
import { countWrites } from './writes/count-writes';
import { PAYLOAD_BUDGET_BYTES, type Concurrency } from './pace';
import { createGrantPace } from './permissions/grant-pace';
import { projectObject } from './project-object';
import type { Projected, ProjectionContext } from './projection';
import type { Reads } from './reads';
import { createOutcomeRecorder } from './record-outcomes';
import type { Slots } from './claims/slots';
import { SyncWriteError, type SyncWriter } from './sync-port';
import { verdictOn, type Verdict } from './verdict';
import type { WakeList } from './claims/wake-list';

export interface ProjectionOptions {
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
  /** Told that an object is gone from Sync that should be there; others of low priority may be, and nobody looks here. */
  readonly onVanished: () => void;
}

export interface ClaimedProjectionOptions extends ProjectionOptions {
  readonly wakeList: WakeList;
  readonly concurrency: Concurrency;
  readonly slots: Pick<Slots, 'answered' | 'goesOn'>;
  /** Told when there may be room for another object. */
  readonly pump: () => void;
}

/** From this many failures in a row an object is in trouble rather than unlucky. */
const ALARMING_ATTEMPTS = 5;

/** Brings one claimed object up to date and records how it went. Rejects when that could not be recorded. */
export function createClaimedProjection(
  options: ClaimedProjectionOptions,
): (object: ClaimedObject, reads: Reads) => Promise<void> {
  const { database, clock, metrics, log, owner, wakeList, concurrency, slots, pump } = options;
  const db = database.kysely;
  const verified = new Set<string>();
  const context: Omit<ProjectionContext, 'reads'> = {
    ...options,
    sync: countWrites(options.sync, metrics),
    budgetBytes: PAYLOAD_BUDGET_BYTES,
    caches: createCollectionCaches(),
    grantPace: createGrantPace(clock),
    isVerified: (key) => verified.has(key),
    goesOn: slots.goesOn,
  };
  const record = createOutcomeRecorder(database, clock);
  /** Whether this process ever looked at everything because something vanished. */
  let hasRewritten = false;

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
    // And what the look at the links doubts, it found by looking at everything.
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
    // Of those of low priority there are thousands: the look at the links tells which are gone.
    const keys = (await knownObjectKeys(db)).filter((key) => key !== goneKey && !isLowPriority(key));
    // Those of workers come in thousands too, and whoever has a call calls for their own.
    const lowPriority = new Set(keys.filter((key) => ownerOf(key) !== null));
    await markDirty(db, keys, clock.now(), { lowPriority });
    wakeList.wake(keys.filter((key) => !lowPriority.has(key)));
    options.onVanished();
  }

  return project;
}
