import { settledWithin } from '../base/clock';
import { isLowPriority } from '../store/outbox/sync-keys';
import {
  claim,
  releaseLease,
  releaseLeases,
  takesLowPriorityPlace,
  type ClaimedObject,
} from '../store/outbox/sync-objects';
import type { Queryable } from '../store/transaction';
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
  type ClaimStep,
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

/** Claims what is due and what there is room for. One claim at a time: two would only queue up in the database. */
function pump(loop: Loop): void {
  if (loop.state !== 'running' || loop.claiming !== null) return;
  loop.cancelTimer();
  const now = loop.clock.now();
  const until = waitsUntil(loop, now);
  if (until !== null) {
    loop.cancelTimer = loop.clock.schedule(Math.max(0, until - now), () => {
      pump(loop);
    });
    return;
  }
  loop.claiming = claimAndProject(loop).finally(() => {
    loop.claiming = null;
    pump(loop);
  });
}

function stepAt(loop: Loop, now: number): ClaimStep {
  const { slots, wakeList } = loop;
  const { room, lowPriority } = slots.room();
  loop.claims = withinBounds(loop.claims, now);
  const rooms = { room, lowPriority: lowPriority.most, nextRoomAt: slots.nextRoomAt() };
  return nextStep(loop.claims, rooms, wakeList.isLowPriorityEmpty, now);
}

/** When to ask again; null when there is something to claim. */
function waitsUntil(loop: Loop, now: number): number | null {
  const step = stepAt(loop, now);
  if (step.kind === 'wait') return step.until;
  if (step.kind === 'poll') return null;
  const dueAt = loop.wakeList.nextDueAt(now, step.lowPriority > 0) ?? Infinity;
  return dueAt <= now ? null : Math.min(loop.claims.pollAt, dueAt);
}

/** A claim: of those objects, or without keys of whatever is due. */
interface Turn extends ReturnType<Slots['room']> {
  readonly now: number;
  readonly keys: readonly string[] | undefined;
}

/** Takes out what is to be claimed; null when there is nothing any more. */
function takeTurn(loop: Loop): Turn | null {
  const { clock, slots, wakeList } = loop;
  const now = clock.now();
  const step = stepAt(loop, now);
  const { room, lowPriority } = slots.room();
  if (loop.state !== 'running' || step.kind === 'wait') return null;
  if (step.kind === 'poll') {
    loop.claims = pollBegun(loop.claims, now, lowPriority.most);
    return { now, room, lowPriority, keys: undefined };
  }
  const keys = wakeList.takeDue(now, room, step.lowPriority);
  return keys.length === 0 ? null : { now, room, lowPriority, keys };
}

interface Claimed {
  readonly turn: Turn;
  readonly objects: readonly ClaimedObject[];
  readonly readAhead: Reads;
}

/**
 * What to claim is decided with the connection in hand. The embedded engine gives it after a transaction of ingest: decided
 * before, the claim would leave out what that one marked, and take for under way what was written meanwhile.
 */
async function claimOn(loop: Loop, connection: Queryable): Promise<Claimed | null> {
  const turn = takeTurn(loop);
  if (turn === null) return null;
  const { now, room: limit, lowPriority, keys } = turn;
  const among = keys === undefined ? {} : { keys };
  try {
    const objects = await claim(connection, {
      owner: loop.owner,
      limit,
      leaseMs: LEASE_MS,
      now,
      lowPriority,
      ...among,
    });
    return { turn, objects, readAhead: await loop.reads.ahead(connection, objects) };
  } catch (error) {
    loop.wakeList.wake(keys ?? []);
    throw error;
  }
}

/** Never rejects: while the database is away, what was woken is woken again. */
async function claimAndProject(loop: Loop): Promise<void> {
  try {
    const claimed = await loop.database.kysely.connection().execute((connection) => claimOn(loop, connection));
    if (claimed !== null) beginAll(loop, claimed);
  } catch (error) {
    loop.log.error({ err: error }, 'the outbox cannot be read');
    loop.claims = claimFailed(loop.claims, loop.clock.now());
  }
}

function beginAll(loop: Loop, { turn, objects, readAhead }: Claimed): void {
  const { slots, wakeList } = loop;
  const { now, room, lowPriority, keys } = turn;
  if (keys === undefined) {
    const counts = { all: objects.length, lowPriority: objects.filter(takesLowPriorityPlace).length };
    loop.claims = polled(loop.claims, counts, { all: room, lowPriority: lowPriority.most }, now);
  } else loop.claims = wokenClaimed(loop.claims, objects.length, keys.some(isLowPriority), now);
  for (const object of objects) {
    wakeList.forget(object.key);
    // Its lease ran out while we were still at it, or its outcome is recorded and we have not heard so yet.
    if (slots.has(object.key)) slots.claimedAgain(object.key, now + LEASE_MS);
    else begin(loop, object, now + LEASE_MS, readAhead);
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
