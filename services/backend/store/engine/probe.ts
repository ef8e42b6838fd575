import type { QueryResult } from 'pg';
import { type Trouble } from '../../base/store-unavailable';
import { FULL, READ_ONLY, troubleOf } from '../trouble';

const READS_ONLY = `SELECT current_setting('transaction_read_only') = 'on' AS "isReadOnly"`;

/**
 * Takes some 400 KB of the database's disk and gives them back: what a function returns is kept in a file when it exceeds
 * work_mem. No table, and no log of changes, grows by it.
 */
const SPILL = `SET LOCAL work_mem = '64kB'; SELECT count(*) FROM generate_series(1, 20000)`;

/**
 * What keeps the database from storing events now; null when nothing does.
 * @param isThorough also tries whether there is room on its disk
 */
export async function probe(
  query: (sql: string) => Promise<Pick<QueryResult<{ isReadOnly?: boolean }>, 'rows'>>,
  isThorough: boolean,
): Promise<Trouble | null> {
  try {
    const { rows } = await query(READS_ONLY);
    if (isThorough) await query(SPILL);
    return rows[0]?.isReadOnly === true ? READ_ONLY : null;
  } catch (error) {
    const trouble = troubleOf(error);
    return trouble?.kind === 'busy' ? null : trouble;
  }
}

/** Whether a trouble that a statement met is one of the whole database, which nothing but a probe can end. */
export const isLasting = ({ kind }: Trouble): boolean => kind === FULL.kind || kind === READ_ONLY.kind;
