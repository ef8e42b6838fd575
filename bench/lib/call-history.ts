import { createHmac } from 'node:crypto';
import type { Suite } from '../../e2e/support/suite';
import { readMap } from '../../e2e/support/sync-rest';
import { waitFor } from '../../e2e/support/wait-for';
import { customerOf, MINUTE_MS } from './recent-call-rows';

const IN_FLIGHT = 32;
const WEBHOOK = '/webhooks/taskrouter';
const hex = (number: number): string => number.toString(16).padStart(32, '0');

/**
 * Gives an agent handled calls, one a minute up to now, by the signed callbacks that Twilio would send: one a call, its
 * completion, which is enough for a row. The newest first, so that the Sync Map is filled once and then left alone.
 */
export async function sendCallHistory(suite: Suite, workerSid: string, calls: number): Promise<void> {
  const queue = (await suite.control.truth()).queues[0];
  if (queue === undefined) throw new Error('Local Twilio has no queue');
  const now = Date.now();
  let next = 0;
  const send = async (): Promise<void> => {
    for (let number = next++; number < calls; number = next++) {
      const atMs = now - (number + 1) * MINUTE_MS;
      const { address, name } = customerOf(number);
      await postCallback(suite, {
        EventType: 'reservation.completed',
        Sid: `EV${hex(number)}`,
        AccountSid: suite.health.accountSid,
        WorkspaceSid: suite.health.workspaceSid,
        TimestampMs: String(atMs),
        Timestamp: String(Math.floor(atMs / 1_000)),
        TaskSid: `WT${hex(number)}`,
        TaskAttributes: JSON.stringify({ direction: 'inbound', from: address, to: '+18005550199', name }),
        TaskChannelUniqueName: 'voice',
        TaskQueueSid: queue.sid,
        TaskQueueName: queue.name,
        ReservationSid: `WR${hex(number)}`,
        WorkerSid: workerSid,
      });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
}

/** Waits until the agent's Map holds `count` rows. */
export async function waitForRows(suite: Suite, workerSid: string, count: number): Promise<void> {
  await waitFor(
    `${count} rows in the agent's Map`,
    async () => ((await readMap(suite.health, `recent-calls.${workerSid}`)).size === count ? true : null),
    { timeoutMs: 180_000, everyMs: 1_000 },
  );
}

async function postCallback(suite: Suite, form: Readonly<Record<string, string>>): Promise<void> {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, key) => text + key + (form[key] ?? ''), suite.backendUrl + WEBHOOK);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': createHmac('sha1', suite.health.authToken).update(signed).digest('base64'),
  };
  const url = suite.backendUrl.replace('localhost', '127.0.0.1') + WEBHOOK;
  for (;;) {
    const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
    await response.arrayBuffer();
    if (response.status === 204) return;
    // 503 is the backend's word for "later".
    if (response.status !== 503) throw new Error(`The backend answered a callback with ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
