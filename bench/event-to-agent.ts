import { mkdtempSync, rmSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { startRealPostgres } from '../e2e/support/real-postgres';
import { startSuite, type Suite } from '../e2e/support/suite';
import { agentsAtWork, type Agent, type WatchedMap } from './lib/event-to-agent/agents';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { quantile } from './lib/quantile';
import { post, shopBatches } from './lib/shop-batches';
import { openSync } from './lib/sync-writes';

const WRITE_KEY = 'demo-shop-write-key';
const [AGENTS, EVERY_MS, SECONDS] = [12, 500, 15];
/** Events a second of other customers, whom no agent looks at, in batches. */
const OTHERS = [0, 200, 1_000];
const PER_BATCH = 10;
/** What has not come by then is counted as this long. */
const PATIENCE_MS = 15_000;

/** A search in the shop over HTTP into the built backend, to the event of the genuine SDK that an agent's tab renders. */
export const figure: Figure = {
  title: 'from the event in the shop to the event of the Sync SDK of the agent who talks with the customer',
  async measure(note): Promise<FigureResult> {
    const measured = [
      ...(await onStore('embedded', {}, note)),
      ...(await withPostgres((databaseUrl) => onStore('PostgreSQL', { databaseUrl }, note))),
    ];
    return {
      setup: `${String(AGENTS)} agents, each with the Map of her customer open, who searches every ${String(EVERY_MS)} ms for ${String(SECONDS)} s`,
      measurements: measured.flatMap(({ name, seen }) => delays(name, seen)),
      ratios: measured.map(ratioOf),
    };
  },
};

interface Measured {
  readonly name: string;
  /** From sending to the SDK's event, in milliseconds. */
  readonly seen: readonly number[];
  /** The same of a write straight to Sync's REST API, without a backend. */
  readonly direct: readonly number[];
}

const delays = (name: string, seen: readonly number[]): Measurement[] =>
  [0.5, 0.99].map((share) => ({
    ...{ name: `${name}, p${String(share * 100)}`, value: quantile(seen, share), unit: 'ms' },
    ...(share === 0.99 ? { target: 2_000 } : {}),
  }));

const ratioOf = ({ name, seen, direct }: Measured): Ratio => ({
  ...{ name: `${name}, p50`, ours: quantile(seen, 0.5), theirs: quantile(direct, 0.5), unit: 'ms' },
  against: 'a write straight to Sync by REST, which stores nothing and asks nobody',
});

async function withPostgres<Result>(work: (databaseUrl: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
  try {
    const postgres = await startRealPostgres(folder);
    try {
      return await work(`postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`);
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onStore(
  store: string,
  options: { readonly databaseUrl?: string },
  note: (text: string) => void,
): Promise<readonly Measured[]> {
  const suite = await startSuite({ demoContent: true, ...options });
  const http = new HttpAgent({ keepAlive: true });
  const batches = shopTeller(suite, http);
  try {
    for (let n = 0; n < AGENTS; n += 1) await batches.search(`bench-visitor-${String(n)}`, 'a beginning');
    const agents = await agentsAtWork(suite, AGENTS);
    const customers = await Promise.all(agents.map((agent) => agent.watch(agent.customer)));
    const direct = await writtenStraight(suite, agents);
    const measured: Measured[] = [];
    for (const perSecond of OTHERS) {
      const name = `${store}, beside ${perSecond.toLocaleString('en-US')} events/s of others`;
      const others = batches.others(perSecond);
      const seen = await delaysOf(customers, (n, text) => batches.search(agents[n]?.anonymousId ?? '', text));
      await others.stop();
      measured.push({ name, seen, direct });
      note(
        `${name}: ${delays(name, seen)
          .map(({ value }) => value.toFixed(0))
          .join(' / ')} ms`,
      );
    }
    await Promise.all(agents.map((agent) => agent.close()));
    return measured;
  } finally {
    http.destroy();
    await suite.close();
  }
}

/** Tells something of each customer at an even pace, and waits until it is shown. */
async function delaysOf(
  watched: readonly WatchedMap[],
  tell: (n: number, text: string) => Promise<unknown>,
): Promise<readonly number[]> {
  const times = (SECONDS * 1_000) / EVERY_MS;
  const begin = performance.now();
  const one = async (map: WatchedMap, n: number): Promise<number[]> => {
    const delaysMs: Promise<number>[] = [];
    for (let time = 0; time < times; time += 1) {
      // Not all at the same instant.
      await elapse(Math.max(0, begin + (time + n / watched.length) * EVERY_MS - performance.now()));
      const [text, sentAt] = [wordOf(begin, n, time), performance.now()];
      const shown = map.shown(text).then((at) => at - sentAt);
      delaysMs.push(Promise.race([shown, elapse(PATIENCE_MS, PATIENCE_MS, { ref: false })]));
      void tell(n, text);
    }
    return Promise.all(delaysMs);
  };
  return (await Promise.all(watched.map(one))).flat();
}

/** A word that was not searched before: in letters, because what looks like a telephone number is masked. */
const wordOf = (...numbers: readonly number[]): string =>
  numbers
    .map((number) => String(Math.floor(number)).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit))))
    .join('x');

/** The same texts written by REST into a Map for each agent. */
async function writtenStraight(suite: Suite, agents: readonly Agent[]): Promise<readonly number[]> {
  const sync = openSync(suite.health);
  const name = (n: number): string => `straight.${String(n)}`;
  for (const [n, { identity }] of agents.entries()) {
    await sync.post('/Maps', { UniqueName: name(n) });
    await sync.post(`/Maps/${name(n)}/Items`, { Key: 'searches', Data: '{}' });
    await sync.post(`/Maps/${name(n)}/Permissions/${identity}`, { Read: 'true', Write: 'false', Manage: 'false' });
  }
  const watched = await Promise.all(agents.map((agent, n) => agent.watch(name(n))));
  try {
    return await delaysOf(watched, (n, query) =>
      sync.post(`/Maps/${name(n)}/Items/searches`, { Data: JSON.stringify({ query }) }),
    );
  } finally {
    sync.close();
  }
}

interface ShopTeller {
  search(anonymousId: string, query: string): Promise<void>;
  /** Tells of so many others a second until it is stopped. */
  others(perSecond: number): { stop(): Promise<void> };
}

function shopTeller(suite: Suite, http: HttpAgent): ShopTeller {
  const url = new URL('/v1/batch', suite.backendUrl);
  const crowd = shopBatches(2_000, PER_BATCH);
  let [told, next] = [0, 0];
  const send = async (batch: readonly object[]): Promise<void> => {
    const body = JSON.stringify({ writeKey: WRITE_KEY, batch, sentAt: new Date().toISOString() });
    const status = await post(url, http, body);
    if (status !== 200) throw new Error(`The backend answered ${String(status)} to a batch`);
  };
  return {
    search: (anonymousId, query) => {
      told += 1;
      const message = { messageId: `bench-${String(told)}`, anonymousId, timestamp: new Date().toISOString() };
      return send([{ ...message, type: 'track', event: 'Products Searched', properties: { query } }]);
    },
    others: (perSecond) => {
      const controller = new AbortController();
      const run = async (): Promise<void> => {
        const begin = performance.now();
        const sending: Promise<void>[] = [];
        while (!controller.signal.aborted) {
          const dueAt = begin + (sending.length * PER_BATCH * 1_000) / perSecond;
          await elapse(Math.max(0, dueAt - performance.now()));
          sending.push(send(crowd[next++ % crowd.length] ?? []));
        }
        await Promise.all(sending);
      };
      const running = perSecond === 0 ? Promise.resolve() : run();
      return {
        stop: () => {
          controller.abort();
          return running;
        },
      };
    },
  };
}
