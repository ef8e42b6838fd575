import { settledWithin } from '../base/clock';
import { isLowPriority } from '../store/outbox/sync-keys';
import { claim, releaseLeases, takesLowPriorityPlace, type ClaimedObject } from '../store/outbox/sync-objects';
import {
  claimFailed,
  claimGapMs,
  initialClaimState,
  nextStep,
  objectDone,
  pollBegun,
  polled,
  withinBounds,
  wokenClaimed,
} from './claims/claim-state';
import { createLeaseKeeper } from './claims/lease-keeper';
import { createConcurrency } from './pace';
import { createClaimedProjection, type ProjectionOptions } from './project-claimed';
import { createReads, type Reads } from './reads';
import { createSlots } from './claims/slots';
import { createWakeList } from './claims/wake-list';

export interface Projector {
  /** Frees the leases of a former life and begins to work off the outbox. */
  start(): Promise<void>;
  /** Says that objects were marked, so that they need not wait for the next poll. */
  readonly wake: (keys: readonly string[]) => void;
  /** Takes no more work, finishes what is under way (at most 10 s), gives the leases back. */
  close(): Promise<void>;
}

/** A killed process holds its objects up for so long; whoever lives renews its leases, however long a request takes. */
const LEASE_MS = 3_000;
const CLOSE_MS = 10_000;

/**
 * The loop between the outbox and Sync. One row of the outbox is one Sync object: claimed under a lease, projected from
 * the tables as they are then, written, and completed with the version that was claimed, so that a change that came
 * meanwhile leaves it dirty.
 */
export function createProjector(options: ProjectionOptions): Projector {
  const { database, clock, log, owner } = options;
  const db = database.kysely;
  const wakeList = createWakeList();
  const concurrency = createConcurrency(clock);
  const slots = createSlots(clock, concurrency);
  const leases = createLeaseKeeper({ db, slots, clock, log, owner, leaseMs: LEASE_MS });
  const reads = createReads(options);
  const project = createClaimedProjection({ ...options, wakeList, concurrency, slots, pump });
  let state: 'idle' | 'running' | 'closed' = 'idle';
  let claims = initialClaimState(claimGapMs(database.kind));
  let claiming: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;

  /** Claims what is due and what there is room for. One claim at a time: two would only queue up in the database. */
  function pump(): void {
    if (state !== 'running' || claiming !== null) return;
    cancelTimer?.();
    const now = clock.now();
    claims = withinBounds(claims, now);
    const { room, lowPriority } = slots.room();
    const step = nextStep(
      claims,
      { room, lowPriority: lowPriority.most, nextRoomAt: slots.nextRoomAt() },
      wakeList.isLowPriorityEmpty,
      now,
    );
    if (step.kind === 'wait') {
      pumpAt(step.until, now);
      return;
    }
    const keys = step.kind === 'poll' ? undefined : wakeList.takeDue(now, room, step.lowPriority);
    if (keys?.length === 0) {
      const withLowPriority = step.kind === 'woken' && step.lowPriority > 0;
      pumpAt(Math.min(claims.pollAt, wakeList.nextDueAt(withLowPriority) ?? claims.pollAt), now);
      return;
    }
    if (step.kind === 'poll') claims = pollBegun(claims, now, lowPriority.most);
    claiming = claimAndProject(now, room, keys).finally(() => {
      claiming = null;
      pump();
    });
  }

  function pumpAt(at: number, now: number): void {
    cancelTimer = clock.schedule(Math.max(0, at - now), pump);
  }

  async function claimAndProject(now: number, limit: number, keys: readonly string[] | undefined): Promise<void> {
    try {
      const { lowPriority } = slots.room();
      const among = keys === undefined ? {} : { keys };
      const { claimed, readAhead } = await db.connection().execute(async (connection) => {
        const objects = await claim(connection, { owner, limit, leaseMs: LEASE_MS, now, lowPriority, ...among });
        return { claimed: objects, readAhead: await reads.ahead(connection, objects) };
      });
      if (keys === undefined) {
        const counts = { all: claimed.length, lowPriority: claimed.filter(takesLowPriorityPlace).length };
        claims = polled(claims, counts, { all: limit, lowPriority: lowPriority.most }, now);
      } else claims = wokenClaimed(claims, claimed.length, keys.some(isLowPriority), now);
      for (const object of claimed) {
        wakeList.forget(object.key);
        // Its lease ran out while we were still at it: that attempt will end it.
        if (slots.has(object.key)) slots.hold(object.key, now + LEASE_MS);
        else begin(object, now + LEASE_MS, readAhead);
      }
    } catch (error) {
      log.error({ err: error }, 'the outbox cannot be read');
      wakeList.wake(keys ?? []);
      claims = claimFailed(claims, now);
    }
  }

  function begin(object: ClaimedObject, heldUntil: number, readAhead: Reads): void {
    const done = project(object, readAhead)
      .catch((error: unknown) => {
        // The lease runs out by itself, and the object is claimed again.
        log.error({ err: error, objectKey: object.key }, 'the outcome of a projection could not be recorded');
      })
      .finally(() => {
        slots.end(object.key);
        claims = objectDone(claims);
        pump();
      });
    slots.begin(object.key, { isLowPriority: takesLowPriorityPlace(object), heldUntil, done });
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
