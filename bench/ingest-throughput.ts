import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { startSuite, type Suite } from '../e2e/support/suite';
import { callbackDay, type Callback } from './lib/callback-day';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';

const [AGENTS, QUEUES] = [20, 4];
const SENDERS = 64;
const TASKS = 1_500;
/** Fewer for the slow way: both rates are steady after some hundred callbacks. */
const TASKS_ONE_BY_ONE = 100;
const WARM_UP_TASKS = 50;
const PATH = '/webhooks/taskrouter';

interface Run {
  readonly perSecond: number;
  /** From the request to the answer 204, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Signed callbacks over HTTP into the built backend with its embedded database, while it writes to Local Twilio's Sync. */
export const figure: Figure = {
  title: 'event callbacks that the backend commits a second, one by one and from many senders',
  async measure(note): Promise<FigureResult> {
    note('starting Local Twilio and the backend');
    const suite = await startSuite();
    try {
      let firstTask = 1;
      const run = async (tasks: number, senders: number): Promise<Run> => {
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

async function deliver(suite: Suite, callbacks: readonly Callback[], senders: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const url = new URL(PATH, suite.backendUrl);
  // Signed beforehand: the machine is measured that receives.
  const requests = callbacks.map((fields) => signed(fields, url.href, suite.health.authToken));
  const latencies: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let one = requests[next++]; one !== undefined; one = requests[next++]) {
      const sentAt = performance.now();
      const status = await post(url, agent, one);
      if (status !== 204) throw new Error(`The backend answered ${String(status)} to a callback`);
      latencies.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: senders }, sender));
    return { perSecond: (callbacks.length / (performance.now() - startedAt)) * 1_000, latencies };
  } finally {
    agent.destroy();
  }
}

interface SignedRequest {
  readonly body: string;
  readonly signature: string;
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
function signed(fields: Callback, url: string, authToken: string): SignedRequest {
  const text = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce((all, [name, value]) => all + name + value, url);
  const signature = createHmac('sha1', authToken).update(text).digest('base64');
  return { body: new URLSearchParams(fields).toString(), signature };
}

/** @returns the status */
function post(url: URL, agent: Agent, { body, signature }: SignedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(body),
      'X-Twilio-Signature': signature,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
