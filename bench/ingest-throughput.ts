import { startSuite } from '../e2e/support/suite';
import { callbackDay } from './lib/callback-day';
import { deliver, type Delivery } from './lib/deliver';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';

const [AGENTS, QUEUES] = [20, 4];
const SENDERS = 64;
const TASKS = 1_500;
/** Fewer for the slow way: both rates are steady after some hundred callbacks. */
const TASKS_ONE_BY_ONE = 100;
const WARM_UP_TASKS = 50;

/** Signed callbacks over HTTP into the built backend with its embedded database, while it writes to Local Twilio's Sync. */
export const figure: Figure = {
  title: 'event callbacks that the backend commits a second, one by one and from many senders',
  async measure(note): Promise<FigureResult> {
    note('starting Local Twilio and the backend');
    const suite = await startSuite();
    try {
      let firstTask = 1;
      const run = async (tasks: number, senders: number): Promise<Delivery> => {
        const day = callbackDay({ tasks, agents: AGENTS, queues: QUEUES, until: Date.now(), firstTask });
        firstTask += tasks;
        note(`${String(day.length)} callbacks from ${String(senders)} sender${senders === 1 ? '' : 's'}`);
        return deliver(suite, day, senders);
      };
      await run(WARM_UP_TASKS, SENDERS);
      const oneByOne = await run(TASKS_ONE_BY_ONE, 1);
      const together = await run(TASKS, SENDERS);
      return {
        setup: `${String(TASKS)} answered calls of 9 callbacks, ${String(AGENTS)} agents, ${String(QUEUES)} queues, embedded database with fsync`,
        measurements: [
          {
            name: `callbacks committed, ${String(SENDERS)} senders`,
            value: together.perSecond,
            unit: '/s',
            target: 1_000,
          },
          { name: 'answer, p50', value: quantile(together.latencies, 0.5), unit: 'ms' },
          { name: 'answer, p99', value: quantile(together.latencies, 0.99), unit: 'ms' },
        ],
        ratios: [
          {
            name: 'callbacks committed',
            ours: together.perSecond,
            theirs: oneByOne.perSecond,
            unit: '/s',
            against: 'one sender that waits for each answer: a transaction and an fsync for each callback',
          },
        ],
      };
    } finally {
      await suite.close();
    }
  },
};
