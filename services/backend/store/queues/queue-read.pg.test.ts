import { emptyWindow, type QueueReset, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { COUNTERS, minuteOf } from '../../domain/queues/contributions';
import { sumMinutes } from '../../domain/queues/queue-metrics';
import { DEFAULT_POLICIES } from '../../domain/queues/queue-policies';
import { dayReset, windowBounds } from '../../domain/queues/reporting-day';
import { HOME, T0, callback, queueSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createIngest } from '../../ingest/ingest';
import { listProfiles, recordProfile } from '../outbox/access-profiles';
import { knownObjectKeys } from '../outbox/object-standing';
import { markQueuesWithMovedWindows } from '../outbox/moved-windows';
import { queuesWithMovedWindows, readQueueFigures } from './queue-read';
import { addToSums } from './queue-sums';
import { queueObjectKey } from '../outbox/sync-keys';
import { markDirty } from '../outbox/sync-objects';

describe.each(ENGINES)('reading on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());
  const kysely = () => db.database.kysely;

  async function createQueues(...numbers: number[]): Promise<void> {
    const ingest = createIngest({
      database: db.database,
      clock: { now: () => T0 },
      home: HOME,
    });
    const forms = numbers.map((n) =>
      callback('task-queue.created', -3 * 86_400, { TaskQueueSid: queueSid(n), TaskQueueName: `Queue ${n}` }),
    );
    await ingest.accept(forms.map((form) => ({ source: 'callback', form })));
    await ingest.close();
  }

  async function beginDay(sid: TaskQueueSid, reset: QueueReset | null): Promise<void> {
    const policies = { ...DEFAULT_POLICIES, default: { ...DEFAULT_POLICIES.default, ...(reset && { reset }) } };
    await sql`
      INSERT INTO queue_policy VALUES (${sid}, ${JSON.stringify(policies)}::jsonb)
      ON CONFLICT (queue_sid) DO UPDATE SET policies = excluded.policies`.execute(kysely());
  }

  it('sums the same windows as the pure metrics', async () => {
    const counts = fc
      .tuple(...COUNTERS.map(() => fc.integer({ min: 0, max: 1_000 })))
      .map((values) => ({ ...emptyWindow(), ...Object.fromEntries(COUNTERS.map((name, i) => [name, values[i]])) }));
    const minutes = fc.uniqueArray(
      fc.record({ minute: fc.integer({ min: -2_900, max: 5 }).map((n) => minuteOf(T0) + n), counts }),
      { selector: ({ minute }) => minute, maxLength: 30 },
    );
    const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York');
    const resets = fc.constantFrom<QueueReset | null>(
      null,
      { time: '06:00' },
      { time: '09:07', zone: 'Europe/Berlin' },
      { time: '23:59', zone: 'America/New_York' },
    );
    const anyMinute = fc.integer({ min: -1_440, max: 0 });
    await fc.assert(
      fc.asyncProperty(minutes, zones, resets, anyMinute, async (buckets, zone, reset, before) => {
        const at = T0 + before * 60_000;
        await db.clear();
        await createQueues(1, 2);
        await addToSums(kysely(), { buckets: buckets.map((bucket) => ({ ...bucket, queueSid: queueSid(1) })) });
        await beginDay(queueSid(1), reset);
        const bounds = windowBounds(at, dayReset(zone, reset));
        const figures = await readQueueFigures(kysely(), [queueSid(2), queueSid(1)], { at, zone });
        const since = new Date(bounds.todaySinceMs).toISOString();
        expect(figures.get(queueSid(1))).toMatchObject({
          last30Minutes: sumMinutes(buckets, bounds.last30MinutesFrom, bounds.to),
          today: { ...sumMinutes(buckets, bounds.todayFrom, bounds.to), since },
        });
        const midnight = new Date(windowBounds(at, dayReset(zone)).todaySinceMs).toISOString();
        const today = { ...emptyWindow(), since: midnight };
        expect(figures.get(queueSid(2))).toMatchObject({ last30Minutes: emptyWindow(), today });
      }),
      { numRuns: 40 },
    );
  });

  it('are told anew when the day of a queue begins', async () => {
    await createQueues(1, 2);
    await beginDay(queueSid(1), { time: '12:15', zone: 'Europe/Berlin' });
    const movedAt = (time: string) => {
      const at = Date.parse(`2026-03-12T${time}Z`);
      return queuesWithMovedWindows(kysely(), { at, previousAt: at - 60_000, zone: 'UTC' });
    };
    expect(await movedAt('11:14')).toEqual([]);
    expect(await movedAt('11:15')).toEqual([queueSid(1)]);
    expect(await movedAt('00:00')).toEqual([queueSid(1), queueSid(2)]);
  });

  it('of a queue costs no more however many tasks are open in others', async () => {
    await createQueues(1, 2);
    await sql`INSERT INTO task (sid, state, queue_sid, entered_at)
      SELECT 'WT' || n, '{}', CASE n WHEN 1 THEN ${queueSid(1)} ELSE ${queueSid(2)} END, ${T0}::bigint
      FROM generate_series(1, 2000) AS n`.execute(kysely());
    await sql`INSERT INTO reservation (sid, task_sid, worker_sid, channel, is_open, state)
      SELECT 'WR' || n, 'WT' || n, 'WK' || n, 'voice', true, '{}' FROM generate_series(1, 2000) AS n`.execute(kysely());
    await kysely()
      .transaction()
      .execute(async (transaction) => {
        const sids = [1, ...Array.from({ length: 62 }, (_, n) => 3 + n)].map(queueSid);
        const figures = await readQueueFigures(transaction, sids, { at: T0, zone: 'UTC' });
        expect([...figures.keys()]).toEqual([queueSid(1)]);
        const { rows } = await sql<{ read: number }>`
          SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer AS read
          FROM pg_stat_xact_user_tables WHERE relname IN ('task', 'reservation')`.execute(transaction);
        expect(rows).toEqual([{ read: 1 }]);
      });
  });

  it('keeps the sums of quarters of an hour, whoever changes those of minutes', async () => {
    const bucket = (queue: number, minute: number, offered: number) => ({
      queueSid: queueSid(queue),
      minute: minuteOf(T0) + minute,
      counts: { ...emptyWindow(), offered, handleMs: 7 * offered },
    });
    const isKept = async () => {
      const sums = (table: string, quarter: string) =>
        sql<{ row: unknown }>`
        SELECT json_build_array(queue_sid, ${sql.raw(quarter)}, sum(offered), sum(handle_ms)) AS row
        FROM ${sql.table(table)} GROUP BY queue_sid, ${sql.raw(quarter)}
        HAVING sum(offered) <> 0 OR sum(handle_ms) <> 0 ORDER BY 1::text`.execute(kysely());
      expect((await sums('queue_quarter', 'quarter')).rows).toEqual((await sums('queue_minute', 'minute / 15')).rows);
    };
    await addToSums(kysely(), { buckets: [bucket(1, 0, 3), bucket(1, 1, 4), bucket(1, 40, 5), bucket(2, 0, 6)] });
    await isKept();
    await addToSums(kysely(), { buckets: [bucket(1, 0, -3), bucket(1, 1, 2), bucket(2, 99, 1)] });
    await isKept();
    await sql`UPDATE queue_minute SET minute = minute + 30, offered = offered * 2`.execute(kysely());
    await isKept();
    await sql`DELETE FROM queue_minute WHERE queue_sid = ${queueSid(2)}`.execute(kysely());
    await isKept();
    await sql`TRUNCATE queue_minute`.execute(kysely());
    await isKept();
  });

  it('knows no figures of a queue that it has never heard of', async () => {
    expect(await readQueueFigures(kysely(), [queueSid(9)], { at: T0, zone: 'UTC' })).toEqual(new Map());
  });

  it('marks the queues whose windows moved, and all of them when a new day began', async () => {
    await createQueues(1, 2, 3);
    const bucket = (queue: number, minutesBefore: number) => ({
      queueSid: queueSid(queue),
      minute: minuteOf(T0) - minutesBefore,
      counts: { ...emptyWindow(), offered: 1 },
    });
    await addToSums(kysely(), { buckets: [bucket(1, 29), bucket(2, 28), bucket(3, 300)] });
    const movedBetween = (fromMinutes: number, toMinutes: number, zone = 'UTC') =>
      markQueuesWithMovedWindows(kysely(), T0 + toMinutes * 60_000, T0 + fromMinutes * 60_000, zone);
    const keys = (...numbers: number[]) => numbers.map((n) => queueObjectKey(queueSid(n)));
    expect(await movedBetween(0, 0)).toEqual([]);
    expect(await movedBetween(0, 1)).toEqual(keys(1));
    expect(await movedBetween(1, 2)).toEqual(keys(2));
    expect((await movedBetween(0, 5)).sort()).toEqual(keys(1, 2));
    expect(await movedBetween(2, 60)).toEqual([]);
    expect(await movedBetween(60, 24 * 60)).toEqual(keys(1, 2, 3));
    expect(await movedBetween(8 * 60 + 29, 8 * 60 + 30, 'Asia/Kolkata')).toEqual(keys(1, 2, 3));
    expect((await knownObjectKeys(kysely())).filter((key) => key.startsWith('queue.'))).toEqual(keys(1, 2, 3));
  });

  it('remembers profiles once, and when they were issued last', async () => {
    const profile = { identity: 'profile.agent.1', role: 'agent', libraries: ['global000001'] };
    const HOUR_MS = 3_600_000;
    for (const now of [T0, T0 + 1, T0 + HOUR_MS]) await recordProfile(kysely(), profile, now);
    expect(await listProfiles(kysely(), T0 + HOUR_MS)).toEqual([profile]);
    expect(await listProfiles(kysely(), T0 + HOUR_MS + 1)).toEqual([]);
  });

  it('knows every object of the outbox', async () => {
    await markDirty(kysely(), ['c', 'a', 'b'], T0);
    expect(await knownObjectKeys(kysely())).toEqual(['a', 'b', 'c']);
  });
});
