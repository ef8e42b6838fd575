import * as v from 'valibot';
import { defineSyncDocument } from '../../contract';
import { fakeStoreSuite } from '../../testing';
import { SyncError, type SyncConnection } from '..';

const shared = defineSyncDocument('shared-row', v.object({ n: v.number() }));
const personal = defineSyncDocument('personal-row', v.object({ n: v.number() }), { scope: 'personal' });
const suite = fakeStoreSuite();
const { follow, pass, start } = suite;

const connection = (): SyncConnection => suite.fake.store.connection('shared').getSnapshot();
const client = (): (typeof suite.fake.clients)[number] => suite.fake.clients[0]!;
const followShared = (): void => {
  suite.fake.setDocument(shared, { n: 1 });
  follow(suite.fake.store.document(shared));
};

describe('the connection', () => {
  it('goes from connecting to connected, and tells its listeners', async () => {
    const { count } = follow(suite.fake.store.connection('shared'));
    expect(connection()).toEqual({ status: 'connecting' });
    followShared();
    await pass();
    expect(connection()).toEqual({ status: 'connected' });
    expect(count()).toBe(1);
  });

  it('[R21] is reconnecting after a short break, lost after a long one, and connected again', async () => {
    followShared();
    await pass();
    const since = Date.now();
    suite.fake.disconnect();
    client().reportError({ terminal: false, message: 'Socket error: refused', httpStatusCode: 502 });
    expect(connection()).toEqual({ status: 'reconnecting', since });
    await pass(4_999);
    expect(connection().status).toBe('reconnecting');
    await pass(1);
    expect(connection()).toEqual({ status: 'lost', since, reason: 'Socket error: refused', code: 'HTTP 502' });
    suite.fake.reconnect();
    expect(connection()).toEqual({ status: 'connected' });
  });

  it('keeps the instant of the loss while the SDK goes through its states', async () => {
    followShared();
    await pass();
    const since = Date.now();
    for (const state of ['disconnecting', 'retrying', 'connecting']) {
      client().become(state);
      await pass(100);
    }
    expect(connection()).toEqual({ status: 'reconnecting', since });
  });

  it('[R21] is lost when it never came about', async () => {
    suite.fake.getToken = () => Promise.reject(new Error('The backend is away'));
    followShared();
    const since = Date.now();
    await pass(5_000);
    expect(connection()).toEqual({ status: 'lost', since, reason: 'The backend is away', cause: 'no-token' });
  });

  it('[R21] does not blame the host any more once it has given a token', async () => {
    followShared();
    await pass();
    const since = Date.now();
    const give = suite.fake.getToken;
    suite.fake.getToken = () => Promise.reject(new Error('The backend is away'));
    client().become('disconnecting');
    client().warnOfExpiry();
    await pass(6_000);
    expect(connection()).toMatchObject({ status: 'lost', cause: 'no-token' });
    suite.fake.getToken = give;
    await pass(60_000);
    expect(connection()).toEqual({ status: 'lost', since, reason: null });
  });

  it('[R22] has failed when the SDK gives up for another reason than the token', async () => {
    followShared();
    await pass();
    client().reportError({ terminal: true, message: 'cannot parse protocol', httpStatusCode: 406 });
    client().become('disconnected');
    await pass(60_000);
    expect(connection()).toEqual({ status: 'failed', reason: 'cannot parse protocol', code: 'HTTP 406' });
    expect(suite.fake.tokenRequests).toHaveLength(1);
  });

  it('[R16] is one client a scope, opened when first used', async () => {
    followShared();
    await pass();
    expect(suite.fake.tokenRequests).toEqual(['shared']);
    suite.fake.setDocument(personal, { n: 2 });
    follow(suite.fake.store.document(personal));
    await pass();
    expect(suite.fake.tokenRequests).toEqual(['shared', 'personal']);
    expect(suite.fake.clients).toHaveLength(2);
  });

  it('without a scope is the one that a person must hear about first', async () => {
    const any = suite.fake.store.connection();
    expect(any.getSnapshot()).toEqual({ status: 'connecting' });
    followShared();
    suite.fake.setDocument(personal, { n: 2 });
    follow(suite.fake.store.document(personal));
    await pass();
    expect(any.getSnapshot().status).toBe('connected');
    suite.fake.clients[1]!.become('connecting');
    expect(any.getSnapshot().status).toBe('reconnecting');
  });

  it('[R16] of one scope does not touch the objects of the other', async () => {
    followShared();
    suite.fake.setDocument(personal, { n: 2 });
    follow(suite.fake.store.document(personal));
    await pass();
    suite.fake.clients[1]!.become('connecting');
    await pass();
    expect(suite.fake.store.document(shared).getSnapshot().isLive).toBe(true);
    expect(suite.fake.store.document(personal).getSnapshot().isLive).toBe(false);
  });
});

