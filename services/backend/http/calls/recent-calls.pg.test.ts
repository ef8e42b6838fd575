import {
  RecentCall,
  RecentCallConflict,
  RecentCallsPage,
  type RecentCall as Call,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import * as v from 'valibot';
import { createIngest, type Ingest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { createLog } from '../../base/log';
import { recentCallsKey } from '../../store/outbox/sync-keys';
import { HOME, callback, reservationFields, reservationSid, T0, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import type { FlexTokenResult } from '../../twilio/flex-token';
import { createCallCommands } from '../../commands/calls/call-commands';
import { serveOperations } from '../operations/serve-operations';
import { recentCallsOperations } from './recent-calls-operations';
import { createHttpServer } from '../server';

const ORIGIN = 'http://localhost:4000';

describe.each(ENGINES)('recent calls over HTTP on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let server: FastifyInstance;
  let caller: FlexTokenResult;
  let marked: string[];
  let now: number;

  const signIn = (worker: number | null): void => {
    const user = {
      identity: `user${String(worker)}`,
      roles: ['agent'],
      workerSid: worker === null ? null : workerSid(worker),
    };
    caller = { status: 'valid', user };
  };

  async function serve(maskPhoneNumbers: boolean): Promise<void> {
    server = createHttpServer(createLog('silent'));
    const calls = createCallCommands({
      database: db.database,
      maskPhoneNumbers,
      now: () => now,
      onMarked: (keys) => marked.push(...keys),
    });
    const admission = { flexOrigins: [ORIGIN], checkFlexToken: () => Promise.resolve(caller), now: () => now };
    await serveOperations(server, admission, recentCallsOperations(calls));
  }

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    now = T0 + 3_600_000;
    marked = [];
    signIn(1);
    ingest = createIngest({
      database: db.database,
      clock: { now: () => now },
      home: HOME,
    });
    await serve(false);
  });
  afterEach(async () => {
    await server.close();
    await ingest.close();
  });

  const send = (forms: readonly CallbackForm[]) => ingest.accept(forms.map((form) => ({ source: 'callback', form })));
  const step = (type: string, at: number, call: number, attributes: object = {}, worker = 1): CallbackForm =>
    callback(
      `reservation.${type}`,
      at,
      reservationFields(
        call,
        { task: call, queue: 1, worker },
        { TaskAttributes: JSON.stringify({ from: '+15005550001', ...attributes }) },
      ),
    );
  const request = (method: 'GET' | 'PATCH' | 'POST', path: string, payload?: object): Promise<LightMyRequestResponse> =>
    server.inject({
      method,
      url: `/recent-calls${path}`,
      headers: { authorization: 'Bearer flex-token' },
      ...(payload === undefined ? {} : { payload }),
    });
  const pageOf = async (query = ''): Promise<{ calls: readonly Call[]; next: string | null }> => {
    const response = await request('GET', query);
    expect(response.statusCode).toBe(200);
    return v.parse(RecentCallsPage, response.json());
  };
  const sidsOf = (calls: readonly Call[]): string[] => calls.map((call) => call.reservationSid);
  const sids = (...numbers: number[]): string[] => numbers.map(reservationSid);

  test('answers the agent’s own calls, the newest first, in pages that leave out and repeat nothing', async () => {
    // Three calls of one instant: the place in the order must not depend on the time alone.
    await send([1, 2, 3, 4, 5, 6, 7].map((call) => step('created', call < 4 ? 0 : call, call)));
    await send([step('created', 9, 50, {}, 2)]);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await pageOf(`?limit=2${next === '' ? '' : `&before=${next}`}`);
      expect(page.calls.length).toBeLessThanOrEqual(2);
      seen.push(...sidsOf(page.calls));
      ({ next } = page);
    }
    expect(seen).toEqual(sids(7, 6, 5, 4, 1, 2, 3));
  });

  test('filters by direction, outcome and instants', async () => {
    await send([
      step('created', 0, 1),
      step('timeout', 20, 1),
      step('created', 30, 2, { direction: 'outbound', outbound_to: '+15005550009' }),
      step('created', 60, 3),
    ]);
    expect(sidsOf((await pageOf('?direction=outbound')).calls)).toEqual(sids(2));
    expect(sidsOf((await pageOf('?outcome=missed')).calls)).toEqual(sids(1));
    const instant = (seconds: number) => new Date(T0 + seconds * 1_000).toISOString();
    expect(sidsOf((await pageOf(`?since=${instant(30)}&until=${instant(60)}`)).calls)).toEqual(sids(2));
  });

  test('searches number, name, queue, outcome and note, on from page to page', async () => {
    await send(Array.from({ length: 30 }, (_, n) => step('created', n, n + 1, n % 10 === 0 ? { name: 'Jürgen' } : {})));
    await request('PATCH', `/${reservationSid(5)}`, { notesRevision: 0, note: 'wants a Refund' });
    expect(sidsOf((await pageOf('?search=refund')).calls)).toEqual(sids(5));
    expect(sidsOf((await pageOf('?search=jurgen')).calls)).toEqual(sids(21, 11, 1));
    const first = await pageOf('?search=jurgen&limit=2');
    expect(sidsOf(first.calls)).toEqual(sids(21, 11));
    expect(sidsOf((await pageOf(`?search=jurgen&limit=2&before=${String(first.next)}`)).calls)).toEqual(sids(1));
    expect((await pageOf('?search=500-555-0001&limit=200')).calls).toHaveLength(30);
    expect((await pageOf('?search=queue%201&limit=200')).calls).toHaveLength(30);
    expect((await pageOf('?search=%25')).calls).toEqual([]);
  });

  test.each(['?limit=0', '?limit=201', '?limit=x', '?before=x', '?outcome=lost', '?since=yesterday', '?direction=up'])(
    'answers 400 to %s without repeating it',
    async (query) => {
      const response = await request('GET', query);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'invalid_request' });
      expect(response.body).not.toContain(query.split('=')[1]?.padEnd(4, '?'));
    },
  );

  test('saves note and disposition of the owner, marks the Map, and shows them', async () => {
    await send([step('created', 0, 1, { conversations: { outcome: 'Sold' } })]);
    expect((await pageOf()).calls[0]).toMatchObject({ disposition: 'Sold', note: null, notesRevision: 0 });
    const saved = await request('PATCH', `/${reservationSid(1)}`, { notesRevision: 0, note: 'calls back\u0000' });
    expect(v.parse(RecentCall, saved.json())).toMatchObject({
      note: 'calls back\ufffd',
      disposition: 'Sold',
      notesRevision: 1,
    });
    expect(marked).toEqual([recentCallsKey(workerSid(1))]);
    const cleared = await request('PATCH', `/${reservationSid(1)}`, { notesRevision: 1, disposition: null });
    expect(v.parse(RecentCall, cleared.json())).toMatchObject({
      note: 'calls back\ufffd',
      disposition: null,
      notesRevision: 2,
    });
  });

  test('answers 409 with the call as it is now to an edit of an older one; of two at once one wins', async () => {
    await send([step('created', 0, 1)]);
    const edits = await Promise.all(
      ['a', 'b'].map((note) => request('PATCH', `/${reservationSid(1)}`, { notesRevision: 0, note })),
    );
    expect(edits.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const winner = v.parse(RecentCall, edits.find(({ statusCode }) => statusCode === 200)?.json());
    const conflict = v.parse(RecentCallConflict, edits.find(({ statusCode }) => statusCode === 409)?.json());
    expect(conflict.current).toMatchObject({ note: winner.note, notesRevision: 1 });
  });

  test('answers one own call by its SID, whole, as the list shows it', async () => {
    // Longer than a row of Sync may be.
    const note = 'n'.repeat(4_000);
    await send([step('created', 0, 1), step('timeout', 20, 1), step('created', 0, 2)]);
    await request('PATCH', `/${reservationSid(1)}`, { notesRevision: 0, note });
    const response = await request('GET', `/${reservationSid(1)}`);
    expect(response.statusCode).toBe(200);
    const call = v.parse(RecentCall, response.json());
    expect(call).toMatchObject({ reservationSid: reservationSid(1), outcome: 'missed', note });
    expect((await pageOf()).calls).toContainEqual(call);
    await server.close();
    await serve(true);
    const masked = v.parse(RecentCall, (await request('GET', `/${reservationSid(1)}`)).json());
    expect(masked.party).toMatchObject({ address: '+1••••••0001', isMasked: true });
  });

  test.each([
    {},
    { notesRevision: -1 },
    { notesRevision: 0, note: 'n'.repeat(4_001) },
    { notesRevision: 0, disposition: 'd'.repeat(101) },
    { notesRevision: 0, note: 7 },
  ])('answers 400 to the edit %#', async (edit) => {
    await send([step('created', 0, 1)]);
    expect((await request('PATCH', `/${reservationSid(1)}`, edit)).statusCode).toBe(400);
  });

  test('knows nothing of another agent’s call, whatever is asked', async () => {
    await send([step('created', 0, 1)]);
    signIn(2);
    expect(await pageOf()).toEqual({ calls: [], next: null });
    const unknown = [
      await request('GET', `/${reservationSid(1)}`),
      await request('GET', `/${reservationSid(99)}`),
      await request('GET', '/x'),
      await request('PATCH', `/${reservationSid(1)}`, { notesRevision: 0, note: 'x' }),
      await request('POST', `/${reservationSid(1)}/reveal`),
      await request('POST', `/${reservationSid(99)}/reveal`),
      await request('PATCH', '/x', { notesRevision: 0, note: 'x' }),
    ];
    expect(unknown.map(({ statusCode }) => statusCode)).toEqual(unknown.map(() => 404));
    expect(await auditRecords()).toEqual([]);
    signIn(1);
    expect((await pageOf()).calls[0]).toMatchObject({ note: null, notesRevision: 0 });
  });

  const auditRecords = async (): Promise<unknown[]> =>
    (await sql`SELECT at, actor, action, resource FROM audit`.execute(db.database.kysely)).rows;

  test('shows masked numbers, tells one to its owner, and puts that on record', async () => {
    await server.close();
    await serve(true);
    await send([step('created', 0, 1)]);
    expect((await pageOf()).calls[0]?.party).toEqual({ address: '+1••••••0001', isMasked: true, name: null });
    expect((await pageOf('?search=5550001')).calls).toEqual([]);
    const revealed = await request('POST', `/${reservationSid(1)}/reveal`);
    expect(revealed.json()).toEqual({ address: '+15005550001' });
    expect(revealed.headers['cache-control']).toBe('no-store');
    expect(await auditRecords()).toEqual([
      { at: now, actor: workerSid(1), action: 'recent-call.reveal', resource: reservationSid(1) },
    ]);
  });

  test('refuses who reveals number after number, and lets others go on', async () => {
    await send([step('created', 0, 1)]);
    const statuses: number[] = [];
    for (let call = 0; call < 21; call += 1) {
      statuses.push((await request('POST', `/${reservationSid(1)}/reveal`)).statusCode);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect(await auditRecords()).toHaveLength(20);
    expect((await request('GET', '')).statusCode).toBe(200);
  });

  test('answers 401 without a good token and 403 to a user without a worker', async () => {
    expect((await server.inject('/recent-calls')).statusCode).toBe(401);
    caller = { status: 'invalid' };
    expect((await request('GET', '')).statusCode).toBe(401);
    signIn(null);
    expect((await request('GET', '')).statusCode).toBe(403);
  });

  test.each([
    ['/recent-calls', 'GET'],
    [`/recent-calls/${reservationSid(1)}`, 'GET, PATCH'],
    [`/recent-calls/${reservationSid(1)}/reveal`, 'POST'],
  ] as const)('lets pages of the configured origins call %s with %s', async (url, method) => {
    const preflight = await server.inject({
      method: 'OPTIONS',
      url,
      headers: { origin: ORIGIN, 'access-control-request-method': method },
    });
    expect(preflight.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(preflight.headers['access-control-allow-methods']).toBe(method);
    const foreign = await server.inject({ method: 'OPTIONS', url, headers: { origin: 'https://evil.example' } });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });
});
