import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flexTokenOf } from '../e2e/support/backend-api';
import { startRealPostgres } from '../e2e/support/real-postgres';
import { startSuite, type Suite } from '../e2e/support/suite';
import { SYNC_ACTIVITY_PATH, SYNC_RATES_PATH } from '../src/contract';
import { openDatabaseRows } from './lib/database-rows';
import { cpuMsOf, statementsOf } from './lib/event-to-sync/process-cost';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';

const [QUEUES, WORKERS, TASKS_PER_SECOND, WATCHED_MS] = [30, 60, 20, 8_000];
const [FEW, MANY, REPEATS] = [10_000, 1_000_000, 5];

/** Writes of the last hours to 500 objects, one of a hundred by one of 50 clients; the newest are five minutes old. */
const FILL = `
  INSERT INTO sync_timeline (at, deed, kind, sid, name, item_key, identity, revision, bytes, status, event_key)
  SELECT (extract(epoch FROM now()) * 1000)::bigint - 300000 - ($1::int - n) * 20, 'update', 'document',
    'ET' || md5((n % 500)::text), 'queue.' || (n % 500), NULL,
    CASE WHEN n % 100 = 0 THEN 'worker ' || n / 100 % 50 ELSE 'backend' END, to_hex(n), 900,
    CASE WHEN n % 100 = 0 THEN NULL ELSE 200 END, CASE WHEN n % 100 = 0 THEN 'document_updated ' || n END
  FROM generate_series(1, $1::int) AS n`;

/** MD5 of "1". */
const ONE = 'c4ca4238a0b923820dcc509a6f75849b';

/** What the timeline of Sync costs those who write, and how long whoever looks at it waits. */
export const figure: Figure = {
  title: `the timeline of Sync: its cost for a write, and answers over ${MANY.toLocaleString('en-US')} rows`,
  async measure(note): Promise<FigureResult> {
    note('the board with and without a timeline, embedded database');
    const [withIt, without] = [await costOf(24), await costOf(0)];
    note(`filling ${MANY.toLocaleString('en-US')} rows of PostgreSQL`);
    const { few, many } = await answerTimes();
    return {
      setup: `${String(QUEUES)} queues, ${String(TASKS_PER_SECOND)} tasks a second, ${String(WATCHED_MS / 1_000)} s each; answers over HTTP from PostgreSQL, p50 of ${String(REPEATS)}`,
      measurements: [
        { name: 'writes to Sync meanwhile', value: withIt.writesPerSecond, unit: '/s' },
        ...[...many].map(([name, value]) => ({ name, value, unit: 'ms', target: 50 })),
      ],
      ratios: [
        {
          ...{ name: 'statements for each write', ours: withIt.statements, theirs: without.statements, unit: '' },
          against: 'without a timeline',
        },
        {
          name: 'CPU for each write',
          ours: withIt.cpuMs,
          theirs: without.cpuMs,
          unit: 'ms',
          against: 'without a timeline',
        },
        ...[...many].map(([name, ours]) => ({
          ...{ name, ours, theirs: few.get(name) ?? NaN, unit: 'ms' },
          against: `over ${FEW.toLocaleString('en-US')} rows`,
        })),
      ],
    };
  },
};

async function costOf(syncActivityHours: number) {
  const suite = await startSuite({ syncActivityHours });
  try {
    await suite.control.simulate({
      ...{ running: true, seed: 4, ratePerSecond: TASKS_PER_SECOND, speed: 1 },
      ...{ queues: QUEUES, workers: WORKERS, handleSeconds: 5 },
    });
    await elapsed(3_000);
    const { pid } = suite.backend();
    const before = {
      writes: await writesOf(suite),
      statements: await statementsOf(suite.backendUrl),
      cpu: cpuMsOf(pid),
    };
    await elapsed(WATCHED_MS);
    const writes = (await writesOf(suite)) - before.writes;
    return {
      writesPerSecond: writes / (WATCHED_MS / 1_000),
      statements: ((await statementsOf(suite.backendUrl)) - before.statements) / writes,
      cpuMs: (cpuMsOf(pid) - before.cpu) / writes,
    };
  } finally {
    await suite.close();
  }
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const writesOf = async (suite: Suite): Promise<number> =>
  (await suite.control.usage()).reduce((sum, { writes }) => sum + writes, 0);

async function answerTimes() {
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
  const postgres = await startRealPostgres(folder);
  try {
    const databaseUrl = `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`;
    const suite = await startSuite({ databaseUrl });
    const rows = await openDatabaseRows({ DATABASE_URL: databaseUrl });
    try {
      const few = await timesWith(suite, rows, FEW);
      return { few, many: await timesWith(suite, rows, MANY) };
    } finally {
      await rows.close();
      await suite.close();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timesWith(suite: Suite, rows: Awaited<ReturnType<typeof openDatabaseRows>>, count: number) {
  await rows.query('DELETE FROM sync_timeline');
  await rows.query(FILL, [count]);
  await rows.query('VACUUM ANALYZE sync_timeline');
  const { rows: ids } = await rows.query('SELECT (max(id) - 100)::text AS id FROM sync_timeline');
  const seen = String(ids[0]?.['id']);
  const token = await flexTokenOf(suite, 'ada', 'admin');
  const tenMinutesAgo = new Date(Date.now() - 600_000).toISOString();
  const times = new Map<string, number>();
  for (const [name, query] of [
    ['what came after an entry', `?after=${seen}`],
    ['the newest page', '?'],
    ['of one object', `?object=ET${ONE}`],
    ['of one client', '?identity=worker%207'],
    ['of names that begin alike', '?object=queue.49'],
    ['since ten minutes', `?from=${tenMinutesAgo}`],
    ['of nobody', '?identity=nobody'],
  ] as const) {
    times.set(name, await p50(() => ask(suite, token, SYNC_ACTIVITY_PATH + query)));
  }
  times.set('rates', await p50(() => ask(suite, token, `${SYNC_RATES_PATH}?limit=100`)));
  return times;
}

async function p50(action: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < REPEATS; n += 1) {
    const beganAt = performance.now();
    await action();
    times.push(performance.now() - beganAt);
    // Whoever asks too often is refused.
    await elapsed(100);
  }
  return quantile(times, 0.5);
}

async function ask({ backendUrl }: Suite, token: string, route: string): Promise<void> {
  const response = await fetch(backendUrl + route, { headers: { authorization: `Bearer ${token}` } });
  await response.text();
  if (!response.ok) throw new Error(`${route} was answered ${String(response.status)}`);
}
