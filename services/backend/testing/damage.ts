import { sql } from 'kysely';
import type { Database } from '../store/database';

/** What may befall each kind of row; `T` stands for the table. */
const DAMAGES: Readonly<Record<string, readonly string[]>> = {
  task: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET state = state || '{"canceledAtMs": 1}', phase = 'closed' WHERE P`,
    `UPDATE T SET phase = 'talking', is_open = NOT is_open, entered_at = 1, created_at = NULL WHERE P`,
    `UPDATE T SET queue_sid = 'nonsense' WHERE P`,
    `INSERT INTO T (sid, state) VALUES ('WTffffffffffffffffffffffffffffffff', '{"a": 1}') ON CONFLICT DO NOTHING`,
  ],
  reservation: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET worker_sid = NULL, is_open = NOT is_open, outcome = 'x', party = '+1' WHERE P`,
    `UPDATE T SET task_sid = 'WTfffffffffffffffffffffffffffffffe' WHERE P`,
    `INSERT INTO T (sid, task_sid, channel, is_open, state) SELECT 'WRffffffffffffffffffffffffffffffff', sid, 'voice',
      true, '{"sid": "WRffffffffffffffffffffffffffffffff"}' FROM task WHERE P LIMIT 1 ON CONFLICT DO NOTHING`,
  ],
  worker: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET state = state - 'attributes', is_deleted = NOT is_deleted WHERE P`,
    `UPDATE T SET capacities = '{"voice": 9}', activity_sid = 'x' WHERE P`,
    `INSERT INTO T (sid, state) VALUES ('WKffffffffffffffffffffffffffffffff', '{}') ON CONFLICT DO NOTHING`,
  ],
  worker_activity: [
    `DELETE FROM T WHERE at_ms % 3 = 0`,
    `UPDATE T SET activity_sid = 'x' WHERE at_ms % 2 = 0`,
    `INSERT INTO T VALUES ('WKfffffffffffffffffffffffffffffffd', 1, 'x', 'WAffffffffffffffffffffffffffffffff')
      ON CONFLICT DO NOTHING`,
  ],
  task_queue: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET state = state || '{"targetWorkers": {"value": "1==2", "stamp": "9"}}', is_deleted = true WHERE P`,
    `UPDATE T SET state = '[]', expression_error = 'x' WHERE P`,
    `INSERT INTO T (sid, state) VALUES ('WQffffffffffffffffffffffffffffffff', '{}') ON CONFLICT DO NOTHING`,
  ],
  activity: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET is_available = NOT is_available WHERE P`,
    `INSERT INTO T (sid, state) VALUES ('WAffffffffffffffffffffffffffffffff', '{}') ON CONFLICT DO NOTHING`,
  ],
  resource_name: [
    'DELETE FROM T WHERE P',
    `UPDATE T SET value = 'Another' WHERE P`,
    `UPDATE T SET stamp = '9' || substr(stamp, 2) WHERE P`,
    `UPDATE T SET stamp = '0' || substr(stamp, 2), value = 'Another' WHERE P`,
    `INSERT INTO T VALUES ('WQffffffffffffffffffffffffffffffff', 'x', 'y') ON CONFLICT DO NOTHING`,
  ],
  eligibility: [
    `DELETE FROM T WHERE hashtext(worker_sid || queue_sid) % 2 = 0`,
    `INSERT INTO T SELECT w.sid, q.sid FROM worker AS w, task_queue AS q ON CONFLICT DO NOTHING`,
    `INSERT INTO T VALUES ('WKfffffffffffffffffffffffffffffff1', 'WQfffffffffffffffffffffffffffffff1')
      ON CONFLICT DO NOTHING`,
  ],
  queue_channel: [
    `DELETE FROM T WHERE hashtext(queue_sid) % 2 = 0`,
    `UPDATE T SET tasks = tasks + 3`,
    `INSERT INTO T VALUES ('WQffffffffffffffffffffffffffffffff', 'fax', 0) ON CONFLICT DO NOTHING`,
  ],
  queue_visit: [
    `DELETE FROM T WHERE abs(hashtext(task_sid)) % 3 = 0`,
    `UPDATE T SET kind = 'abandoned', wait_ms = 1, ended_at = entered_at, channel = 'fax' WHERE number = 0`,
    `INSERT INTO T VALUES ('WTfffffffffffffffffffffffffffffffd', 0, 'WQffffffffffffffffffffffffffffffff', 'fax',
      'answered', 1, 2, 1) ON CONFLICT DO NOTHING`,
  ],
  queue_policy: [
    `DELETE FROM T WHERE hashtext(queue_sid) % 2 = 0`,
    `UPDATE T SET policies = jsonb_set(policies, '{voice,thresholdSeconds}', '1')`,
  ],
  queue_minute: [
    `DELETE FROM T WHERE minute % 2 = 0`,
    `UPDATE T SET offered = offered + 5, handle_ms = 0 WHERE minute % 3 = 0`,
    `INSERT INTO T VALUES ('WQffffffffffffffffffffffffffffffff', 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
      ('WQffffffffffffffffffffffffffffffff', 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING`,
  ],
};

/** What ingest itself could not read. */
const UNREADABLE = [
  `UPDATE task SET state = '{"entries": 7}' WHERE sid LIKE '%1'`,
  `UPDATE task SET state = '"text"' WHERE sid LIKE '%2'`,
  `UPDATE reservation SET state = 'null' WHERE sid LIKE '%b'`,
  `UPDATE worker SET state = '[]'`,
];

/**
 * Does to each table of state what a person or a faulty program might: at least one row of it is wrong afterwards.
 *
 * @param isReadable whether ingest can still work with what is left
 */
export async function damageState({ kysely }: Database, seed: number, isReadable = false): Promise<void> {
  let random = seed;
  for (const [table, damages] of Object.entries(DAMAGES)) {
    for (const damage of damages) {
      random = (random * 48_271 + 11) % 2_147_483_647;
      if (random % 3 === 0 && damage !== damages.at(-1)) continue;
      const some = `abs(hashtext(sid)) % 3 = ${random % 3}`;
      await sql.raw(damage.replaceAll(/\bT\b/g, table).replaceAll(/\bP\b/g, some)).execute(kysely);
    }
  }
  if (!isReadable) for (const damage of UNREADABLE) await sql.raw(damage).execute(kysely);
}
