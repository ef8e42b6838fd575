import { openDatabaseRows } from '../database-rows';

/** What a database of a day's work holds. */
export interface FilledSize {
  readonly queues: number;
  readonly agents: number;
}

const queueSid = (number: string): string => `'WQ' || lpad(to_hex(${number}), 32, '0')`;
const workerSid = (number: string): string => `'WK' || lpad(to_hex(${number}), 32, '0')`;
/** Queues that each agent serves, visits of each queue within the hour, and its invitations of ten hours. */
const [QUEUES_OF_AGENT, VISITS, INVITATIONS] = [20, 10, 100];
const READY = `'WA' || lpad('1', 32, '0')`;
const NOW_MS = '(extract(epoch FROM now()) * 1000)::bigint';

/** `$1` queues, `$2` agents: all of a directory, two open tasks, the last hour's visits and ten hours' invitations of each queue, a day's sums. */
const STATEMENTS: readonly string[] = [
  `INSERT INTO activity (sid, is_available, state) VALUES (${READY}, true, '{}') ON CONFLICT DO NOTHING`,
  `INSERT INTO task_queue (sid, state) SELECT ${queueSid('n')}, '{}' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO resource_name (sid, value, stamp)
    SELECT ${queueSid('n')}, 'Queue ' || lpad(n::text, 4, '0'), '0' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO queue_channel (queue_sid, channel, tasks)
    SELECT ${queueSid('n')}, channel, 50 FROM generate_series(1, $1::int) AS n, unnest(ARRAY['voice', 'chat']) AS channel`,
  `INSERT INTO worker (sid, activity_sid, capacities, state)
    SELECT ${workerSid('n')}, ${READY}, '{"voice": 1, "chat": 3}', '{}' FROM generate_series(1, $2::int) AS n`,
  `INSERT INTO eligibility (worker_sid, queue_sid)
    SELECT DISTINCT ${workerSid('a')}, ${queueSid('1 + (a * 7919 + q * 31) % $1::int')}
    FROM generate_series(1, $2::int) AS a, generate_series(1, ${String(QUEUES_OF_AGENT)}) AS q`,
  `INSERT INTO task (sid, state, phase, is_open, queue_sid, entered_at, created_at)
    SELECT 'WT' || md5(phase || n), '{}', phase, true, ${queueSid('n')}, ${NOW_MS} - n % 300 * 1000, ${NOW_MS} - n % 300 * 1000
    FROM generate_series(1, $1::int) AS n, unnest(ARRAY['queued', 'talking']) AS phase`,
  `INSERT INTO reservation (sid, task_sid, worker_sid, queue_sid, channel, is_open, state)
    SELECT 'WR' || md5(n::text), 'WT' || md5('talking' || (1 + n % $1::int)), ${workerSid('n')}, ${queueSid('1 + n % $1::int')},
      'voice', true, '{}'
    FROM generate_series(1, $2::int) AS n`,
  `INSERT INTO queue_visit (task_sid, number, queue_sid, channel, kind, entered_at, ended_at, wait_ms)
    SELECT 'WT' || md5('visit' || n || '.' || k), 0, ${queueSid('n')}, 'voice', 'answered', at - 20000, at, 20000
    FROM (
      SELECT n, k, ${NOW_MS} - (n * 7919 + k * 353) % 3600 * 1000 AS at
      FROM generate_series(1, $1::int) AS n, generate_series(1, ${String(VISITS)}) AS k
    ) AS visits`,
  `INSERT INTO reservation (sid, task_sid, worker_sid, queue_sid, channel, is_open, state, created_at, accepted_at,
      wrapup_at, completed_at, released_at)
    SELECT 'WR' || md5('past' || n || '.' || k), 'WT' || md5('visit' || n || '.' || k), ${workerSid('1 + (n * 31 + k) % $2::int')},
      ${queueSid('n')}, 'voice', false, '{}', at - 250000, at - 240000, at - 30000, at, at
    FROM (
      SELECT n, k, ${NOW_MS} - (n * 7919 + k * 353) % 36000 * 1000 AS at
      FROM generate_series(1, $1::int) AS n, generate_series(1, ${String(INVITATIONS)}) AS k
    ) AS invitations`,
  `INSERT INTO queue_minute (queue_sid, minute, offered, answered, answered_in_time, abandoned, short_abandoned,
      abandoned_in_time, flowed_out, completed, handled, answer_wait_ms, handle_ms)
    SELECT ${queueSid('n')}, ${NOW_MS} / 60000 - back, 2, 1, 1, 1, 0, 0, 0, 1, 1, 20000, 240000
    FROM generate_series(1, $1::int) AS n, (
      SELECT generate_series(1, 60, 5) AS back UNION ALL SELECT generate_series(75, 600, 45)
    ) AS minutes`,
];

/** Fills an empty database of the backend, which must not be running on it. */
export async function fillQueues(
  environment: Readonly<Record<string, string>>,
  { queues, agents }: FilledSize,
): Promise<void> {
  const rows = await openDatabaseRows(environment);
  try {
    for (const statement of STATEMENTS) {
      // A driver refuses values that no parameter takes.
      const values = [...(statement.includes('$1') ? [queues] : []), ...(statement.includes('$2') ? [agents] : [])];
      const text = statement.includes('$1') ? statement : statement.replaceAll('$2', '$1');
      await rows.query(text, values);
    }
    await rows.query('VACUUM ANALYZE');
  } finally {
    await rows.close();
  }
}

/** SIDs of the queues, as the statements make them. */
export const filledQueueSids = (queues: number): readonly string[] =>
  Array.from({ length: queues }, (_each, number) => `WQ${(number + 1).toString(16).padStart(32, '0')}`);
