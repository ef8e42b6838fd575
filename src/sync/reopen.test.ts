import * as v from 'valibot';
import { defineSyncDocument, defineSyncList } from '../contract';
import { fakeStoreSuite } from '../testing';
import type { SyncTokenGrant } from '.';

const Row = v.object({ n: v.number() });
const rowDocument = defineSyncDocument('row', Row);
const rowsList = defineSyncList('rows', Row);

const suite = fakeStoreSuite();
const { follow, pass } = suite;
let identity: string;
let served: number;

beforeEach(() => {
  identity = 'profile-1';
  served = 0;
  suite.fake.getToken = () => Promise.resolve({ token: `token-${String((served += 1))}`, identity });
  suite.fake.setDocument(rowDocument, { n: 1 });
  suite.fake.addListItem(rowsList, { n: 1 });
});

describe('reopening a scope', () => {
  it('[R18] asks once more when a request from before is under way, and once for many calls', async () => {
    let answer: (grant: SyncTokenGrant) => void = () => undefined;
    follow(suite.fake.store.document(rowDocument));
    await pass();
    const requests: string[] = [];
    suite.fake.getToken = () => {
      requests.push(identity);
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
