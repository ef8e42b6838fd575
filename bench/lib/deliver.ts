import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Suite } from '../../e2e/support/suite';
import { fromHome, type Callback } from './callback-day';

/** Where the backend takes callbacks. */
export const PATH = '/webhooks/taskrouter';

/** How callbacks were taken. */
export interface Delivery {
  readonly perSecond: number;
  /** From the request to the answer 204, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Signs the callbacks, sends them to the backend from so many senders at once and waits for all answers. */
export async function deliver(suite: Suite, callbacks: readonly Callback[], senders: number): Promise<Delivery> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const url = new URL(PATH, suite.backendUrl);
  // Signed beforehand: the machine is measured that receives.
  const requests = callbacks.map((fields) => signed(fromHome(fields, suite.health), url.href, suite.health.authToken));
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

export interface SignedRequest {
  readonly body: string;
  readonly signature: string;
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
export function signed(fields: Callback, url: string, authToken: string): SignedRequest {
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
