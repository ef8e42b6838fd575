import type { RecentCallsPolicy } from '../domain/calls/recent-calls-policy';
import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import type { Database } from '../store/database';
import type { ClaimedObject } from '../store/outbox/sync-objects';
import type { Clock } from '../base/clock';
import type { GrantPace } from './permissions/grant-pace';
import type { KnownEntry } from './writes/put-entry';
import { writeIntervalMs } from './pace';
import type { Reads } from './reads';
import type { SyncWriter } from './sync-port';

/** The items of a Map or a List as this process last saw or wrote them. */
export interface CollectionCache {
  /** `v` of the outbox when the items were as here; another number means that another process wrote since. */
  readonly payloadV: number | null;
  readonly items: Map<string, KnownEntry>;
  /** Whether they were all that was wanted, so that what changes since is all that is to be looked at. */
  readonly isComplete: boolean;
  /** Keys of items that could not be written. */
  readonly failed: ReadonlySet<string>;
}

/** Caches of the Maps and Lists that were written last, by name. One that is not here is read again before it is written. */
export interface CollectionCaches {
  get(name: string): CollectionCache | undefined;
  set(name: string, cache: CollectionCache): void;
  delete(name: string): void;
}

/** What the builders of all object kinds work with. */
export interface ProjectionContext {
  readonly database: Database;
  readonly sync: SyncWriter;
  readonly log: Logger;
  readonly clock: Clock;
  readonly grantPace: GrantPace;
  readonly metrics: Metrics;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
  readonly budgetBytes: number;
  readonly recentCalls: RecentCallsPolicy;
  readonly caches: CollectionCaches;
  readonly reads: Reads;
  /** Whether this process has seen the object in Sync, so that the database's record of it can be trusted. */
  isVerified(key: string): boolean;
  /**
   * Said before each write of many: that work on the object goes on. False = another process may have taken the object
   * over, so nothing more may be written.
   */
  goesOn(key: string): boolean;
}

/** State of an object after a projection, as the outbox records it. */
export interface Projected {
  /** SID in Sync; null for what is not there. */
  readonly sid: string | null;
  readonly revision: string | null;
  readonly payloadHash: string | null;
  readonly payloadV: number | null;
  readonly expiresAt: number | null;
  readonly wrote: boolean;
  /** It was recorded, and Sync did not have it. */
  readonly vanished: boolean;
  /** False when there is more to write, after the pause. */
  readonly isComplete: boolean;
  /** Until the next write is allowed. */
  readonly pauseMs: number;
  /** Objects that show something of this one and must follow it; marked when its state is recorded. */
  readonly followers?: readonly string[];
  /** What kept a part of it from being written, while the rest is in Sync; it makes the object incomplete. */
  readonly failure?: { readonly error: unknown } | null;
}

/** What is recorded of an object that was deleted because its subject is gone. */
export const deleted = ({ payloadV, revision }: ClaimedObject): Projected => ({
  ...{ sid: null, revision: null, payloadHash: null, expiresAt: null },
  // Kept as a floor: a queue that comes back must not look older to a browser than before it went.
  payloadV,
  wrote: revision !== null,
  vanished: false,
  isComplete: true,
  pauseMs: writeIntervalMs(0),
});

/** What a projection leaves as it is. */
export const untouched = ({ sid, revision, payloadHash, payloadV, expiresAt }: ClaimedObject): Projected => ({
  ...{ sid, revision, payloadHash, payloadV, expiresAt },
  wrote: false,
  vanished: false,
  isComplete: true,
  pauseMs: 0,
});
