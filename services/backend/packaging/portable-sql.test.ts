import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const BACKEND = join(__dirname, '..');
const NOT_PRODUCTION = /\.test\.ts$|^(testing|packaging|build)\/|\/testing\//;
const sources = readdirSync(BACKEND, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !NOT_PRODUCTION.test(file))
  .map((file) => readFileSync(join(BACKEND, file), 'utf8'));
const isUsed = (pattern: RegExp): boolean => sources.some((source) => pattern.test(source));

/** What not every database has that speaks PostgreSQL's protocol, as the page on sizing names it. */
const FEATURES: Readonly<Record<string, RegExp>> = {
  'FOR UPDATE SKIP LOCKED': /SKIP LOCKED/,
  'FOR SHARE': /FOR SHARE/,
  'LOCK TABLE': /LOCK TABLE/,
  pg_advisory_xact_lock: /pg_(try_)?advisory_xact_lock/,
  'plpgsql, triggers': /CREATE TRIGGER/,
  'TEMPORARY TABLE … ON COMMIT DROP': /TEMPORARY TABLE/,
  ctid: /\bctid\b/,
  'AS IDENTITY': /AS IDENTITY/,
  'ON CONFLICT': /ON CONFLICT/,
  'MERGE INTO': /MERGE INTO/,
  jsonb: /jsonb/,
  'arrays, unnest': /unnest/,
  LATERAL: /LATERAL/,
  'DISTINCT ON': /DISTINCT ON/,
  'GROUPING SETS': /GROUPING SETS/,
  'FILTER (WHERE …)': /FILTER \(WHERE/,
  'percentile_disc of several': /percentile_disc\(ARRAY/,
  generate_series: /generate_series/,
  'COLLATE "C"': /COLLATE "C"/,
  'AS MATERIALIZED': /AS (NOT )?MATERIALIZED/,
  'GIN indexes': /USING gin/,
};

/** What would tie the backend to one server, to a session of it, or to what hosts do not let one install. */
const NEVER: readonly RegExp[] = [
  /\b(UN)?LISTEN "?[a-z]|pg_notify/,
  /CREATE EXTENSION/,
  /pg_(try_)?advisory_lock/,
  /\bCOPY [a-z_]+ (FROM|TO)/,
  /\b(xmin|tableoid)\b/,
  /tsvector|to_tsquery/,
  /TABLESPACE|UNLOGGED/,
];

test('the page on sizing names every special feature of PostgreSQL that the SQL uses, and no other', () => {
  const page = readFileSync(join(BACKEND, '../../docs/sizing.md'), 'utf8');
  const [, section = ''] = page.split('\n## Past one database\n');
  const told = [...section.matchAll(/^- `([^`]+)`/gm)].map(([, name]) => name);
  const used = Object.entries(FEATURES).flatMap(([name, pattern]) => (isUsed(pattern) ? [name] : []));
  expect(used).toEqual(told);
});

test('nothing needs an extension, or a session or place of one server', () => {
  expect(NEVER.filter(isUsed)).toEqual([]);
});
