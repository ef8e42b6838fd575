import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createControlPlane, type ControlPlane, type Health } from '../e2e/support/control-plane';
import { freePort } from '../e2e/support/free-port';
import { startService } from '../e2e/support/service-process';
import { MAX_ITEMS_PER_RESPONSE_LIST, type SyncListSid } from '../src/contract';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';
import { play, playInThread, type Desk, type Manner, type Part, type Start } from './lib/shift-start/shift-agents';
import { createLists, PROFILE } from './lib/shift-start/shift-lists';

const AGENTS = 300;
const LISTS = 25;
const ITEMS = MAX_ITEMS_PER_RESPONSE_LIST;
const ALL = `all ${(LISTS * ITEMS).toLocaleString('en-US')} responses`;
/** The shift's agents come one after the other within this time. */
const ARRIVAL_MS = 60_000;
/** That play the agents: one would be busy with decoding alone, and each agent wait for the others. */
const THREADS = 2;
/** Until the threads are there. */
const HEAD_START_MS = 2_000;

interface Shift {
  readonly starts: readonly Start[];
  /** Highest mean of any ten seconds on any List. */
  readonly readsPerSecond: number;
  readonly readsPerList: number;
  readonly refused: number;
  /** The longest time in which a thread that plays agents did nothing else. */
  readonly stallMs: number;
}

/** 300 agents open a library of 5,000 responses with the genuine SDK, over Local Twilio with Sync's limits on. */
export const figure: Figure = {
  title: `shift start: ${String(AGENTS)} agents within ${String(ARRIVAL_MS / 1_000)} s open ${String(LISTS)} Lists of ${String(ITEMS)} responses`,
  async measure(note): Promise<FigureResult> {
    note('with the store of the suite');
    const ours = await shift('suite', note);
    note('with the SDK alone');
    const naive = await shift('sdk', note);
    const firsts = ours.starts.map(({ firstMs }) => firstMs);
    const alls = ours.starts.map(({ allMs }) => allMs);
    return {
      setup: `genuine twilio-sync, the agents in ${String(THREADS)} threads (which stood still for ${ours.stallMs.toFixed(0)} ms at most); limits of Sync on`,
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

async function shift(manner: Manner, note: (text: string) => void): Promise<Shift> {
  const port = await freePort();
  const service = await startService('local-twilio', {
    LOCAL_TWILIO_PORT: String(port),
    EVENT_CALLBACK_URL: '',
    SYNC_WEBHOOK_URL: '',
  });
  try {
    const url = `http://127.0.0.1:${String(port)}`;
    const control = createControlPlane(url);
    const health = await control.health();
    await setLimits(url, false);
    const lists = await createLists(health, LISTS, ITEMS);
    await setLimits(url, true);
    note(`${String(lists.length)} Lists are there; the agents come`);
    const desk: Desk = { token: await tokenOf(url), lists, itemsOfEach: ITEMS, twilsockUri: twilsockOf(health) };
    const beginsAt = Date.now() + HEAD_START_MS;
    const arrivals = Array.from({ length: AGENTS }, (_each, number) => beginsAt + (number * ARRIVAL_MS) / AGENTS);
    const parts = Array.from({ length: THREADS }, (_each, thread): Part => {
      return { manner, desk, arrivals: arrivals.filter((_arrival, number) => number % THREADS === thread) };
    });
    const played = await Promise.all(parts.map((part) => playInThread(__filename, part)));
    return {
      starts: played.flatMap(({ starts }) => starts),
      stallMs: Math.max(...played.map(({ stallMs }) => stallMs)),
      ...(await readsOf(control, lists)),
    };
  } finally {
    await service.stop();
  }
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

// The bundle of this figure is also what its threads run.
if (!isMainThread) void play(workerData as Part).then((played) => parentPort?.postMessage(played));
