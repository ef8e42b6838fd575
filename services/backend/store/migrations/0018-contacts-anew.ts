import { partyKey } from '@flex-sync-suite/shared/contract';
import { sql, type Kysely, type Migration } from 'kysely';

const PAGE = 1_000;

/**
 * Rows of earlier releases, as far as they tell: parties in the spelling of today, so that withheld callers are nobody and
 * a number is one party also as an address of SIP; inbound contacts that ended while they rang are missed. Agents' calls
 * are written to Sync anew, for an answer to the same task returns none of them any more.
 */
export const contactsAnew: Migration = {
  async up(db) {
    await renewParties(db);
    await sql`
      UPDATE reservation AS r SET outcome = 'missed',
        missed_at = coalesce((r.state ->> 'canceledAtMs')::bigint, (t.state ->> 'canceledAtMs')::bigint,
          (t.state #>> '{estimate,canceledAtMs}')::bigint)
      FROM task AS t WHERE t.sid = r.task_sid AND r.outcome = 'canceled' AND r.direction = 'inbound'`.execute(db);
    await sql`
      UPDATE sync_object SET version = version + 1, rank = CASE WHEN version > synced THEN rank ELSE 1 END,
        dirty_since = coalesce(dirty_since, ${Date.now()}::bigint)
      WHERE starts_with(object_key, 'recent-calls.')`.execute(db);
  },
};

async function renewParties(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<{ party: string }>`
      SELECT party FROM contact_party WHERE party > ${after} ORDER BY party LIMIT ${PAGE}`.execute(db);
    const renewed = rows
      .map(({ party }) => ({ old: party, party: partyKey(party) }))
      .filter(({ old, party }) => old !== party);
    await sql`
      UPDATE reservation AS r SET party = n.party
      FROM json_to_recordset(${JSON.stringify(renewed)}::json) AS n (old text, party text)
      WHERE r.party = n.old`.execute(db);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.party;
  }
}
