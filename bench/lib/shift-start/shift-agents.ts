import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Client } from 'twilio-sync';
import { cannedResponsesList, type SyncListSid } from '../../../src/contract';
import { createSyncStore, type SyncStore } from '../../../src/sync';
import { decodeNatively } from '../native-decoding';
import { PROFILE } from './shift-lists';

/** `suite`: the store of the suite. `sdk`: what a plugin without a layer of its own does. */
export type Manner = 'suite' | 'sdk';

export interface Desk {
  readonly token: string;
  readonly lists: readonly SyncListSid[];
  readonly itemsOfEach: number;
  readonly twilsockUri: string;
}

/** How one agent fared, in milliseconds after the agent's arrival. */
export interface Start {
  readonly firstMs: number;
  readonly allMs: number;
  /** Lists that could not be read at all. */
  readonly lost: number;
}

/** What one thread plays. */
export interface Part {
  readonly manner: Manner;
  readonly desk: Desk;
  /** Unix milliseconds at which its agents come. */
  readonly arrivals: readonly number[];
}

export interface Played {
  readonly starts: readonly Start[];
  /** The longest time in which the thread did nothing else. */
  readonly stallMs: number;
}

const GIVE_UP_MS = 180_000;
/** Every agent's library is garbage soon: a small young generation would be collected all the time. */
const YOUNG_GENERATION_MB = 256;

/** Has `script`, which calls {@link play}, play a part of the agents in a thread of its own. */
export function playInThread(script: string, part: Part): Promise<Played> {
  return new Promise((resolve, reject) => {
    const limits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
    const thread = new Worker(script, { workerData: part, resourceLimits: limits });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`A thread of agents ended with ${code}`));
    });
  });
}

/** All agents of a part, each at its time. */
export async function play({ manner, desk, arrivals }: Part): Promise<Played> {
  // Node's own WebSocket never reports a failed handshake (nodejs/undici#3546); the SDK takes `ws` when there is none.
  Reflect.deleteProperty(globalThis, 'WebSocket');
  decodeNatively();
  const stall = watchStall();
  const open = manner === 'suite' ? openAsTheSuiteDoes : openAllAtOnce;
  const starts = await Promise.all(
    arrivals.map(async (arrival) => {
      await pause(arrival - Date.now());
      return open(desk);
    }),
  );
  return { starts, stallMs: stall.stop() };
}

/** One store, its Lists by SID. An agent who has everything goes, so that all fit in the memory of one machine. */
async function openAsTheSuiteDoes({ token, lists, itemsOfEach, twilsockUri }: Desk): Promise<Start> {
  const startedAt = performance.now();
  const store = createSyncStore({
    getToken: () => Promise.resolve({ token, identity: PROFILE, expiresAt: Date.now() + 3_600_000 }),
    twilsockUri,
  });
  const arrivals = lists.map((sid) => arrivalOf(store, sid, itemsOfEach));
  const firstMs = await Promise.race(arrivals.map((arrival) => arrival.then((at) => at - startedAt)));
  const at = await Promise.race([Promise.all(arrivals), pause(GIVE_UP_MS, null, { ref: false })]);
  await store.shutdown();
  return {
    firstMs,
    allMs: (at === null ? startedAt + GIVE_UP_MS : Math.max(...at)) - startedAt,
    lost: at === null ? 1 : 0,
  };
}

function arrivalOf(store: SyncStore, sid: SyncListSid, items: number): Promise<number> {
  const source = store.list(cannedResponsesList(sid, 'shared'));
  return new Promise((resolve) => {
    source.subscribe(() => {
      if (source.getSnapshot().data?.length === items) resolve(performance.now());
    });
  });
}

async function openAllAtOnce({ token, lists, twilsockUri }: Desk): Promise<Start> {
  const startedAt = performance.now();
  const client = new Client(token, { Twilsock: { uri: twilsockUri } });
  const opened = lists.map(async (id) => {
    const list = await client.list({ id, mode: 'open_existing' });
    for (let page = await list.getItems({}); page.hasNextPage;) page = await page.nextPage();
    return performance.now();
  });
  const patient = opened.map((each) => Promise.race([each, pause(GIVE_UP_MS, null, { ref: false })]));
  const ends = (await Promise.allSettled(patient)).map((end) => (end.status === 'fulfilled' ? end.value : null));
  await client.shutdown();
  const got = ends.filter((at) => at !== null);
  return {
    firstMs: Math.min(...got) - startedAt,
    allMs: Math.max(...got) - startedAt,
    lost: ends.length - got.length,
  };
}

/** The longest delay of a timer that should fire every 20 ms. */
function watchStall(): { stop: () => number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 20);
    last = now;
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}
