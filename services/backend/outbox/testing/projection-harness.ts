import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { createIngest, type Ingest } from '../../ingest/ingest';
import { observeDirectory } from '../../ingest/observe-directory';
import { createLog, type Logger } from '../../base/log';
import { createMetrics, type Metrics } from '../../base/metrics';
import type { Database } from '../../store/database';
import { HOME } from '../../testing/callbacks';
import { createGrantKeeper, type GrantKeeper } from '../permissions/grant-keeper';
import { createLinkCheck } from '../responses/link-check';
import { createProjector, type Projector } from '../projector';
import { startTimers, type Timers } from '../upkeep/timers';
import { createManualClock, type ManualClock } from './manual-clock';
import { createEmulatedSync, type EmulatedSync } from './emulated-sync';

export interface Harness {
  readonly database: Database;
  readonly clock: ManualClock;
  readonly sync: EmulatedSync;
  readonly ingest: Ingest;
  readonly grants: GrantKeeper;
  readonly projector: Projector;
  readonly metrics: Metrics;
  startTimers(options?: { readonly mostPublished?: number }): Promise<void>;
  /** Makes a queue known; later names and expressions replace earlier ones. */
  addQueue(sid: TaskQueueSid, name: string): Promise<void>;
  deleteQueue(sid: TaskQueueSid): Promise<void>;
  /** A task enters the queue, as two callbacks. */
  addTask(queueSid: TaskQueueSid): Promise<void>;
  /** Lets the clock run, a little at a time, with everything that it sets off. */
  run(ms: number): Promise<void>;
  /** As `run`, in strides: for hours in which hardly anything happens. */
  pass(ms: number): Promise<void>;
  /** Lets the clock run until the work is done; an error when that takes 100 s of it. */
  runWhile(work: Promise<unknown>): Promise<void>;
  /** Lets the clock run until the condition holds. */
  runUntil(condition: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const STEP_MS = 50;
const STRIDE_MS = 5_000;
/** 100 s: what takes longer never ends. */
const MOST_STEPS = 2_000;
/** Between two queries the projector awaits only promises, so a quiet pool stays quiet only when it is done. */
const QUIET_TURNS = 8;
let lastEvent = 0;
const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** Ingest, grants and projector on a real database; only Sync and the clock are played. */
export async function createHarness(
  database: Database,
  {
    clock = createManualClock(),
    sync = createEmulatedSync(clock),
    maskPhoneNumbers = false,
    log = createLog('silent'),
    owner = 'test',
  }: {
    clock?: ManualClock;
    sync?: EmulatedSync;
    maskPhoneNumbers?: boolean;
    log?: Logger;
    owner?: string;
  } = {},
): Promise<Harness> {
  const metrics = createMetrics();
  const grants = createGrantKeeper({
    database,
    clock,
    onMarked: (keys) => {
      projector.wake(keys);
    },
  });
  let timers: Timers | null = null;
  const zone = 'UTC';
  const random = () => 0.5;
  const recentCalls = { retentionDays: 14, maskPhoneNumbers };
  const projector = createProjector({
    database,
    sync,
    clock,
    random,
    metrics,
    log,
    zone,
    owner,
    recentCalls,
    onVanished: () => timers?.checkLinks(),
  });
  const ingest = createIngest({ database, clock, home: HOME, onMarked: projector.wake });
  await projector.start();

  /** Waits, without moving the clock, until nothing that a step set off is in the database any more. */
  async function settle(): Promise<void> {
    const { pool } = database;
    for (let quietTurns = 0; quietTurns < QUIET_TURNS; quietTurns += 1) {
      await new Promise(setImmediate);
      if (pool.inUse === 0) continue;
      // Comes after what is asked already.
      await pool.query('SELECT 1');
      quietTurns = -1;
    }
  }

  async function send(type: string, fields: Record<string, string>): Promise<void> {
    lastEvent += 1;
    const form = { EventType: type, Sid: `EV${hex(lastEvent)}`, TimestampMs: String(clock.now()), ...fields };
    const { stored } = await ingest.accept([{ source: 'callback', form }]);
    if (stored !== 1) throw new Error(`The test's own ${type} event was not stored`);
  }

  async function run(ms: number, stepMs = STEP_MS): Promise<void> {
    const end = clock.now() + ms;
    await settle();
    while (clock.now() < end) {
      clock.advance(Math.min(stepMs, end - clock.now()));
      await settle();
    }
  }

  async function runWhile(work: Promise<unknown>): Promise<void> {
    const progress = { isDone: false };
    const done = work.finally(() => (progress.isDone = true));
    for (let step = 0; !progress.isDone; step += 1) {
      if (step === MOST_STEPS) throw new Error(`The work did not end within ${MOST_STEPS * STEP_MS} ms of the clock`);
      await run(STEP_MS);
    }
    await done;
  }

  return {
    database,
    clock,
    sync,
    ingest,
    grants,
    projector,
    metrics,
    startTimers: async ({ mostPublished = 200 } = {}) => {
      const links = createLinkCheck({ database, sync, clock, log, metrics, onMarked: projector.wake });
      const callsTtlSeconds = recentCalls.retentionDays * 86_400;
      const parts = { database, clock, log, onMarked: projector.wake };
      timers = await startTimers({
        ...parts,
        zone,
        links,
        callsTtlSeconds,
        mostPublished,
        onAlertsLooked: () => undefined,
      });
    },
    addQueue: async (sid, name) => {
      const updatedAtMs = clock.now();
      await observeDirectory(ingest, [{ kind: 'task-queue', sid, name, targetWorkers: '1==1', updatedAtMs }]);
    },
    deleteQueue: (sid) => send('task-queue.deleted', { ResourceSid: sid, TaskQueueSid: sid }),
    addTask: async (queueSid) => {
      const TaskSid = `WT${hex(lastEvent + 1)}`;
      const task = { ResourceSid: TaskSid, TaskSid, TaskAttributes: '{}', TaskChannelUniqueName: 'voice' };
      await send('task.created', task);
      await send('task-queue.entered', { ...task, TaskQueueSid: queueSid });
    },
    run: (ms) => run(ms),
    pass: (ms) => run(ms, STRIDE_MS),
    runUntil: async (condition) => {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        if (await condition()) return;
        await run(STEP_MS);
      }
      throw new Error(`The condition did not come true within ${MOST_STEPS * STEP_MS} ms of the clock`);
    },
    runWhile,
    close: () =>
      runWhile(
        (async () => {
          await timers?.close();
          await ingest.close();
          await projector.close();
          grants.close();
        })(),
      ),
  };
}
