import { MINUTE_MS, recentCallRow, WORKER_SID } from './lib/recent-call-rows';
import { recentCallsMap } from '../src/contract';
import { createFakeSyncStore } from '../src/testing';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { median } from './lib/quantile';

const SIZES = [200, 2_000];
const BURST = 100;
const ROUNDS = 60;
const NOW = Date.parse('2026-04-03T12:00:00.000Z');
const map = recentCallsMap(WORKER_SID);

/** What a burst costs, and how often a subscriber hears of it. */
interface Burst {
  readonly usPerEvent: number;
  readonly notifications: number;
}

/** A service with `size` items whose wire is in memory; only what a store makes of its events costs time. */
function service(size: number): ReturnType<typeof createFakeSyncStore> {
  const fake = createFakeSyncStore();
  fake.createMap(map);
  for (let index = 0; index < size; index += 1) {
    const row = recentCallRow(index, NOW - index * MINUTE_MS);
    fake.setItem(map, row.reservationSid, row);
  }
  return fake;
}

/** Sends bursts of updates, each in one tick, and takes the median. `v` rises, or the store would drop them as old. */
async function bursts(
  fake: ReturnType<typeof createFakeSyncStore>,
  size: number,
  notified: { count: number },
): Promise<Burst> {
  const samples: number[] = [];
  let version = 1_000_000;
  notified.count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const updates = Array.from({ length: BURST }, (_each, index) => {
      version += 1;
      const number = (round * BURST + index * 7) % size;
      return { ...recentCallRow(number, NOW - number * MINUTE_MS), v: version };
    });
    const startedAt = performance.now();
    for (const row of updates) fake.setItem(map, row.reservationSid, row);
    // A macrotask: by then every microtask, and with it the store's commit, is through.
    await new Promise((resolve) => setImmediate(resolve));
    samples.push((performance.now() - startedAt) * 1_000);
  }
  return { usPerEvent: median(samples.slice(ROUNDS / 3)) / BURST, notifications: notified.count / ROUNDS };
}

/** The genuine store: copies and checks what arrived, commits once a tick. */
async function ours(size: number): Promise<Burst> {
  const fake = service(size);
  const notified = { count: 0 };
  const source = fake.store.map(map);
  const stop = source.subscribe(() => {
    notified.count += 1;
    source.getSnapshot();
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const snapshot = source.getSnapshot();
  if (snapshot.status !== 'ready' || snapshot.data.size !== size) throw new Error('The store does not hold the Map');
  const burst = await bursts(fake, size, notified);
  stop();
  await fake.store.shutdown();
  return burst;
}

/** What hooks written by hand do: copy every item and tell React at each event. Checks nothing. */
async function naive(size: number): Promise<Burst> {
  const fake = service(size);
  const port = fake.open(map.uniqueName);
  const notified = { count: 0 };
  const raw = new Map<string, unknown>();
  for (let page = await port.getItems({ pageSize: 100 }); ; page = await page.nextPage()) {
    for (const { key, data } of page.items) raw.set(key, data);
    if (!page.hasNextPage) break;
  }
  let state: ReadonlyMap<string, unknown> = new Map();
  port.on('itemUpdated', ({ item }) => {
    raw.set(item.key, item.data);
    state = new Map([...raw].map(([key, data]) => [key, { ...(data as object) }]));
    notified.count += 1;
  });
  const burst = await bursts(fake, size, notified);
  if (state.size !== size) throw new Error('The naive store does not hold the Map');
  port.close();
  await fake.store.shutdown();
  return burst;
}

/** The fake wire alone, taken off from both. */
async function wire(size: number): Promise<number> {
  const fake = service(size);
  const { usPerEvent } = await bursts(fake, size, { count: 0 });
  await fake.store.shutdown();
  return usPerEvent;
}

export const figure: Figure = {
  title: 'What a burst of updates of a Sync Map costs the store, in Node',
  async measure(note): Promise<FigureResult> {
    const measurements: Measurement[] = [];
    const ratios: Ratio[] = [];
    for (const size of SIZES) {
      note(`${size.toLocaleString('en-US')} items`);
      const wireUs = await wire(size);
      const mine = await ours(size);
      const theirs = await naive(size);
      const items = `${size.toLocaleString('en-US')} items`;
      measurements.push(
        { name: `${items}: cost of an event`, value: mine.usPerEvent - wireUs, unit: 'µs' },
        { name: `${items}: notifications a burst`, value: mine.notifications, unit: 'notifications' },
      );
      ratios.push(
        {
          name: `${items}: cost of an event`,
          ours: mine.usPerEvent - wireUs,
          theirs: theirs.usPerEvent - wireUs,
          unit: 'µs',
          against: 'copying every item at each event, unchecked',
        },
        {
          name: `${items}: notifications a burst`,
          ours: mine.notifications,
          theirs: theirs.notifications,
          unit: 'notifications',
          against: 'one at each event',
        },
      );
    }
    return {
      setup: `bursts of ${BURST} item updates in one tick, ${ROUNDS} times; the wire is in memory`,
      measurements,
      ratios,
    };
  },
};
