import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { watchBoard, type WatchPart } from './lib/event-to-sync/board-watch';
import { openBoard, touchQueues } from './lib/event-to-sync/event-board';
import { runCase } from './lib/event-to-sync/event-case';
import { loadOf } from './lib/event-to-sync/event-load';
import { planOf, type Growth, type Series } from './lib/event-to-sync/event-series';
import { startEventStage } from './lib/event-to-sync/event-stage';
import { measurementsOf, nameOf, ratiosOf, summaryOf, type Measured } from './lib/event-to-sync/event-table';
import type { Figure, FigureResult } from './lib/figure';
import { NAIVE_ROLE, serveNaive } from './lib/event-to-sync/naive-write-through';
import { sendWhenDue, type SendPart } from './lib/event-to-sync/open-loop';
import { beginningOf, sendLoad } from './lib/event-to-sync/send-load';
import { fillUp } from './lib/event-to-sync/stored-history';

/** Whole lifecycles that stored history is copied from, sent at a rate that any machine takes. */
const [MODEL_TASKS, MODEL_RATE] = [400, 200];
/** Rows of calls beneath stored history. */
const CALLS = 20_000;
/** Room for the tasks of one load in the numbers of SIDs. */
const TASKS_OF_A_LOAD = 1_000_000;

/** Callbacks over HTTP into the built backend, to the event of the genuine SDK that brings them to a screen. */
export const figure: Figure = {
  title: 'from the callback to the event of the Sync SDK, at given rates',
  async measure(note, options): Promise<FigureResult> {
    const plan = planOf(options);
    const measured: Measured[] = [];
    for (const series of plan.series) measured.push(...(await measureSeries(series, note)));
    for (const growth of plan.growth) measured.push(...(await measureGrowth(growth, note)));
    return {
      setup: 'signed callbacks one by one at their due time (open loop), genuine twilio-sync subscribed to every queue',
      measurements: measured.filter(({ way }) => way === 'suite').flatMap(measurementsOf),
      ratios: measured.flatMap((ours) => ratiosOf(ours, measured)),
    };
  },
};

async function measureSeries(series: Series, note: (text: string) => void): Promise<Measured[]> {
  const { store, way, queues, mix, seconds } = series;
  const stage = await startEventStage(__filename, store, way);
  try {
    const board = await openBoard(__filename, stage, queues);
    const measured: Measured[] = [];
    for (const [index, rate] of series.rates.entries()) {
      const firstTask = (index + 1) * TASKS_OF_A_LOAD;
      const result = await runCase(__filename, stage, board, { mix, queues, rate, seconds, firstTask });
      measured.push({ store, way, queues, mix, seconds, rate, stored: null, result });
      note(`${way}, ${nameOf({ store, queues, mix, rate, stored: null })}: ${summaryOf(result)}`);
    }
    await board.close();
    return measured;
  } finally {
    await stage.close();
  }
}

async function measureGrowth(growth: Growth, note: (text: string) => void): Promise<Measured[]> {
  const { store, queues, rate, seconds } = growth;
  const [way, mix] = ['suite', 'lifecycles'] as const;
  const stage = await startEventStage(__filename, store, way);
  try {
    const board = await openBoard(__filename, stage, queues);
    const events = MODEL_TASKS * 7;
    const model = { mix, queues, rate: MODEL_RATE, events, beginsAt: beginningOf(events), firstTask: TASKS_OF_A_LOAD };
    await sendLoad(__filename, stage, loadOf(model), model.beginsAt);
    const measured: Measured[] = [];
    for (const [index, stored] of growth.events.entries()) {
      await stage.stopped(() => fillUp(stage.database, { events: stored, calls: CALLS }));
      const firstTask = (index + 2) * TASKS_OF_A_LOAD;
      await touchQueues(__filename, stage, queues, firstTask);
      const load = { mix, queues, rate, seconds, firstTask: firstTask + queues };
      const result = await runCase(__filename, stage, board, load);
      measured.push({ store, way, queues, mix, seconds, rate, stored, result });
      note(`${nameOf({ store, queues, mix, rate, stored })}: ${summaryOf(result)}`);
    }
    await board.close();
    return measured;
  } finally {
    await stage.close();
  }
}

// The bundle of this figure is also what its threads, and the naive service, run.
if (!isMainThread) {
  const part = workerData as SendPart | WatchPart;
  if (part.role === 'watch') void watchBoard(part);
  else {
    void sendWhenDue(part).then((sent) => {
      parentPort?.postMessage(sent);
      parentPort?.close();
    });
  }
} else if (Object.keys(NAIVE_ROLE).every((name) => name in process.env)) void serveNaive();
