import type { Clock } from '../base/clock';
import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import type { RecentCallsPolicy } from '../domain/calls/recent-calls-policy';
import type { Database } from '../store/database';
import type { ClaimedObject } from '../store/outbox/sync-objects';
import { createCollectionCaches } from './writes/collection-caches';
import { countWrites } from './writes/count-writes';
import { PAYLOAD_BUDGET_BYTES, type Concurrency } from './pace';
import { judgeFailure } from './judge-failure';
import { createVerifiedObjects, type VerifiedObjects } from './verified-objects';
import { createGrantPace } from './permissions/grant-pace';
import { projectObject } from './project-object';
import type { Projected, ProjectionContext } from './projection';
import type { Reads } from './reads';
import { createOutcomeRecorder } from './record-outcomes';
import type { Slots } from './claims/slots';
import type { SyncWriter } from './sync-port';
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

/** What one projection needs of those before it. */
interface Projections {
  readonly options: ClaimedProjectionOptions;
  readonly context: Omit<ProjectionContext, 'reads'>;
  readonly verified: VerifiedObjects;
  readonly record: ReturnType<typeof createOutcomeRecorder>;
}

/** Brings one claimed object up to date and records how it went. Rejects when that could not be recorded. */
export function createClaimedProjection(
  options: ClaimedProjectionOptions,
): (object: ClaimedObject, reads: Reads) => Promise<void> {
  const { database, clock, metrics, slots } = options;
  const verified = createVerifiedObjects(options);
  const context: Omit<ProjectionContext, 'reads'> = {
    ...options,
    sync: countWrites(options.sync, metrics),
    budgetBytes: PAYLOAD_BUDGET_BYTES,
    caches: createCollectionCaches(),
    grantPace: createGrantPace(clock),
    isVerified: verified.has,
    goesOn: slots.goesOn,
  };
  const projections = { options, context, verified, record: createOutcomeRecorder(database, clock) };
  return (object, reads) => project(projections, object, reads);
}

async function project(projections: Projections, object: ClaimedObject, reads: Reads): Promise<void> {
  const { options, context, verified } = projections;
  const wasVerified = verified.has(object.key);
  let projected: Projected;
  try {
    projected = await projectObject({ ...context, reads }, object).finally(() => {
      options.slots.answered(object.key);
      options.pump();
    });
  } catch (error) {
    await recordFailure(projections, object, error);
    return;
  }
  if ((projected.failure ?? null) === null) options.concurrency.succeeded();
  verified.add(object.key);
  if (projected.vanished) await verified.vanished(object, wasVerified);
  await recordWritten(projections, object, projected);
}

async function recordWritten(
  { options, verified, record }: Projections,
  object: ClaimedObject,
  projected: Projected,
): Promise<void> {
  const { clock, log, owner, wakeList } = options;
  const { failure = null, sid, revision, payloadHash, payloadV, expiresAt, followers = [] } = projected;
  const failed = failure === null ? null : judgeFailure(options, verified, object, failure.error);
  const nextAt = clock.now() + Math.max(projected.pauseMs, failed?.waitMs ?? 0);
  wakeList.defer(object.key, nextAt);
  const version = projected.isComplete && failed === null ? object.version : object.synced;
  const outcome = { sid, revision, payloadHash, payloadV, expiresAt, failure: failed };
  const wrote = projected.wrote && object.kind !== 'attributes';
  const completion = { key: object.key, owner, version, nextAt, wrote, ...outcome };
  const isDirty = await record({ kind: 'written', completion, followers, isEdit: object.rank === 0 });
  wakeList.wake(followers);
  // Also for what was marked while it was under way: its call may have been in vain, because it could not be claimed.
  if (isDirty) wakeList.wake([object.key]);
  if (failed !== null || !projected.isComplete) return;
  measure(options, object, projected);
  if (object.setAside !== null) log.info({ objectKey: object.key }, 'an object that was set aside is written again');
}

function measure({ metrics, clock }: ClaimedProjectionOptions, object: ClaimedObject, { wrote }: Projected): void {
  metrics.syncConflated.inc(Math.max(0, object.version - object.synced - 1));
  if (wrote && object.dirtySince !== null) {
    metrics.eventToSyncSeconds.observe(Math.max(0, clock.now() - object.dirtySince) / 1_000);
  }
}

async function recordFailure(
  { options, verified, record }: Projections,
  object: ClaimedObject,
  error: unknown,
): Promise<void> {
  const { key, version, rank } = object;
  const { waitMs, ...failure } = judgeFailure(options, verified, object, error);
  const nextAt = options.clock.now() + waitMs;
  options.wakeList.defer(key, nextAt);
  options.wakeList.wake([key]);
  await record({ kind: 'failed', failure: { key, owner: options.owner, nextAt, rank, version, ...failure } });
}
