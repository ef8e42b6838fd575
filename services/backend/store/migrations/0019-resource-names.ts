import { sql, type Migration } from 'kysely';

/**
 * One row for the name of each queue, worker and activity, whichever event told it. Before, a queue's stood in its row, and
 * once more in each reservation.
 */
export const resourceNames: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE resource_name (sid text PRIMARY KEY, value text NOT NULL, stamp text COLLATE "C" NOT NULL)
      WITH (fillfactor = 50)`.execute(db);
    await sql`
      INSERT INTO resource_name (sid, value, stamp)
      SELECT DISTINCT ON (sid) sid, name ->> 'value', name ->> 'stamp' FROM (
        SELECT sid, state -> 'name' AS name FROM task_queue
        UNION ALL SELECT sid, state -> 'mentionedName' FROM task_queue
        UNION ALL SELECT sid, state -> 'name' FROM worker
        UNION ALL SELECT sid, state -> 'name' FROM activity
        UNION ALL SELECT worker_sid, state -> 'workerName' FROM reservation WHERE worker_sid IS NOT NULL
      ) AS told
      WHERE name ->> 'value' IS NOT NULL AND name ->> 'stamp' IS NOT NULL
      ORDER BY sid, name ->> 'stamp' COLLATE "C" DESC`.execute(db);
    await sql`ALTER TABLE task_queue DROP COLUMN name`.execute(db);
    await sql`UPDATE task_queue SET state = state - 'name' - 'mentionedName'`.execute(db);
    await sql`UPDATE worker SET state = state - 'name'`.execute(db);
    await sql`UPDATE activity SET state = state - 'name'`.execute(db);
    await sql`UPDATE reservation SET state = state - 'queueName' - 'workerName'`.execute(db);
    await sql`
      UPDATE task SET state = jsonb_set(state, '{estimate,reservations}', (
        SELECT jsonb_agg(r - 'queueName' - 'workerName' ORDER BY n)
        FROM jsonb_array_elements(state #> '{estimate,reservations}') WITH ORDINALITY AS e (r, n)
      )) WHERE jsonb_array_length(state #> '{estimate,reservations}') > 0`.execute(db);
    // Calls show what their queues and agents are called now.
    await sql`
      UPDATE sync_object SET version = version + 1, rank = CASE WHEN version > synced THEN rank ELSE 1 END,
        dirty_since = coalesce(dirty_since, ${Date.now()}::bigint)
      WHERE starts_with(object_key, 'recent-calls.')`.execute(db);
  },
};
