import { createHmac } from 'node:crypto';
import { Analytics } from '@segment/analytics-node';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createLog } from '../../base/log';
import { createActivityIngest, type ActivityIngest } from '../../ingest/activity/activity-ingest';
import { IngestOverloaded } from '../../ingest/group-commit';
import { ensureShop, insertWriteKey, retireOtherKeys, shopById, shopOfWriteKey } from '../../store/activity/shops';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createHttpServer, listen } from '../server';
import { trackingRoutes, type TrackingRoutesOptions } from './tracking-routes';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const KEY = 'write-key';
const clock = { now: () => NOW };

describe.each(ENGINES.slice(1, 2))('what shops tell, on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: ActivityIngest;
  let server: FastifyInstance;
  let counted: Map<string, number>;
  let accept: TrackingRoutesOptions['accept'];
  /** What was logged. */
  let lines: string[];

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    const { kysely } = db.database;
    await ensureShop(kysely, 'demo', NOW);
    await insertWriteKey(kysely, { shopId: 'demo', key: KEY, now: NOW });
    lines = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });
    const onDead = (reason: string) => void lines.push(reason);
    ingest = createActivityIngest({ database: db.database, clock, consentCategory: 'Analytics', onDead });
    accept = (batch) => ingest.accept(batch);
    counted = new Map();
    server = createHttpServer(log);
    await trackingRoutes(server, {
      shopOfWriteKey: (key) => shopOfWriteKey(kysely, key, NOW),
      shopById: (id) => shopById(kysely, id),
      accept: (batch) => accept(batch),
      onOutcome: (outcome, messages) => counted.set(outcome, (counted.get(outcome) ?? 0) + messages),
      now: () => NOW,
    });
  });
  afterEach(async () => {
    await server.close();
    await ingest.close();
  });

  const event = (more: object = {}) => ({
    ...{
      type: 'track',
      event: 'Products Searched',
      properties: { query: 'shoes' },
      messageId: 'm1',
      anonymousId: 'a1',
    },
    ...{ timestamp: '2026-03-12T11:59:00.000Z', ...more },
  });
  const batchOf = (messages: readonly unknown[], more: object = {}): string =>
    JSON.stringify({ writeKey: KEY, batch: messages, sentAt: '2026-03-12T12:00:00.000Z', ...more });
  const post = (payload: string | Buffer, url = '/v1/b', headers: Record<string, string> = {}) =>
    server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'text/plain', ...headers } });
  const stored = async () =>
    (
      await sql<{ messageId: string; event: string; at: number }>`
        SELECT message_id AS "messageId", event, at FROM activity_event ORDER BY message_id`.execute(db.database.kysely)
    ).rows;
  const dead = async () =>
    (await sql`SELECT reason, message_id FROM activity_dead ORDER BY reason`.execute(db.database.kysely)).rows;

  it('arrives from the genuine server library, each message once however often it is sent', async () => {
    const { port, close } = await listen(server, 0, '127.0.0.1');
    const errors: unknown[] = [];
    for (let times = 0; times < 2; times += 1) {
      const library = new Analytics({ writeKey: KEY, host: `http://127.0.0.1:${port}`, path: '/v1/batch' });
      library.on('error', (error) => errors.push(error));
      const timestamp = new Date(NOW - 5_000);
      library.page({
        anonymousId: 'a1',
        messageId: 'p1',
        timestamp,
        properties: { url: 'https://shop.example/x?sid=1' },
      });
      library.track({
        anonymousId: 'a1',
        messageId: 't1',
        timestamp,
        event: 'Product Viewed',
        properties: { sku: '7' },
      });
      library.identify({
        anonymousId: 'a1',
        userId: 'u1',
        messageId: 'i1',
        timestamp,
        traits: { email: 'jo@mail.example' },
      });
      library.alias({ previousId: 'a1', userId: 'u1', messageId: 'l1', timestamp });
      await library.closeAndFlush();
    }
    await close();
    expect(errors).toEqual([]);
    const rows = await stored();
    expect(rows.map(({ messageId }) => messageId)).toEqual(['i1', 'l1', 'p1', 't1']);
    expect(rows.map(({ event: text }) => text).join()).not.toContain('mail.example');
    expect(JSON.parse(rows[2]?.event ?? '')).toMatchObject({ call: { kind: 'page', page: { path: '/x' } } });
    expect(Object.fromEntries(counted)).toEqual({ 'over-limit': 0, stored: 4, duplicate: 4 });
  });

  it('arrives as the browser library sends it: a batch, or each by itself, without a preflight', async () => {
    const single = { ...event({ messageId: 'm2' }), type: undefined, writeKey: KEY, sentAt: new Date(NOW) };
    for (const answer of [await post(batchOf([event()])), await post(JSON.stringify(single), '/v1/t')]) {
      expect([answer.statusCode, answer.json()]).toEqual([200, { success: true }]);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    expect((await stored()).map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
  });

  it('takes the write key from the Authorization header, and answers the preflight that it causes', async () => {
    const preflight = await server.inject({
      method: 'OPTIONS',
      url: '/v1/b',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-retry-count',
      },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toBe('authorization,x-retry-count');
    const authorization = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
    expect((await post(batchOf([event()], { writeKey: null }), '/v1/b', { authorization })).statusCode).toBe(200);
  });

  it.each([
    ['no key', batchOf([event()], { writeKey: null }), 401, 'unknown_write_key'],
    ['a strange key', batchOf([event()], { writeKey: "' OR 1=1 --" }), 401, 'unknown_write_key'],
    ['a key as long as a body', batchOf([event()], { writeKey: 'k'.repeat(100_000) }), 401, 'unknown_write_key'],
    ['no JSON', '{', 400, 'invalid_request'],
    ['no object', '[]', 400, 'invalid_request'],
    ['no batch', JSON.stringify({ writeKey: KEY, batch: {} }), 400, 'invalid_request'],
    ['bytes of no text', Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid_encoding'],
    ['a body above 500 KiB', ' '.repeat(500 * 1024 + 1), 413, 'too_large'],
  ])('%s is refused and stores nothing', async (_what, body, status, code) => {
    const answer = await post(body);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(await stored()).toEqual([]);
  });

  it('refuses a key that was replaced once its time is over', async () => {
    const { kysely } = db.database;
    await insertWriteKey(kysely, { shopId: 'demo', key: 'newer', now: NOW });
    await retireOtherKeys(kysely, { shopId: 'demo', key: 'newer', retiresAt: NOW + 1 });
    expect((await post(batchOf([event()]))).statusCode).toBe(200);
    await retireOtherKeys(kysely, { shopId: 'demo', key: 'newer', retiresAt: NOW });
    expect((await post(batchOf([event()]))).statusCode).toBe(401);
    expect((await post(batchOf([event()], { writeKey: 'newer' }))).statusCode).toBe(200);
  });

  it('answers 200 to a batch of which some cannot be used, and keeps why without what they held', async () => {
    const bad = event({ messageId: 'm2', event: 'Product Added', properties: { name: 'secret' } });
    const denied = event({ messageId: 'm3', context: { consent: { categoryPreferences: { Analytics: false } } } });
    const large = event({ messageId: 'm4', properties: { query: 'q'.repeat(33 * 1024) } });
    expect((await post(batchOf([event(), bad, 7, denied, large]))).statusCode).toBe(200);
    expect((await stored()).map(({ messageId }) => messageId)).toEqual(['m1']);
    expect(await dead()).toEqual([
      { reason: 'it has no product_id', message_id: 'm2' },
      { reason: 'its body is not what the spec says', message_id: null },
    ]);
    expect(Object.fromEntries(counted)).toEqual({ 'over-limit': 1, stored: 1, dead: 2, denied: 1 });
    expect(lines.join()).not.toMatch(/secret|shoes/);
  });

  it('lets the earliest arrival decide when it happened, whichever is stored first', async () => {
    const sent = (receivedAtMs: number) => {
      const other = createActivityIngest({
        database: db.database,
        clock: { now: () => receivedAtMs },
        consentCategory: 'Analytics',
      });
      const shop = { shopId: 'demo', secret: '' };
      return other.accept({ shop, messages: [event()], sentAt: '2026-03-12T12:00:00.000Z' }).finally(other.close);
    };
    await sent(NOW + 10_000);
    await sent(NOW);
    await sent(NOW + 20_000);
    expect(await stored()).toMatchObject([{ at: NOW - 60_000 }]);
  });

  it('stores texts that a database refuses', async () => {
    const strange = 'a\0\ud800"\\\u202e';
    const properties = { product_id: strange, name: strange, category: strange };
    const answer = await post(
      batchOf([event({ event: 'Product Viewed', properties, messageId: strange, userId: strange })]),
    );
    expect(answer.statusCode).toBe(200);
    expect(await stored()).toHaveLength(1);
    expect(await dead()).toEqual([]);
  });

  it.each([
    ['the line is full', new IngestOverloaded('full'), 'overloaded'],
    ['the database is away', new Error('connection refused'), 'store_unavailable'],
  ])('is never refused for trouble of ours: %s', async (_what, error, code) => {
    accept = () => Promise.reject(error);
    const answer = await post(batchOf([event()]));
    expect([answer.statusCode, answer.headers['retry-after'], answer.json<{ code: string }>().code]).toEqual([
      503,
      '1',
      code,
    ]);
  });

  it('slows a key down that sends without end, and no other', async () => {
    await insertWriteKey(db.database.kysely, { shopId: 'demo', key: 'other', now: NOW });
    accept = () => Promise.resolve([]);
    const answers = await Promise.all(Array.from({ length: 1_001 }, () => post(batchOf([]))));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect((await post(batchOf([], { writeKey: 'other' }))).statusCode).toBe(200);
  });

  it('takes what a workspace of Segment forwards when the shop signed it, and nothing else', async () => {
    const shop = await shopById(db.database.kysely, 'demo');
    const body = JSON.stringify(event());
    const sign = (secret: string) => createHmac('sha1', secret).update(body).digest('hex');
    const forward = (signature: string, shopId = 'demo') =>
      post(body, `/webhooks/segment/${shopId}`, { 'content-type': 'application/json', 'x-signature': signature });
    for (const forged of ['', 'x', sign('other'), sign(shop?.secret ?? '').slice(1)])
      expect((await forward(forged)).statusCode).toBe(403);
    expect((await forward(sign(shop?.secret ?? ''), 'nobody')).statusCode).toBe(403);
    expect(await stored()).toEqual([]);
    expect((await forward(sign(shop?.secret ?? ''))).statusCode).toBe(200);
    expect(await stored()).toHaveLength(1);
  });
});
