import { Agent, request } from 'node:http';
import { generateShopping } from '../../services/demo-shop/shoppers/generate-shopping';
import type { RawEvent } from '../../services/demo-shop/shoppers/raw-event';

const DAY_MS = 86_400_000;

/** Events of simulated shoppers of the last day, in the order of time, in batches as a page sends them. */
export function shopBatches(visitors: number, perBatch: number, seed = 1): readonly (readonly RawEvent[])[] {
  const events = generateShopping({ seed, visitors, from: Date.now() - DAY_MS, overMs: DAY_MS });
  return Array.from({ length: Math.ceil(events.length / perBatch) }, (_, n) =>
    events.slice(n * perBatch, (n + 1) * perBatch),
  );
}

/** Sends all batches with so many at once, and waits for every answer. @returns seconds */
export async function sendBatches(
  backendUrl: string,
  writeKey: string,
  batches: readonly (readonly RawEvent[])[],
  senders: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const url = new URL('/v1/batch', backendUrl);
  // Written beforehand: the machine is measured that receives.
  const bodies = batches.map((batch) => JSON.stringify({ writeKey, batch, sentAt: new Date().toISOString() }));
  const startedAt = performance.now();
  try {
    await inParallel(bodies, senders, async (body) => {
      const status = await post(url, agent, body);
      if (status !== 200) throw new Error(`The backend answered ${String(status)} to a batch`);
    });
    return (performance.now() - startedAt) / 1_000;
  } finally {
    agent.destroy();
  }
}

/** Works off what is given, so many at once. */
export async function inParallel<T>(
  all: readonly T[],
  most: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await work(one);
  };
  await Promise.all(Array.from({ length: most }, worker));
}

/** @returns the status */
export const post = (url: URL, agent: Agent, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    })
      .on('error', reject)
      .end(body);
  });