describe('the token', () => {
  const HOUR_MS = 3_600_000;
  let served = 0;
  const hourly = (): Promise<{ token: string; expiresAt: number }> => {
    served += 1;
    return Promise.resolve({ token: `token-${String(served)}`, expiresAt: Date.now() + HOUR_MS });
  };

  beforeEach(() => {
    served = 0;
    suite.fake.getToken = hourly;
  });

  it('[R17] is renewed after 80 % of its life, without a reconnect', async () => {
    followShared();
    await pass(0.8 * HOUR_MS - 1);
    expect(client().tokens).toEqual(['token-1']);
    await pass(1);
    expect(client().tokens).toEqual(['token-1', 'token-2']);
    expect(connection().status).toBe('connected');
    await pass(0.8 * HOUR_MS);
    expect(client().tokens).toHaveLength(3);
  });

  it('[R17] is not asked for in a loop when the clock of the browser is wrong', async () => {
    suite.fake.getToken = () => hourly().then(({ token }) => ({ token, expiresAt: Date.now() - HOUR_MS }));
    followShared();
    await pass(60_000);
    expect(suite.fake.tokenRequests).toHaveLength(3);
  });

  it('[R17] is renewed once when Twilio warns, however often it warns', async () => {
    let answer: (grant: { token: string }) => void = () => undefined;
    followShared();
    await pass();
    suite.fake.getToken = () => new Promise((resolve) => (answer = resolve));
    client().warnOfExpiry();
    client().warnOfExpiry();
    await pass();
    expect(suite.fake.tokenRequests).toHaveLength(2);
    answer({ token: 'next' });
    await pass();
    expect(client().tokens).toEqual(['token-1', 'next']);
  });

  it('[R19] that ended is replaced only once the SDK is disconnected', async () => {
    followShared();
    await pass();
    client().become('disconnecting');
    client().warnOfExpiry();
    await pass();
    expect(client().tokens).toEqual(['token-1']);
    client().become('disconnected');
    await pass();
    expect(client().tokens).toEqual(['token-1', 'token-2']);
    expect(connection().status).toBe('connected');
  });

  it('[R17] is asked for again, with backoff, when the host cannot give one', async () => {
    start({ random: () => 1 });
    suite.fake.getToken = () => Promise.reject(new Error('away'));
    followShared();
    await pass(1_000 + 2_000 + 4_000);
    expect(suite.fake.tokenRequests).toHaveLength(4);
    suite.fake.getToken = hourly;
    await pass(8_000);
    expect(connection().status).toBe('connected');
  });

  it('[R20] refused by the host shows as denied, and comes good when the host changes its mind', async () => {
    suite.fake.getToken = () => Promise.reject(new SyncError('forbidden', 'No worker belongs to this user'));
    followShared();
    await pass();
    expect(connection()).toEqual({ status: 'denied', reason: 'No worker belongs to this user', code: 'forbidden' });
    suite.fake.getToken = hourly;
    await pass(120_000);
    expect(connection().status).toBe('connected');
  });

  it('refused at its renewal leaves the connection as it is while the old one lasts', async () => {
    followShared();
    await pass();
    suite.fake.getToken = () => Promise.reject(new SyncError('forbidden', 'No'));
    client().warnOfExpiry();
    await pass();
    expect(connection().status).toBe('connected');
  });

  it('[R20] refused by Twilio is replaced silently; a fresh one refused as well shows as denied', async () => {
    suite.fake.accepts = (token) => token === 'token-2';
    followShared();
    await pass();
    expect(connection().status).toBe('connected');

    suite.fake.accepts = () => false;
    client().become('denied');
    await pass();
    expect(connection()).toMatchObject({ status: 'denied' });
    const asked = suite.fake.tokenRequests.length;
    await pass(10_000);
    expect(suite.fake.tokenRequests.length - asked).toBeLessThanOrEqual(4);

    suite.fake.accepts = () => true;
    await pass(120_000);
    expect(connection().status).toBe('connected');
  });

  it('that comes back unchanged after a refusal is asked for again', async () => {
    suite.fake.accepts = () => false;
    suite.fake.getToken = () => Promise.resolve({ token: 'same' });
    followShared();
    await pass(10_000);
    expect(client().tokens).toEqual(['same']);
    expect(suite.fake.tokenRequests.length).toBeGreaterThan(2);
  });

  it('that arrives after the shutdown starts nothing', async () => {
    let answer: (grant: { token: string }) => void = () => undefined;
    suite.fake.getToken = () => new Promise((resolve) => (answer = resolve));
    followShared();
    await pass();
    await suite.fake.store.shutdown();
    answer({ token: 'late' });
    await pass();
    expect(suite.fake.clients).toEqual([]);
  });
});
