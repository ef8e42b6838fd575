import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'twilio-sync';
import { createControlPlane, type ControlPlane, type Health } from '../e2e/support/control-plane';
import { freePort } from '../e2e/support/free-port';
import { startService } from '../e2e/support/service-process';
import { cannedResponsesList, MAX_ITEMS_PER_RESPONSE_LIST, type SyncListSid } from '../src/contract';
import { createSyncStore, type SyncStore } from '../src/sync';
import type { Figure, FigureResult } from './lib/figure';
import { decodeNatively } from './lib/native-decoding';
import { quantile } from './lib/quantile';
import { createLists, PROFILE } from './lib/shift-lists';

const AGENTS = 300;
const LISTS = 25;
const ITEMS = MAX_ITEMS_PER_RESPONSE_LIST;
const ALL = `all ${(LISTS * ITEMS).toLocaleString('en-US')} responses`;
/** The shift's agents come one after the other within this time. */
const ARRIVAL_MS = 60_000;
const GIVE_UP_MS = 180_000;

/** How one agent fared, in milliseconds after the agent's arrival. */
interface Start {
  readonly firstMs: number;
  readonly allMs: number;
  /** Lists that could not be read at all. */
  readonly lost: number;
}

interface Shift {
  readonly starts: readonly Start[];
  /** Highest mean of any ten seconds on any List. */
  readonly readsPerSecond: number;
  readonly readsPerList: number;
  readonly refused: number;
  /** The longest time in which the one process that plays all agents did nothing else. */
  readonly stallMs: number;
}

type AgentStart = (desk: Desk) => Promise<Start>;

interface Desk {
  readonly token: string;
  readonly lists: readonly SyncListSid[];
  readonly twilsockUri: string;
}

/** 300 agents open a library of 5,000 responses with the genuine SDK, over Local Twilio with Sync's limits on. */
export const figure: Figure = {
  title: `shift start: ${String(AGENTS)} agents within ${String(ARRIVAL_MS / 1_000)} s open ${String(LISTS)} Lists of ${String(ITEMS)} responses`,
  async measure(note): Promise<FigureResult> {
    // Node's own WebSocket never reports a failed handshake (nodejs/undici#3546); the SDK takes `ws` when there is none.
    Reflect.deleteProperty(globalThis, 'WebSocket');
    const decodeAsBefore = decodeNatively();
    note('with the store of the suite');
    const ours = await shift(openAsTheSuiteDoes, note);
    note('with the SDK alone');
    const naive = await shift(openAllAtOnce, note).finally(decodeAsBefore);
    const firsts = ours.starts.map(({ firstMs }) => firstMs);
    const alls = ours.starts.map(({ allMs }) => allMs);
    return {
      setup: `genuine twilio-sync, all agents in one process (which stood still for ${ours.stallMs.toFixed(0)} ms at most); limits of Sync on`,
      measurements: [
        { name: `first ${String(ITEMS)} responses, p50`, value: quantile(firsts, 0.5) / 1_000, unit: 's' },
        {
          name: `first ${String(ITEMS)} responses, slowest agent`,
          value: Math.max(...firsts) / 1_000,
          unit: 's',
          target: 10,
        },
        { name: `${ALL}, p50`, value: quantile(alls, 0.5) / 1_000, unit: 's' },
        { name: `${ALL}, slowest agent`, value: Math.max(...alls) / 1_000, unit: 's', target: 120 },
        { name: 'reads of the busiest List', value: ours.readsPerSecond, unit: '/s', target: 20 },
        { name: 'requests that Sync refused', value: ours.refused, unit: 'requests' },
        { name: 'Lists that an agent did not get', value: lostOf(ours), unit: 'Lists' },
        { name: 'SDK alone: requests that Sync refused', value: naive.refused, unit: 'requests' },
        { name: 'SDK alone: Lists that an agent did not get', value: lostOf(naive), unit: 'Lists' },
      ],
      ratios: [
        {
          name: 'reads of a List in all',
          ours: ours.readsPerList,
          theirs: naive.readsPerList,
          unit: 'reads',
          against: NAIVE,
        },
        {
          name: 'reads of the busiest List',
          ours: ours.readsPerSecond,
          theirs: naive.readsPerSecond,
          unit: '/s',
          against: NAIVE,
        },
        {
          name: `${ALL}, slowest agent`,
          ours: Math.max(...alls) / 1_000,
          theirs: Math.max(...naive.starts.map(({ allMs }) => allMs)) / 1_000,
          unit: 's',
          against: NAIVE,
        },
      ],
    };
  },
};

