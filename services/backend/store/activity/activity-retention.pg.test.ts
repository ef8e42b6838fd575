import { sql } from 'kysely';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { pruneActivity } from './activity-retention';

describe.each(ENGINES)('the retention of activity on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('deletes a little at a time what is older, and nothing else', async () => {
    const { kysely } = db.database;
    await sql`
      INSERT INTO activity_event (shop_id, message_id, at, received_at, event)
      SELECT 's', n::text, 0, n, '{}' FROM generate_series(1, 5) AS n`.execute(kysely);
    await sql`
      INSERT INTO activity_sum (kind, quarter_at, shop_id, key, currency, count, units, minor_units, dwell_ms)
      SELECT 'viewed', n, 's', 'p', '', 1, 0, 0, 0 FROM generate_series(1, 5) AS n`.execute(kysely);
    const prune = () => pruneActivity(kysely, { eventsBefore: 4, sumsBefore: 3, limit: 2 });
    expect([await prune(), await prune(), await prune()]).toEqual([2, 1, 0]);
    const events = await sql<{ id: string }>`SELECT message_id AS id FROM activity_event ORDER BY id`.execute(kysely);
    const sums = await sql<{ at: number }>`SELECT quarter_at AS at FROM activity_sum ORDER BY at`.execute(kysely);
    expect([events.rows.map(({ id }) => id), sums.rows.map(({ at }) => at)]).toEqual([
      ['4', '5'],
      [3, 4, 5],
    ]);
  });
});
