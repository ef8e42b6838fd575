import { settledWithin } from '../base/clock';
import { isLowPriority } from '../store/outbox/sync-keys';
import {
  claim,
  releaseLease,
  releaseLeases,
  takesLowPriorityPlace,
  type ClaimedObject,
} from '../store/outbox/sync-objects';
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
  type ClaimState,
} from './claims/claim-state';
import { createLeaseKeeper } from './claims/lease-keeper';
import { createConcurrency, maxConcurrency } from './pace';
import { createClaimedProjection, type ProjectionOptions } from './project-claimed';
import { createReads, type Reads } from './reads';
import { createSlots, type Slots } from './claims/slots';
import { createWakeList, type WakeList } from './claims/wake-list';

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

/** What the loop between the outbox and Sync works with, and where it is. */
interface Loop extends Pick<ProjectionOptions, 'database' | 'clock' | 'log' | 'owner'> {
  readonly wakeList: WakeList;
  readonly slots: Slots;
  readonly reads: ReturnType<typeof createReads>;
  readonly project: (object: ClaimedObject, reads: Reads) => Promise<void>;
  state: 'idle' | 'running' | 'closed';
  claims: ClaimState;
  claiming: Promise<void> | null;
  cancelTimer: () => void;
}

/**
 * The loop between the outbox and Sync. One row of the outbox is one Sync object: claimed under a lease, projected from
 * the tables as they are then, written, and completed with the version that was claimed, so that a change that came
 * meanwhile leaves it dirty.
 */
export function createProjector(options: ProjectionOptions): Projector {
  const { database, clock, log, owner } = options;
  const db = database.kysely;
  const wakeList = createWakeList();
  const concurrency = createConcurrency(clock, maxConcurrency(database.kind));
  const slots = createSlots(clock, concurrency);
  const leases = createLeaseKeeper({ db, slots, clock, log, owner, leaseMs: LEASE_MS });
  const pumpOn = (): void => {
    pump(loop);
  };
  const loop: Loop = {
    ...{ database, clock, log, owner, wakeList, slots },
    reads: createReads(options),
    project: createClaimedProjection({ ...options, wakeList, concurrency, slots, pump: pumpOn }),
    state: 'idle',
    claims: initialClaimState(claimGapMs(database.kind)),
    claiming: null,
    cancelTimer: () => undefined,
  };
  return {
    start: async () => {
      await releaseLeases(db, owner);
      loop.state = 'running';
      leases.start();
      pump(loop);
    },
    wake: (keys) => {
      wakeList.wake(keys);
      pump(loop);
    },
    close: async () => {
      // Who never started holds no lease, and may not have found its tables yet.
      const mayHoldLeases = loop.state === 'running';
      loop.state = 'closed';
      loop.cancelTimer();
      await loop.claiming;
      await settledWithin(clock, CLOSE_MS, slots.all());
      await leases.close();
      if (mayHoldLeases) await releaseLeases(db, owner);
    },
  };
}

/** What to claim: those objects, or without keys whatever is due; or when to ask again. */
type Turn =
  | { readonly kind: 'claim'; readonly room: number; readonly keys: readonly string[] | undefined }
  | { readonly kind: 'wait'; readonly until: number };

/** Claims what is due and what there is room for. One claim at a time: two would only queue up in the database. */
function pump(loop: Loop): void {
  if (loop.state !== 'running' || loop.claiming !== null) return;
  loop.cancelTimer();
  const now = loop.clock.now();
  const turn = nextTurn(loop, now);
  if (turn.kind === 'wait') {
    loop.cancelTimer = loop.clock.schedule(Math.max(0, turn.until - now), () => {
      pump(loop);
    });
    return;
  }
  loop.claiming = claimAndProject(loop, now, turn).finally(() => {
    loop.claiming = null;
    pump(loop);
  });
}

function nextTurn(loop: Loop, now: number): Turn {
  const { slots, wakeList } = loop;
  const { room, lowPriority } = slots.room();
  const claims = withinBounds(loop.claims, now);
  loop.claims = claims;
  const step = nextStep(
    claims,
    { room, lowPriority: lowPriority.most, nextRoomAt: slots.nextRoomAt() },
    wakeList.isLowPriorityEmpty,
    now,
  );
  if (step.kind === 'wait') return step;
  if (step.kind === 'poll') {
    loop.claims = pollBegun(claims, now, lowPriority.most);
    return { kind: 'claim', room, keys: undefined };
  }
  const keys = wakeList.takeDue(now, room, step.lowPriority);
  if (keys.length > 0) return { kind: 'claim', room, keys };
  const nextDueAt = wakeList.nextDueAt(step.lowPriority > 0) ?? claims.pollAt;
  return { kind: 'wait', until: Math.min(claims.pollAt, nextDueAt) };
}

/** Never rejects: while the database is away, what was woken is woken again. */
async function claimAndProject(
  loop: Loop,
  now: number,
  { room: limit, keys }: Turn & { readonly kind: 'claim' },
): Promise<void> {
  const { database, log, owner, slots, wakeList } = loop;
  try {
    const { lowPriority } = slots.room();
    const among = keys === undefined ? {} : { keys };
    const { claimed, readAhead } = await database.kysely.connection().execute(async (connection) => {
      const objects = await claim(connection, { owner, limit, leaseMs: LEASE_MS, now, lowPriority, ...among });
      return { claimed: objects, readAhead: await loop.reads.ahead(connection, objects) };
    });
    if (keys === undefined) {
      const counts = { all: claimed.length, lowPriority: claimed.filter(takesLowPriorityPlace).length };
      loop.claims = polled(loop.claims, counts, { all: limit, lowPriority: lowPriority.most }, now);
    } else loop.claims = wokenClaimed(loop.claims, claimed.length, keys.some(isLowPriority), now);
    for (const object of claimed) {
      wakeList.forget(object.key);
      // Its lease ran out while we were still at it, or its outcome is recorded and we have not heard so yet.
      if (slots.has(object.key)) slots.claimedAgain(object.key, now + LEASE_MS);
      else begin(loop, object, now + LEASE_MS, readAhead);
    }
  } catch (error) {
    log.error({ err: error }, 'the outbox cannot be read');
    wakeList.wake(keys ?? []);
    loop.claims = claimFailed(loop.claims, now);
  }
}

function begin(loop: Loop, object: ClaimedObject, heldUntil: number, readAhead: Reads): void {
  const done = loop
    .project(object, readAhead)
    .catch((error: unknown) => {
      // The lease runs out by itself, and the object is claimed again.
      loop.log.error({ err: error, objectKey: object.key }, 'the outcome of a projection could not be recorded');
    })
    .finally(() => {
      const heldAgainUntil = loop.slots.end(object.key);
      loop.claims = objectDone(loop.claims);
      pump(loop);
      return heldAgainUntil === null ? undefined : giveBack(loop, object.key, heldAgainUntil);
    });
  loop.slots.begin(object.key, { isLowPriority: takesLowPriorityPlace(object), heldUntil, done });
}

/**
 * Frees what was claimed while the attempt before was being recorded, and claims it anew: with several connections the
 * answer to a claim may come before that to the completion that made it possible. Left alone, it would wait for its lease
 * to run out, and a person who signs in with it.
 */
async function giveBack(loop: Loop, key: string, until: number): Promise<void> {
  const { database, log, owner, wakeList } = loop;
  try {
    await releaseLease(database.kysely, { owner, key, until });
    wakeList.wake([key]);
    pump(loop);
  } catch (error) {
    log.warn({ err: error, objectKey: key }, 'a lease cannot be given back: it runs out by itself');
  }
}
