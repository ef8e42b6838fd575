import type { Clock } from '../base/clock';
import { createRecentUses, LONGEST_SECONDS, type RecentUse } from './recent-use';
import { syncErrors } from './sync-error';
import type { SyncKind } from './sync-model';

/** Limits are enforced over this window: ten seconds at full rate may come in one burst. */
const WINDOW_MS = 10_000;
const READS_PER_SECOND = 20;
const WRITES_PER_SECOND = 20;
const STREAM_MESSAGES_PER_SECOND = 30;
const FULL_RATE_BYTES = 1024;
const SLOWEST_BYTES = 10 * 1024;
const SLOWEST_WRITES_PER_SECOND = 2;

/**
 * Writes per second that Sync allows on one object for payloads of this size: 20 up to 1 KiB, 2 from 10 KiB, and a
 * straight line between, `20 − 18 × (bytes − 1024) / 9216`. The documentation gives the two ends only
 * (twilio.com/docs/sync/limits); the line is our reading.
 */
export function writesPerSecond(bytes: number): number {
  if (bytes <= FULL_RATE_BYTES) return WRITES_PER_SECOND;
  if (bytes >= SLOWEST_BYTES) return SLOWEST_WRITES_PER_SECOND;
  const share = (bytes - FULL_RATE_BYTES) / (SLOWEST_BYTES - FULL_RATE_BYTES);
  return WRITES_PER_SECOND - share * (WRITES_PER_SECOND - SLOWEST_WRITES_PER_SECOND);
}

/** The switch of `POST /emulator/limits`, shared by all services. */
export interface LimitSwitch {
  enabled: boolean;
}

export interface Highest {
  /** Highest mean over any ten seconds; a write counts `20 / writesPerSecond(bytes)`. */
  readonly perSecond: number;
  readonly limitPerSecond: number;
  /** `perSecond / limitPerSecond`; above 1 only while limits are off. */
  readonly share: number;
}

export interface ObjectUsage {
  readonly serviceSid: string;
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly type: SyncKind;
  readonly reads: number;
  readonly writes: number;
  readonly rejected: number;
  readonly highest: { readonly reads: Highest; readonly writes: Highest };
  readonly last10s: RecentUse;
  readonly last5min: RecentUse;
}

/** Counts and limits the requests to one top-level object; its items, whoever they belong to, count together. */
export interface ObjectMeter {
  /** @throws SyncError 429/54009 */
  read(): void;
  /** @throws SyncError 429/54009 */
  write(bytes: number): void;
  usage(): ObjectUsage;
}

export interface MeteredObject {
  readonly serviceSid: string;
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly kind: SyncKind;
}

export function createObjectMeter(object: MeteredObject, clock: Clock, limits: LimitSwitch): ObjectMeter {
  const writeRate = object.kind === 'stream' ? STREAM_MESSAGES_PER_SECOND : WRITES_PER_SECOND;
  const reads = createWindow(clock, limits, READS_PER_SECOND);
  const writes = createWindow(clock, limits, writeRate);
  const recent = createRecentUses(clock);
  let rejected = 0;

  const refuse = (what: 'read' | 'write'): never => {
    rejected += 1;
    throw syncErrors.rateLimited(`${what}-${object.kind}-${object.sid}`);
  };

  return {
    read: () => {
      const isTaken = reads.take(1);
      recent.read(isTaken);
      if (!isTaken) refuse('read');
    },
    write: (bytes) => {
      const isTaken = writes.take(object.kind === 'stream' ? 1 : WRITES_PER_SECOND / writesPerSecond(bytes));
      recent.write(bytes, isTaken);
      if (!isTaken) refuse('write');
    },
    usage: () => ({
      serviceSid: object.serviceSid,
      sid: object.sid,
      uniqueName: object.uniqueName,
      type: object.kind,
      reads: reads.count(),
      writes: writes.count(),
      rejected,
      highest: { reads: reads.highest(), writes: writes.highest() },
      last10s: recent.within(WINDOW_MS / 1_000),
      last5min: recent.within(LONGEST_SECONDS),
    }),
  };
}

interface Window {
  /** False: over the limit, nothing was counted. */
  take(units: number): boolean;
  count(): number;
  highest(): Highest;
}

/** Tolerance for rounding: it must not refuse the last write of a full window. */
const EPSILON = 1e-6;

function createWindow(clock: Clock, limits: LimitSwitch, ratePerSecond: number): Window {
  const budget = (ratePerSecond * WINDOW_MS) / 1000;
  let taken: { readonly atMs: number; readonly units: number }[] = [];
  let first = 0;
  let sum = 0;
  let count = 0;
  let highest = 0;

  const forgetOld = (nowMs: number): void => {
    for (let entry = taken[first]; entry && entry.atMs <= nowMs - WINDOW_MS; entry = taken[first]) {
      sum -= entry.units;
      first += 1;
    }
    if (first === taken.length) [taken, first, sum] = [[], 0, 0];
    else if (first > 1_000) [taken, first] = [taken.slice(first), 0];
  };

  return {
    take(units) {
      const nowMs = clock.now();
      forgetOld(nowMs);
      if (limits.enabled && sum + units > budget + EPSILON) return false;
      taken.push({ atMs: nowMs, units });
      sum += units;
      count += 1;
      highest = Math.max(highest, sum);
      return true;
    },
    count: () => count,
    highest: () => ({
      perSecond: (highest * 1000) / WINDOW_MS,
      limitPerSecond: ratePerSecond,
      share: highest / budget,
    }),
  };
}
