import { sql, type Migration } from 'kysely';

/** Columns, and what the state of a reservation calls them. */
const INSTANTS = {
  wrapup_at: 'wrapUpAtMs',
  completed_at: 'completedAtMs',
  rejected_at: 'rejectedAtMs',
  timed_out_at: 'timedOutAtMs',
};

const COLUMNS = Object.keys(INSTANTS);

/** What cannot be read is left out; a rebuild names it. */
const instantsIn = (json: string): string[] =>
  Object.entries(INSTANTS).map(
    ([column, field]) =>
      `${column} = coalesce(${column}, CASE jsonb_typeof(${json} -> '${field}') WHEN 'number'
        THEN round((${json} ->> '${field}')::numeric)::bigint END)`,
  );

/**
 * What became of each invitation, beside its state: how a queue was handled is counted from it for any window of time. An
 * estimate counts where no event told, as in the domain's `knownTask`.
 */
export const reservationInstants: Migration = {
  async up(db) {
    const run = (statement: string) => sql.raw(statement).execute(db);
    await run(`ALTER TABLE reservation ${COLUMNS.map((column) => `ADD COLUMN ${column} bigint`).join(', ')}`);
    await run(`UPDATE reservation SET ${instantsIn('state').join(', ')}`);
    await run(`
      UPDATE reservation SET ${instantsIn('e.one').join(', ')}
      FROM task AS t CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(t.state #> '{estimate,reservations}') WHEN 'array' THEN t.state #> '{estimate,reservations}'
        ELSE '[]' END
      ) AS e (one)
      WHERE reservation.sid = e.one ->> 'sid' AND reservation.task_sid = t.sid`);
    await run(`
      CREATE INDEX reservation_queue
      ON reservation (queue_sid, (greatest(accepted_at, completed_at, rejected_at, timed_out_at)))
      WHERE greatest(accepted_at, completed_at, rejected_at, timed_out_at) IS NOT NULL`);
  },
};
