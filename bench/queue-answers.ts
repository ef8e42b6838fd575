import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { flexTokenOf } from '../e2e/support/backend-api';
import { startRealPostgres } from '../e2e/support/real-postgres';
import { startSuite, type Suite } from '../e2e/support/suite';
import {
  FURTHER_FIGURES_PATH,
  QUEUE_AGENTS_PATH,
  QUEUE_GROUPS_PATH,
  QUEUE_STATES_PATH,
  QUEUE_TREND_PATH,
} from '../src/contract';
import { cpuMsOf, memoryMiBOf, statementsOf } from './lib/event-to-sync/process-cost';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { quantile } from './lib/quantile';
import { filledQueueSids, fillQueues } from './lib/queue-answers/fill-queues';

const STORES = ['embedded', 'postgres'] as const;
const SIZES = [500, 5_000] as const;
const AGENTS = 1_000;
const GROUPS = 50;
/** How often each is asked. */
const REPEATS = 10;
/** What is told of all queues is shared for five seconds, so each that is measured waits for its turn. */
const [SHARED_REPEATS, SHARED_EVERY_MS] = [3, 5_200];
/** How long the backend is watched while nobody asks anything. */
const REST_SECONDS = 5;
const TARGET_MS = 100;

interface Answered {
  readonly name: string;
  readonly ms: readonly number[];
  readonly statements: number;
  readonly askedBytes: number;
  readonly bytes: number;
}

interface AtRest {
  readonly name: string;
  readonly statementsPerSecond: number;
  /** Of one processor. */
  readonly cpuPercent: number;
  readonly memoryMiB: number;
}

interface Sized {
  readonly store: string;
  readonly queues: number;
  readonly answered: readonly Answered[];
  readonly atRest: readonly AtRest[];
}

/** What a board of many queues asks for over HTTP, and what the backend does each second without being asked. */
export const figure: Figure = {
  title: `answers about ${SIZES.join(' and ')} queues, both stores`,
  async measure(note, options): Promise<FigureResult> {
    // `--store embedded --queues 500` measures one case alone.
    const { values } = parseArgs({
      args: [...options],
      options: { store: { type: 'string' }, queues: { type: 'string' } },
    });
    const sized: Sized[] = [];
    for (const store of STORES.filter((each) => values.store === undefined || values.store === each)) {
      for (const queues of SIZES.filter((each) => (values.queues ?? String(each)) === String(each))) {
        note(`${store}, ${String(queues)} queues`);
        const one = await (store === 'embedded' ? measured(store, queues, {}) : onPostgres(queues));
        sized.push(one);
        note(one.answered.map(({ name, ms }) => `${name}: ${quantile(ms, 0.5).toFixed(0)} ms`).join(', '));
      }
    }
    return {
      setup: `${String(AGENTS)} agents, each eligible for 20 queues; of each queue two open tasks, ten visits of the last hour, a hundred invitations of ten hours, a day of sums; over HTTP, one question at a time`,
      measurements: sized.flatMap(measurementsOf),
      ratios: sized.flatMap((each) => ratiosOf(each, sized)),
    };
  },
};

