import * as v from 'valibot';
import { defineSyncDocument, defineSyncList } from '../contract';
import { fakeStoreSuite } from '../testing';
import type { SyncTokenGrant } from '.';

const Row = v.object({ n: v.number() });
const rowDocument = defineSyncDocument('row', Row);
const rowsList = defineSyncList('rows', Row);
const personalDocument = defineSyncDocument('mine', Row, { scope: 'personal' });

const suite = fakeStoreSuite();
const { follow, pass } = suite;
let identity: string | undefined;
let served: number;

beforeEach(() => {
  identity = 'profile-1';
  served = 0;
  suite.fake.getToken = () => Promise.resolve({ token: `token-${String((served += 1))}`, identity });
  suite.fake.setDocument(rowDocument, { n: 1 });
  suite.fake.addListItem(rowsList, { n: 1 });
});

describe('reopening a scope', () => {
  it('[R18] replaces the client when the identity is another one, and keeps all data, stale until it is live', async () => {
    const [row, rows] = [suite.fake.store.document(rowDocument), suite.fake.store.list(rowsList)];
    follow(row);
    follow(rows);
    await pass();
    const before = rows.getSnapshot().data;
    suite.fake.accepts = () => false;
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 1 }, isLive: false });
    expect(rows.getSnapshot().data).toBe(before);

    suite.fake.setDocument(rowDocument, { n: 2 });
    suite.fake.clients[1]!.become('connected');
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 2 }, isLive: true, staleSince: null });
    expect(rows.getSnapshot()).toMatchObject({ isLive: true });
    expect(rows.getSnapshot().data).toBe(before);
    expect(suite.fake.clients.map(({ isShutDown }) => isShutDown)).toEqual([true, false]);
    expect(suite.fake.clients[1]!.tokens[0]).toBe('token-2');
    expect(suite.fake.service.openHandles()).toBe(2);
    expect(suite.fake.store.connection('shared').getSnapshot()).toEqual({ status: 'connected' });
  });

  it('finds what only the new identity may read', async () => {
    suite.fake.forbid(rowsList);
    const rows = suite.fake.store.list(rowsList);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'forbidden' } });
    suite.fake.allow(rowsList);
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
  });

  it('[R18] keeps the client when the identity is the same, and tries at once what was refused', async () => {
    suite.fake.forbid(rowsList);
    const [row, rows] = [suite.fake.store.document(rowDocument), suite.fake.store.list(rowsList)];
    follow(row);
    follow(rows);
    await pass();
    suite.fake.allow(rowsList);
    suite.fake.store.reopen('shared');
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
    expect(suite.fake.clients).toHaveLength(1);
    expect(suite.fake.clients[0]!.tokens).toEqual(['token-1', 'token-2']);
    expect(suite.fake.service.opens).toEqual(['row', 'rows', 'rows']);
  });

  it('[R18] replaces the client when the host names no identities', async () => {
    identity = undefined;
    follow(suite.fake.store.document(rowDocument));
    await pass();
    suite.fake.store.reopen('shared');
    await pass();
    expect(suite.fake.clients).toHaveLength(2);
  });

  it('touches no other scope, and asks for nothing in one that is not in use', async () => {
    suite.fake.setDocument(personalDocument, { n: 1 });
    const mine = suite.fake.store.document(personalDocument);
    suite.fake.store.reopen('personal');
    await pass();
    expect(served).toBe(0);
    follow(mine);
    follow(suite.fake.store.document(rowDocument));
    await pass();
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    await pass();
    expect(mine.getSnapshot()).toMatchObject({ isLive: true });
    expect(suite.fake.service.opens.filter((name) => name === 'mine')).toHaveLength(1);
  });

  it('[R18] asks once more when a request from before is under way, and once for many calls', async () => {
    let answer: (grant: SyncTokenGrant) => void = () => undefined;
    follow(suite.fake.store.document(rowDocument));
    await pass();
    const requests: string[] = [];
    suite.fake.getToken = () => {
      requests.push(identity!);
      return new Promise((resolve) => (answer = resolve));
    };
    suite.fake.clients[0]!.warnOfExpiry();
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    suite.fake.store.reopen('shared');
    await pass();
    answer({ token: 'renewed', identity: 'profile-1' });
    await pass();
    answer({ token: 'afresh', identity: 'profile-2' });
    await pass();
    expect(requests).toEqual(['profile-1', 'profile-2']);
    expect(suite.fake.clients.map(({ tokens }) => tokens)).toEqual([['token-1', 'renewed'], ['afresh']]);
  });

  it('waits for a host that has no token now, with everything as it was', async () => {
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    suite.fake.getToken = () => Promise.reject(new Error('The backend is away'));
    suite.fake.store.reopen('shared');
    await pass();
    expect(row.getSnapshot()).toMatchObject({ isLive: true });
    suite.fake.getToken = () => Promise.resolve({ token: 'late', identity: 'profile-2' });
    await pass(30_000);
    expect(suite.fake.clients[1]!.tokens).toEqual(['late']);
    expect(row.getSnapshot()).toMatchObject({ isLive: true });
  });

  it('does not open what nobody follows any more', async () => {
    const { stop } = follow(suite.fake.store.document(rowDocument));
    await pass();
    stop();
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    await pass();
    expect(suite.fake.service.opens).toEqual(['row']);
    follow(suite.fake.store.document(rowDocument));
    await pass();
    expect(suite.fake.store.document(rowDocument).getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
  });

  it('[R18] happens by itself when a renewed token is for another identity', async () => {
    follow(suite.fake.store.document(rowDocument));
    await pass();
    identity = 'profile-2';
    suite.fake.clients[0]!.warnOfExpiry();
    await pass();
    expect(suite.fake.clients).toHaveLength(2);
    expect(suite.fake.store.document(rowDocument).getSnapshot()).toMatchObject({ isLive: true });
  });

  it('is not held up by opens that the former client never answers', async () => {
    const documents = Array.from({ length: 30 }, (_each, n) => defineSyncDocument(`slow-${String(n)}`, Row));
    for (const ref of documents) suite.fake.setDocument(ref, { n: 1 });
    follow(suite.fake.store.list(rowsList));
    await pass();
    Object.assign(suite.fake.clients[0]!, { document: () => new Promise(() => undefined) });
    for (const ref of documents) follow(suite.fake.store.document(ref));
    await pass();
    identity = 'profile-2';
    suite.fake.store.reopen('shared');
    await pass();
    for (const ref of documents) expect(suite.fake.store.document(ref).getSnapshot()).toMatchObject({ isLive: true });
  });
});
