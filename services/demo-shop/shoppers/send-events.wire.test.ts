import { startReceiver, type Receiver } from '../testing/receiver';
import { disturb } from './disturb';
import { generateShopping } from './generate-shopping';
import type { RawEvent } from './raw-event';
import { sendEvents } from './send-events';

interface Batch {
  readonly batch: readonly (RawEvent & { readonly context: { readonly library?: { readonly name: string } } })[];
  readonly sentAt: string;
  readonly writeKey: string;
}

const EVENTS = generateShopping({ seed: 5, visitors: 20, from: Date.UTC(2026, 10, 28), overMs: 24 * 3_600_000 });
const batchesOf = ({ requests }: Receiver) => requests.map(({ body }) => JSON.parse(body) as Batch);
let receiver: Receiver;
const to = (backendUrl = receiver.url) => ({ backendUrl, writeKey: 'key-1' });

afterEach(() => receiver.close());

test("Segment's library delivers every event as it was generated, in batches with the write key", async () => {
  receiver = await startReceiver();
  expect(await sendEvents(EVENTS, to(`${receiver.url}/shop/`))).toEqual({
    delivered: EVENTS.length,
    failed: new Map(),
  });

  for (const { method, path, headers } of receiver.requests) {
    expect([method, path]).toEqual(['POST', '/shop/v1/batch']);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('key-1:').toString('base64')}`,
    });
  }
  const batches = batchesOf(receiver);
  for (const { batch, sentAt, writeKey } of batches) {
    expect(writeKey).toBe('key-1');
    expect(batch.length).toBeLessThanOrEqual(100);
    expect(sentAt).toBe(new Date(sentAt).toISOString());
  }
  const received = new Map(batches.flatMap(({ batch }) => batch).map((event) => [event.messageId, event]));
  expect(received.size).toBe(EVENTS.length);
  for (const event of EVENTS) {
    const asSent = { ...event, context: { ...event.context, library: { name: '@segment/analytics-node' } } };
    expect(received.get(event.messageId)).toMatchObject(asSent);
  }
});

test('a disturbed delivery repeats events with the same messageId', async () => {
  receiver = await startReceiver();
  const sent = disturb(EVENTS, { seed: 1, duplicates: 0.2, shuffle: true });
  await sendEvents(sent, to());
  const ids = batchesOf(receiver).flatMap(({ batch }) => batch.map(({ messageId }) => messageId));
  expect(ids.sort()).toEqual(sent.map(({ messageId }) => messageId).sort());
});

test('what the backend refuses for good is told by messageId', async () => {
  receiver = await startReceiver(() => 400);
  const { delivered, failed } = await sendEvents(EVENTS.slice(0, 3), to());
  expect(delivered).toBe(0);
  expect([...failed.keys()]).toEqual(EVENTS.slice(0, 3).map(({ messageId }) => messageId));
  expect([...failed.values()].join()).toContain('400');
});

test('what is not answered in time is given up and told, too', async () => {
  receiver = await startReceiver(() => 503);
  const { delivered, failed } = await sendEvents(EVENTS.slice(0, 2), { ...to(), answerWithinMs: 100 });
  expect([delivered, failed.size]).toEqual([0, 2]);
});
