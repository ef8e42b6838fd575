import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startSuite, type Suite } from '../e2e/support/suite';
import { callbackDay } from './lib/callback-day';
import { deliver } from './lib/deliver';
import type { Figure, FigureResult } from './lib/figure';

const [AGENTS, QUEUES, SENDERS] = [20, 4, 64];
const TASKS = 3_000;

/** This file runs as `bench/build/rebuild.js`. */
const MAIN = path.resolve(__dirname, '..', '..', 'services', 'backend', 'build', 'main.js');

/** `npm run backend -- rebuild` on what the built backend took over HTTP, both on the embedded database. */
export const figure: Figure = {
  title: 'tasks that the rebuild of state from the stored events looks at a second',
  async measure(note): Promise<FigureResult> {
    note('starting Local Twilio and the backend');
    const suite = await startSuite();
    try {
      const day = callbackDay({ tasks: TASKS, agents: AGENTS, queues: QUEUES, until: Date.now(), firstTask: 1 });
      note(`${String(day.length)} callbacks`);
      const { perSecond } = await deliver(suite, day, SENDERS);
      await suite.backend().stop();
      note('rebuilding');
      const { seconds, tasks } = await rebuild(suite);
      return {
        setup: `${String(TASKS)} answered calls of ${String(day.length / TASKS)} callbacks, embedded database with fsync, state right`,
        measurements: [
          { name: 'tasks looked at', value: tasks / seconds, unit: '/s' },
          { name: 'the whole, with the start of the database', value: seconds, unit: 's' },
        ],
        ratios: [
          {
            name: 'events read again',
            ours: day.length / seconds,
            theirs: perSecond,
            unit: '/s',
            against: 'having them sent once more: signed callbacks over HTTP from 64 senders',
          },
        ],
      };
    } finally {
      await suite.close();
    }
  },
};

async function rebuild({ dataDir }: Suite): Promise<{ readonly seconds: number; readonly tasks: number }> {
  const startedAt = performance.now();
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'rebuild'], { env });
  const tasks = Number(/^rebuilt: (\d+) tasks/.exec(stdout)?.[1]);
  return { seconds: (performance.now() - startedAt) / 1_000, tasks };
}
