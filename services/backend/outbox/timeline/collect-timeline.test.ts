import { createLog } from '../../base/log';
import { StoreUnavailable } from '../../base/store-unavailable';
import type { TimelineWrite } from '../../store/explorer/write-timeline';
import { createManualClock } from '../testing/manual-clock';
import { createTimeline, type Timeline } from './collect-timeline';

const write = (name: string, told: TimelineWrite['told'] = null): TimelineWrite => ({
  ...{ atMs: 0, deed: 'update', kind: 'document', sid: null, name, itemKey: null, identity: 'backend' },
  ...{ revision: null, bytes: 10, status: 200, told },
});
const byRest = (name: string) => write(name, { eventKey: name, isByRest: true, plainKey: null });

/** What was stored, call by call; each answers as it is told to. */
function createWorld(most?: number) {
  const clock = createManualClock();
  const stored: string[][] = [];
  const world = { lost: 0, fail: null as Error | null };
  const timeline: Timeline = createTimeline({
    ...{ clock, log: createLog('silent'), ...(most === undefined ? {} : { most }) },
    store: (writes) => {
      if (world.fail !== null) return Promise.reject(world.fail);
      stored.push(writes.map(({ name }) => name ?? ''));
      return Promise.resolve();
    },
    onLost: (writes) => {
      world.lost += writes;
    },
  });
  const after = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return Object.assign(world, { timeline, stored, after });
}

const AWAY = new StoreUnavailable({ kind: 'busy', reason: 'away' });

test('what is told within a second is one statement, and a quiet second is none', async () => {
  const { timeline, stored, after } = createWorld();
  await after(10_000);
  for (const name of ['a', 'b', 'c']) timeline.record(write(name));
  expect(stored).toEqual([]);
  await after(1_000);
  timeline.record(write('d'));
  await after(1_000);
  await after(10_000);
  expect(stored).toEqual([['a', 'b', 'c'], ['d']]);
});

test('what there is no room for is counted and forgotten, and nobody hears of it', async () => {
  const world = createWorld(2);
  for (const name of ['a', 'b', 'c', 'd']) world.timeline.record(write(name));
  await world.after(1_000);
  world.timeline.record(write('e'));
  await world.after(1_000);
  expect([world.stored, world.lost]).toEqual([[['a', 'b'], ['e']], 2]);
});

test('while the database is away writes wait in their order, as far as there is room', async () => {
  const world = createWorld(3);
  world.fail = AWAY;
  for (const name of ['a', 'b']) world.timeline.record(write(name));
  await world.after(1_000);
  for (const name of ['c', 'd']) world.timeline.record(write(name));
  await world.after(1_000);
  world.fail = null;
  await world.after(1_000);
  expect([world.stored, world.lost]).toEqual([[['a', 'b', 'c']], 1]);
});

test('what the database refuses is counted, and holds up nothing that follows', async () => {
  const world = createWorld();
  world.fail = new Error('no such column');
  world.timeline.record(write('a'));
  await world.after(1_000);
  world.fail = null;
  world.timeline.record(write('b'));
  await world.after(1_000);
  expect([world.stored, world.lost]).toEqual([[['b']], 1]);
});

test('what a webhook tells of REST waits until our own writes of that moment are stored', async () => {
  const { timeline, stored, after } = createWorld();
  timeline.record(byRest('told'));
  timeline.record(write('ours'));
  await after(1_000);
  expect(stored.at(-1)).toEqual(['ours']);
  await after(1_000);
  await after(1_000);
  expect(stored.at(-1)).toEqual(['told']);
});

test('whoever closes stores what is left, also what was to wait', async () => {
  const world = createWorld();
  world.timeline.record(byRest('told'));
  world.timeline.record(write('ours'));
  await world.timeline.close();
  world.timeline.record(write('late'));
  expect([world.stored, world.lost]).toEqual([[['ours'], ['told']], 1]);
});
