import { createSyncServices } from '../../../local-twilio/sync/sync-services';
import { account } from '../../../local-twilio/base/account';
import type { TimelineWrite } from '../../store/explorer/write-timeline';
import { SyncWriteError, type SyncWriter } from '../sync-port';
import { createEmulatedWriter } from '../testing/emulated-writer';
import { createManualClock } from '../testing/manual-clock';
import { recordWrites } from './record-writes';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');

function createWorld(change: Partial<SyncWriter> = {}) {
  const service = createSyncServices({ limits: { enabled: true } }).service(account.syncServiceSid);
  const writes: TimelineWrite[] = [];
  const under = { ...createEmulatedWriter(service, new Map()), ...change };
  const record = (write: TimelineWrite): void => void writes.push(write);
  return { writes, sync: recordWrites(under, { record }, createManualClock(NOW)) };
}

const OURS = { atMs: NOW, identity: 'backend', told: null };

test('a Document is told with its SID, revision, size in UTF-8 and status, whatever is done to it', async () => {
  const { sync, writes } = createWorld();
  const { id: sid } = await sync.create({ kind: 'document', name: 'board' }, { data: { t: 'é' } });
  await sync.update({ kind: 'document', name: 'board', sid }, { data: { t: '' }, ifMatch: '0' });
  await sync.remove({ kind: 'document', name: 'board', sid });
  const board = { ...OURS, kind: 'document', name: 'board', sid, itemKey: null };
  expect(writes).toEqual([
    { ...board, deed: 'create', revision: '0', bytes: 10, status: 201 },
    { ...board, deed: 'update', revision: '1', bytes: 8, status: 200 },
    { ...board, deed: 'remove', revision: null, bytes: null, status: 204 },
  ]);
});

test('items are told with their key or the index that Sync chose, and Maps and Lists as a whole', async () => {
  const { sync, writes } = createWorld();
  const map = { kind: 'map', name: 'calls' } as const;
  const list = { kind: 'list', name: 'texts' } as const;
  const { sid: mapSid } = await sync.createCollection(map, 60);
  const { sid: listSid } = await sync.createCollection(list, 60);
  await sync.create({ kind: 'map-item', of: { ...map, sid: mapSid }, key: 'k' }, { data: {} });
  await sync.create({ kind: 'list-item', of: { ...list, sid: listSid }, index: null }, { data: {} });
  await sync.renewCollection({ ...map, sid: mapSid }, 60);
  await sync.removeCollection({ ...list, sid: listSid });
  expect(writes.map(({ deed, name, sid, itemKey }) => [deed, name, sid, itemKey])).toEqual([
    ['create', 'calls', mapSid, null],
    ['create', 'texts', listSid, null],
    ['create', 'calls', mapSid, 'k'],
    ['create', 'texts', listSid, '0'],
    ['update', 'calls', mapSid, null],
    ['remove', 'texts', listSid, null],
  ]);
});

test.each([
  ['a lost race', new SyncWriteError('conflict', 412, null, ''), 412],
  ['too many', new SyncWriteError('throttled', 429, null, ''), 429],
  ['no answer', new SyncWriteError('unavailable', null, null, ''), null],
  ['a fault of our own', new RangeError('no SID'), null],
])('%s is told with its status, and thrown on as it is', async (_what, error, status) => {
  const { sync, writes } = createWorld({ update: () => Promise.reject(error) });
  const sid = `ET${'1'.repeat(32)}`;
  await expect(sync.update({ kind: 'document', name: 'a', sid }, { data: { n: 1 }, ifMatch: '3' })).rejects.toBe(error);
  expect(writes).toEqual([
    { ...OURS, deed: 'update', kind: 'document', name: 'a', sid, itemKey: null, revision: null, bytes: 7, status },
  ]);
});

test('a payload becomes text once, for the size and for the request', async () => {
  let made = 0;
  const data = { toJSON: () => ((made += 1), { n: 1 }) };
  const texts: (string | undefined)[] = [];
  const written = { id: `ET${'1'.repeat(32)}`, revision: '0', expiresAt: null };
  const { sync } = createWorld({ create: (_target, { text }) => (texts.push(text), Promise.resolve(written)) });
  await sync.create({ kind: 'document', name: 'a' }, { data });
  expect([made, texts]).toEqual([1, ['{"n":1}']]);
});