async function onPostgres(queues: number): Promise<Sized> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
  const postgres = await startRealPostgres(folder);
  try {
    const databaseUrl = `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`;
    return await measured('postgres', queues, { databaseUrl });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(store: string, queues: number, options: { readonly databaseUrl?: string }): Promise<Sized> {
  const suite = await startSuite(options);
  try {
    // None of these queues is Local Twilio's: a comparison with TaskRouter would take them for deleted.
    await suite.control.setFaults([{ match: { path: 'taskrouter\\.twilio\\.com' }, status: 503 }]);
    await suite.killBackend();
    const { databaseUrl } = options;
    await fillQueues(databaseUrl === undefined ? { DATA_DIR: suite.dataDir } : { DATABASE_URL: databaseUrl }, {
      ...{ queues, agents: AGENTS },
    });
    await suite.startBackend();
    const token = await flexTokenOf(suite, 'ada', 'admin');
    const sids = filledQueueSids(queues);
    // Each leaves another queue out, or it would be given the answer to the one before.
    const some = (n: number) => ({ taskQueueSids: sids.filter((_sid, index) => index !== n) });
    const calm = await atRest(suite, 'nobody asks');
    const agents = await answersOf(suite, 'agents', (n) => asked(suite, token, 'POST', QUEUE_AGENTS_PATH, some(n)));
    const trend = await answersOf(suite, 'trend', (n) => asked(suite, token, 'POST', QUEUE_TREND_PATH, some(n)));
    const shared = { repeats: SHARED_REPEATS, everyMs: SHARED_EVERY_MS };
    const states = await answersOf(suite, 'states', () => asked(suite, token, 'GET', QUEUE_STATES_PATH), shared);
    const further = await answersOf(
      suite,
      'further figures',
      () => asked(suite, token, 'GET', FURTHER_FIGURES_PATH),
      shared,
    );
    const groups = await answersOf(suite, `${String(GROUPS)} groups saved`, () => saveGroups(suite, token), {
      ...{ repeats: 1, everyMs: 0 },
    });
    const grouped = await atRest(suite, `nobody asks, ${String(GROUPS)} groups`);
    return { store, queues, answered: [agents, trend, states, further, groups], atRest: [calm, grouped] };
  } finally {
    await suite.close();
  }
}

interface Exchange {
  readonly askedBytes: number;
  readonly bytes: number;
}

async function asked(
  { backendUrl }: Suite,
  token: string,
  method: string,
  route: string,
  body?: object,
): Promise<Exchange> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { authorization: `Bearer ${token}`, ...(text === undefined ? {} : JSON_BODY) };
  const response = await fetch(`${backendUrl}${route}`, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${route} answered ${String(response.status)}: ${Buffer.from(answer).toString()}`);
  return { askedBytes: text?.length ?? 0, bytes: answer.byteLength };
}

const JSON_BODY = { 'content-type': 'application/json' };

/** Groups by the beginning of a name: a hundred queues each, as far as there are so many. */
const saveGroups = (suite: Suite, token: string): Promise<Exchange> =>
  asked(suite, token, 'PUT', QUEUE_GROUPS_PATH, {
    revision: 0,
    rules: Array.from({ length: GROUPS }, (_each, number) => ({
      id: `g${String(number)}`,
      name: `Group ${String(number)}`,
      queues: { kind: 'prefix', beginsWith: `Queue ${String(number).padStart(2, '0')}` },
      ...{ included: [], excluded: [] },
    })),
  });

async function answersOf(
  suite: Suite,
  name: string,
  ask: (n: number) => Promise<Exchange>,
  { repeats, everyMs } = { repeats: REPEATS, everyMs: 0 },
): Promise<Answered> {
  const ms: number[] = [];
  const statements: number[] = [];
  let exchange: Exchange = { askedBytes: 0, bytes: 0 };
  for (let n = 0; n < repeats; n += 1) {
    if (everyMs > 0) await elapsed(everyMs);
    const before = await statementsOf(suite.backendUrl);
    const askedAt = performance.now();
    exchange = await ask(n);
    ms.push(performance.now() - askedAt);
    statements.push((await statementsOf(suite.backendUrl)) - before);
  }
  // What the backend does meanwhile counts, too: the least is what the question needs.
  return { name, ms, statements: Math.min(...statements), ...exchange };
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function atRest(suite: Suite, name: string): Promise<AtRest> {
  await elapsed(3_000);
  const { pid } = suite.backend();
  const [statements, cpuMs] = [await statementsOf(suite.backendUrl), cpuMsOf(pid)];
  await elapsed(REST_SECONDS * 1_000);
  return {
    name,
    statementsPerSecond: ((await statementsOf(suite.backendUrl)) - statements) / REST_SECONDS,
    cpuPercent: (cpuMsOf(pid) - cpuMs) / REST_SECONDS / 10,
    memoryMiB: memoryMiBOf(pid),
  };
}

function measurementsOf({ store, queues, answered, atRest: resting }: Sized): readonly Measurement[] {
  const where = `${store}, ${queues.toLocaleString('en-US')} queues:`;
  return [
    ...answered.flatMap(({ name, ms, statements, askedBytes, bytes }): Measurement[] => [
      { name: `${where} ${name}, p50`, value: quantile(ms, 0.5), unit: 'ms', target: TARGET_MS },
      { name: `${where} ${name}, p99`, value: quantile(ms, 0.99), unit: 'ms' },
      { name: `${where} ${name}, statements`, value: statements, unit: '' },
      { name: `${where} ${name}, question and answer`, value: (askedBytes + bytes) / 1_024, unit: 'KiB' },
    ]),
    ...resting.flatMap(({ name, statementsPerSecond, cpuPercent, memoryMiB }): Measurement[] => [
      { name: `${where} ${name}`, value: statementsPerSecond, unit: 'statements/s' },
      { name: `${where} ${name}, processor`, value: cpuPercent, unit: '%' },
      { name: `${where} ${name}, memory`, value: memoryMiB, unit: 'MiB' },
    ]),
  ];
}

/** How an answer grows: ten times as many queues should cost ten times as much at most. */
function ratiosOf({ store, queues, answered }: Sized, all: readonly Sized[]): readonly Ratio[] {
  const [few, many] = SIZES;
  const fewer = all.find((each) => each.store === store && each.queues === few);
  if (queues !== many || fewer === undefined) return [];
  return answered.flatMap(({ name, ms }) => {
    const before = fewer.answered.find((each) => each.name === name);
    if (before === undefined) return [];
    return [
      {
        ...{ name: `${store}: ${name}, ${String(many)} queues`, unit: 'ms', ours: quantile(ms, 0.5) },
        theirs: (quantile(before.ms, 0.5) * many) / few,
        against: `${String(many / few)} times what ${String(few)} queues cost`,
      },
    ];
  });
}