const NAIVE = 'the SDK alone: all Lists at once, pages of its default size';

const lostOf = ({ starts }: Shift): number => starts.reduce((sum, { lost }) => sum + lost, 0);

async function shift(open: AgentStart, note: (text: string) => void): Promise<Shift> {
  const port = await freePort();
  const service = await startService('local-twilio', { LOCAL_TWILIO_PORT: String(port), EVENT_CALLBACK_URL: '' });
  try {
    const url = `http://127.0.0.1:${String(port)}`;
    const control = createControlPlane(url);
    const health = await control.health();
    await setLimits(url, false);
    const lists = await createLists(health, LISTS, ITEMS);
    await setLimits(url, true);
    note(`${String(lists.length)} Lists are there; the agents come`);
    const desk: Desk = { token: await tokenOf(url), lists, twilsockUri: twilsockOf(health) };
    const stall = watchStall();
    const starts = await Promise.all(
      Array.from({ length: AGENTS }, async (_each, number) => {
        await pause((number * ARRIVAL_MS) / AGENTS);
        return open(desk);
      }),
    );
    return { starts, stallMs: stall.stop(), ...(await readsOf(control, lists)) };
  } finally {
    await service.stop();
  }
}

/** What the plugin does: one store, its Lists by SID. An agent who has everything goes, so that all fit in one process. */
async function openAsTheSuiteDoes({ token, lists, twilsockUri }: Desk): Promise<Start> {
  const startedAt = performance.now();
  const store = createSyncStore({
    getToken: () => Promise.resolve({ token, identity: PROFILE, expiresAt: Date.now() + 3_600_000 }),
    twilsockUri,
  });
  const arrivals = lists.map((sid) => arrivalOf(store, sid));
  const firstMs = await Promise.race(arrivals.map((arrival) => arrival.then((at) => at - startedAt)));
  const at = await Promise.race([Promise.all(arrivals), pause(GIVE_UP_MS, null, { ref: false })]);
  await store.shutdown();
  return {
    firstMs,
    allMs: (at === null ? startedAt + GIVE_UP_MS : Math.max(...at)) - startedAt,
    lost: at === null ? 1 : 0,
  };
}

function arrivalOf(store: SyncStore, sid: SyncListSid): Promise<number> {
  const source = store.list(cannedResponsesList(sid, 'shared'));
  return new Promise((resolve) => {
    source.subscribe(() => {
      if (source.getSnapshot().data?.length === ITEMS) resolve(performance.now());
    });
  });
}

/** What a plugin without a layer of its own does. */
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

async function readsOf(
  control: ControlPlane,
  lists: readonly SyncListSid[],
): Promise<Pick<Shift, 'readsPerSecond' | 'readsPerList' | 'refused'>> {
  const objects = (await control.usage()).filter(({ sid }) => lists.some((list) => list === sid));
  return {
    readsPerSecond: Math.max(...objects.map(({ highest }) => highest.reads.perSecond)),
    readsPerList: Math.max(...objects.map(({ reads }) => reads)),
    refused: objects.reduce((sum, { rejected }) => sum + rejected, 0),
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

async function tokenOf(url: string): Promise<string> {
  const { token } = await post<{ token: string }>(`${url}/emulator/tokens`, { identity: PROFILE });
  return token;
}

const setLimits = (url: string, enabled: boolean): Promise<unknown> => post(`${url}/emulator/limits`, { enabled });

const twilsockOf = ({ urls }: Health): string => urls['twilsock'] ?? '';

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url} answered ${String(answer.status)}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
