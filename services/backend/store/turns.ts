import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from './transaction';

/** Work that one of several processes does once in a while: a table of one row, with the instant when it was last begun. */
export type Turn = 'reconcile' | 'activity_ranking' | 'alert_evaluation';

export interface TurnOptions {
  /** UTC milliseconds. */
  readonly now: number;
  /** It is nobody's turn again while somebody has begun since. */
  readonly before: number;
  /** What else must hold of the row. Default: nothing. */
  readonly isDue?: RawBuilder<boolean>;
  /** Columns to set with it. Default: none. */
  readonly set?: RawBuilder<unknown>;
}

/** No two processes are so far apart: whoever began so much later did so before the clock was set back. */
const LONGEST_AHEAD_MS = 5 * 60_000;

/** Whether it is this process's turn, which it then is. With several processes over one database one is enough. */
export async function takeTurn(
  db: Queryable,
  turn: Turn,
  { now, before, isDue = sql`TRUE`, set }: TurnOptions,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE ${sql.table(turn)} SET begun_at = ${now}::bigint ${set === undefined ? sql`` : sql`, ${set}`}
    WHERE (begun_at < ${before}::bigint OR begun_at > ${now + LONGEST_AHEAD_MS}::bigint) AND ${isDue}
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** When somebody last took the turn, in UTC milliseconds; 0 before the first time. */
export async function lastTurn(db: Queryable, turn: Turn): Promise<number> {
  const { rows } = await sql<{ at: number }>`SELECT begun_at AS at FROM ${sql.table(turn)}`.execute(db);
  return rows[0]?.at ?? 0;
}
