import { openDatabaseRows, type DatabaseRows } from '../database-rows';

/** Tables whose rows of a real load are copied; made once, before the first copy. */
const TEMPLATES = [
  `CREATE TABLE bench_event AS SELECT * FROM event WHERE source = 'callback'`,
  'CREATE TABLE bench_task AS SELECT * FROM task WHERE NOT is_open',
  'CREATE TABLE bench_reservation AS SELECT * FROM reservation WHERE NOT is_open',
  'CREATE TABLE bench_minute AS SELECT * FROM queue_minute',
];

/** Every second copy lies in the ten hours before, the others somewhere in the 90 days before. In milliseconds. */
const SHIFT = `(CASE WHEN k % 2 = 1 THEN k * 7919 % 36000 ELSE k * 1000003 % 7776000 END * 1000::bigint)`;
const COPIES = 'generate_series($1::int, $2::int) AS k';

const EVENTS = `
  INSERT INTO event (resource_sid, event_sid, type, at_ms, received_at, source, raw)
  SELECT 'WT' || md5(resource_sid || k), 'EV' || md5(event_sid || k), type, at_ms - ${SHIFT}, received_at - ${SHIFT},
    source, raw FROM bench_event, ${COPIES}`;
const MINUTES = `
  INSERT INTO queue_minute SELECT (r).* FROM (
    SELECT jsonb_populate_record(m, jsonb_build_object('minute', m.minute - ${SHIFT} / 60000)) AS r
    FROM bench_minute AS m, ${COPIES}) AS copies ON CONFLICT DO NOTHING`;
/** All but the one that the database makes from the others. */
const TASK_COLUMNS = 'sid, state, phase, is_open, queue_sid, entered_at, created_at, events_pruned_at';
const TASKS = `
  INSERT INTO task (${TASK_COLUMNS}) SELECT ${TASK_COLUMNS} FROM (
    SELECT (r).* FROM (
    SELECT jsonb_populate_record(t, jsonb_build_object('sid', 'WT' || md5(t.sid || k),
      'entered_at', t.entered_at - ${SHIFT}, 'created_at', t.created_at - ${SHIFT})) AS r
    FROM bench_task AS t, ${COPIES}) AS copies) AS columns`;
const CALLS = `
  INSERT INTO reservation SELECT (r).* FROM (
    SELECT jsonb_populate_record(c, jsonb_build_object('sid', 'WR' || md5(c.sid || k),
      'task_sid', 'WT' || md5(c.task_sid || k), 'created_at', c.created_at - ${SHIFT},
      'accepted_at', c.accepted_at - ${SHIFT}, 'missed_at', c.missed_at - ${SHIFT},
      'wrapup_at', c.wrapup_at - ${SHIFT}, 'completed_at', c.completed_at - ${SHIFT},
      'rejected_at', c.rejected_at - ${SHIFT}, 'timed_out_at', c.timed_out_at - ${SHIFT},
      'released_at', c.released_at - ${SHIFT})) AS r
    FROM bench_reservation AS c, ${COPIES}) AS copies`;

/**
 * Fills a database up to so many stored events and rows of calls, by copies of what a load of whole lifecycles left in it
 * through the real ingest: under other SIDs, at other instants, on the same queues and agents. The text of a copied event
 * still says what its model said; nothing here reads it again.
 */
export async function fillUp(
  environment: Readonly<Record<string, string>>,
  { events, calls }: { readonly events: number; readonly calls: number },
): Promise<void> {
  const rows = await openDatabaseRows(environment);
  try {
    if ((await countOf(rows, `pg_class WHERE relname = 'bench_event'`)) === 0) {
      for (const statement of TEMPLATES) await rows.query(statement);
      await rows.query('CREATE TABLE bench_copies (of text PRIMARY KEY, made int NOT NULL)');
    }
    await copy(rows, [EVENTS, MINUTES], 'event', events);
    await copy(rows, [TASKS, CALLS], 'reservation', calls);
    // The embedded engine's backend does so every hour, and PostgreSQL by itself.
    await rows.query('VACUUM ANALYZE');
  } finally {
    await rows.close();
  }
}

/** Repeats statements for further copies until the table has about so many rows. */
async function copy(rows: DatabaseRows, statements: readonly string[], table: string, upTo: number): Promise<void> {
  const missing = upTo - (await countOf(rows, table));
  const copies = Math.round(missing / (await countOf(rows, `bench_${table}`)));
  if (copies <= 0) return;
  const found = await rows.query('SELECT made FROM bench_copies WHERE of = $1', [table]);
  const made = Number(found.rows[0]?.['made'] ?? 0);
  for (const statement of statements) await rows.query(statement, [made + 1, made + copies]);
  await rows.query('INSERT INTO bench_copies VALUES ($1, $2) ON CONFLICT (of) DO UPDATE SET made = excluded.made', [
    table,
    made + copies,
  ]);
}

async function countOf(rows: DatabaseRows, from: string): Promise<number> {
  const counted = await rows.query(`SELECT count(*)::int AS count FROM ${from}`);
  return Number(counted.rows[0]?.['count']);
}
