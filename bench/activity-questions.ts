import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flexTokenOf } from '../e2e/support/backend-api';
import { startRealPostgres } from '../e2e/support/real-postgres';
import { startSuite } from '../e2e/support/suite';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';

const [DAYS, EVENTS, REPEATS] = [90, 10_000_000, 7];
const HOUR_MS = 3_600_000;

/** The drivers that the backend brings; this file runs as `bench/build/activity-questions.js`. */
const fromBackend = createRequire(path.resolve(__dirname, '..', '..', 'services', 'backend', 'package.json'));

interface Client {
  connect(): Promise<void>;
  query(statement: string): Promise<{ rows: { count: string }[] }>;
  end(): Promise<void>;
}

/**
 * Sums of quarter hours as 10 million events of 90 days leave them: 2,000 queries, 3,000 products and 4,000 pages, most of
 * them seldom. `w` is how busy the quarter hour is, by the hour of the day.
 */
const FILL = `
  INSERT INTO activity_sum (kind, quarter_at, shop_id, key, currency, count, units, minor_units, dwell_ms)
  SELECT kind, quarter_at, 'demo', key, CASE WHEN kind = 'sold' THEN 'EUR' ELSE '' END,
    sum(count), sum(count), sum(count) * 4990, sum(count) * 30000
  FROM (
    SELECT k.kind, q.at AS quarter_at,
      k.prefix || floor(k.keys * power(random(), 3))::text AS key, 1 + floor(random() * 8)::int AS count
    FROM (
      SELECT (floor(extract(epoch FROM now()) / 900)::bigint - n) * 900000 AS at, n FROM generate_series(1, ${String(DAYS * 96)}) AS n
    ) AS q
    CROSS JOIN (VALUES ('searched', 'query ', 2000, 50), ('search-led-to', 'p', 3000, 40), ('viewed', 'p', 3000, 70),
      ('added', 'p', 3000, 20), ('sold', 'p', 3000, 8), ('visited', '/page/', 4000, 100)) AS k (kind, prefix, keys, rows)
    CROSS JOIN LATERAL generate_series(1, k.rows) AS r
  ) AS told GROUP BY kind, quarter_at, key`;

/** Two visitors of each page and quarter hour, of 100,000. */
const FILL_VISITORS = `
  INSERT INTO activity_contribution
    (shop_id, owner_kind, owner_id, quarter_at, kind, key, currency, count, units, minor_units, dwell_ms)
  SELECT shop_id, 'visitor', 'v' || floor(random() * 100000)::text, quarter_at, kind, key, '', 1, 0, 0, 30000
  FROM activity_sum CROSS JOIN generate_series(1, 2) WHERE kind = 'visited' ON CONFLICT DO NOTHING`;

/** 300,000 checkouts that stopped at the third step. */
const FILL_CHECKOUTS = `
  INSERT INTO activity_checkout (shop_id, owner_kind, owner_id, started_at, run, entered, names, completed, completed_at,
    open_step, open_since, stops_at)
  SELECT 'demo', 'visitor', 'v' || n, at, 0, '{1,2,3}', '{Address,Shipping,Payment}', '{1,2}', ARRAY[at, at], 3, at, at + 1800000
  FROM (
    SELECT n, (extract(epoch FROM now()) * 1000 - random() * ${String(DAYS * 86_400_000)})::bigint AS at
    FROM generate_series(1, 300000) AS n
  ) AS begun`;

/** The questions over HTTP, as a supervisor's view asks them, of a day and of 90 days. */
export const figure: Figure = {
  title: 'answers to the four questions over the sums of 10 million events, PostgreSQL',
  async measure(note): Promise<FigureResult> {
    const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
    const postgres = await startRealPostgres(folder);
    try {
      const databaseUrl = `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`;
      const suite = await startSuite({ demoContent: true, databaseUrl });
      try {
        note('making the sums');
        const { rows, events } = await fill(databaseUrl);
        const token = await flexTokenOf(suite, 'sam', 'supervisor');
        const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
        const ask = (question: string, days: number) => timed(suite.backendUrl, token, question, end, days);
        note('asking');
        const [day, all] = [await each((question) => ask(question, 1)), await each((question) => ask(question, DAYS))];
        return {
          setup: `${String(Math.round(events / 1e6))} million events as ${String(rows)} sums of ${String(DAYS)} days (asked for: ${String(EVENTS)}), p50 of ${String(REPEATS)}`,
          measurements: QUESTIONS.map((question) => ({
            name: `${question}, 1 day`,
            value: day.get(question) ?? NaN,
            unit: 'ms',
            target: 100,
          })),
          ratios: QUESTIONS.map((question) => ({
            name: `${question}, 1 day`,
            ours: day.get(question) ?? NaN,
            theirs: all.get(question) ?? NaN,
            unit: 'ms',
            against: `the same of ${String(DAYS)} days`,
          })),
        };
      } finally {
        await suite.close();
      }
    } finally {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const QUESTIONS = ['searched', 'sold', 'visited', 'funnel'];

async function each(ask: (question: string) => Promise<number>): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const question of QUESTIONS) times.set(question, await ask(question));
  return times;
}

async function fill(connectionString: string): Promise<{ readonly rows: number; readonly events: number }> {
  const { Client } = fromBackend('pg') as { Client: new (options: object) => Client };
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(FILL);
    await client.query(FILL_VISITORS);
    await client.query(FILL_CHECKOUTS);
    await client.query('ANALYZE');
    const rows = await client.query('SELECT count(*) FROM activity_sum');
    const events = await client.query('SELECT sum(count) AS count FROM activity_sum');
    return { rows: Number(rows.rows[0]?.count), events: Number(events.rows[0]?.count) };
  } finally {
    await client.end();
  }
}

/** Milliseconds from the question to its answer, the middle of some. */
async function timed(backendUrl: string, token: string, question: string, end: number, days: number): Promise<number> {
  const range = { from: new Date(end - days * 24 * HOUR_MS).toISOString(), to: new Date(end).toISOString() };
  const url = `${backendUrl}/activity/${question}?${new URLSearchParams(range).toString()}`;
  const times: number[] = [];
  for (let n = 0; n < REPEATS; n += 1) {
    const askedAt = performance.now();
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await response.text();
    if (!response.ok) throw new Error(`${question} was answered ${String(response.status)}`);
    times.push(performance.now() - askedAt);
  }
  return quantile(times, 0.5);
}
