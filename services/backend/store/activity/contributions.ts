import { sql } from 'kysely';
import { contributionChanges, mergedContributions, type Contribution } from '../../domain/activity/contribution';
import type { Queryable } from '../transaction';
import { ownerKey, type Owner } from './folded-events';

/** An owner, and what it adds to the sums now. */
export interface OwnContributions {
  readonly owner: Owner;
  readonly contributions: readonly Contribution[];
}

/**
 * Puts what the owners add now in the place of what they added, and brings the sums up to date by the difference.
 *
 * @param settledBefore begin of the oldest quarter hour whose events are all kept: what was added before it stays, because
 *   its events are gone
 * @returns the changes of the sums
 */
export async function replaceContributions(
  db: Queryable,
  now: readonly OwnContributions[],
  settledBefore: number,
): Promise<Contribution[]> {
  const isOpen = ({ quarterStartMs }: Contribution): boolean => quarterStartMs >= settledBefore;
  const before = await readContributions(
    db,
    now.map(({ owner }) => owner),
    settledBefore,
  );
  const rows = now.flatMap(({ owner, contributions }) => {
    const open = contributions.filter(isOpen);
    const changes = contributionChanges(before.get(ownerKey(owner)) ?? [], open);
    const byKey = new Map(open.map((each) => [keyOf(each), each]));
    return changes.map((change) => ({ owner, change, now: byKey.get(keyOf(change)) ?? null }));
  });
  if (rows.length === 0) return [];
  await writeContributions(
    db,
    rows.map(({ owner, change, now: after }) => ({ owner, row: after ?? { ...change, ...NOTHING } })),
  );
  const changes = mergedContributions(rows.map(({ change }) => change));
  await addToActivitySums(db, changes);
  return changes;
}

const NOTHING = { count: 0, units: 0, minorUnits: 0, dwellMs: 0 };

const keyOf = ({ quarterStartMs, kind, key, currency }: Contribution): string =>
  JSON.stringify([quarterStartMs, kind, key, currency]);

async function readContributions(
  db: Queryable,
  owners: readonly Owner[],
  settledBefore: number,
): Promise<ReadonlyMap<string, Contribution[]>> {
  const { rows } = await sql<Contribution & { ownerKind: Owner['kind']; ownerId: string }>`
    SELECT c.owner_kind AS "ownerKind", c.owner_id AS "ownerId", c.shop_id AS "shopId", c.quarter_at AS "quarterStartMs",
      c.kind, c.key, nullif(c.currency, '') AS currency, c.count, c.units, c.minor_units AS "minorUnits",
      c.dwell_ms AS "dwellMs"
    FROM json_to_recordset(${JSON.stringify(owners.map(ownerRow))}::json)
      AS o (shop_id text, owner_kind text, owner_id text)
    JOIN activity_contribution AS c USING (shop_id, owner_kind, owner_id)
    WHERE c.quarter_at >= ${settledBefore}::bigint`.execute(db);
  const byOwner = new Map<string, Contribution[]>();
  for (const { ownerKind, ownerId, ...contribution } of rows) {
    const key = ownerKey({ shopId: contribution.shopId, kind: ownerKind, id: ownerId });
    const known = byOwner.get(key);
    if (known === undefined) byOwner.set(key, [contribution]);
    else known.push(contribution);
  }
  return byOwner;
}

/** Rows that add nothing go. */
async function writeContributions(
  db: Queryable,
  rows: readonly { readonly owner: Owner; readonly row: Contribution }[],
): Promise<void> {
  await sql`
    WITH r AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows.map(({ owner, row }) => ({ ...ownerRow(owner), ...sumRow(row) })))}::json)
        AS r (shop_id text, owner_kind text, owner_id text, quarter_at bigint, kind text, key text, currency text,
          count bigint, units bigint, minor_units bigint, dwell_ms bigint)
    ), gone AS (
      DELETE FROM activity_contribution AS c USING r
      WHERE c.shop_id = r.shop_id AND c.owner_kind = r.owner_kind AND c.owner_id = r.owner_id
        AND c.quarter_at = r.quarter_at AND c.kind = r.kind AND c.key = r.key AND c.currency = r.currency
        AND r.count = 0 AND r.units = 0 AND r.minor_units = 0 AND r.dwell_ms = 0
    )
    INSERT INTO activity_contribution
      (shop_id, owner_kind, owner_id, quarter_at, kind, key, currency, count, units, minor_units, dwell_ms)
    SELECT shop_id, owner_kind, owner_id, quarter_at, kind, key, currency, count, units, minor_units, dwell_ms FROM r
    WHERE count <> 0 OR units <> 0 OR minor_units <> 0 OR dwell_ms <> 0
    ON CONFLICT (shop_id, owner_kind, owner_id, quarter_at, kind, key, currency) DO UPDATE SET
      count = excluded.count, units = excluded.units, minor_units = excluded.minor_units,
      dwell_ms = excluded.dwell_ms`.execute(db);
}

/** All figures are whole numbers, so that the order of additions does not matter. A sum of nothing has no row. */
async function addToActivitySums(db: Queryable, changes: readonly Contribution[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    INSERT INTO activity_sum AS s (kind, quarter_at, shop_id, key, currency, count, units, minor_units, dwell_ms)
    SELECT kind, quarter_at, shop_id, key, currency, count, units, minor_units, dwell_ms
    FROM json_to_recordset(${JSON.stringify(changes.map(sumRow))}::json)
      AS r (shop_id text, quarter_at bigint, kind text, key text, currency text, count bigint, units bigint,
        minor_units bigint, dwell_ms bigint)
    ON CONFLICT (kind, quarter_at, shop_id, key, currency) DO UPDATE SET
      count = s.count + excluded.count, units = s.units + excluded.units,
      minor_units = s.minor_units + excluded.minor_units, dwell_ms = s.dwell_ms + excluded.dwell_ms`.execute(db);
  await sql`
    DELETE FROM activity_sum AS s
    USING json_to_recordset(${JSON.stringify(changes.map(sumRow))}::json)
      AS r (shop_id text, quarter_at bigint, kind text, key text, currency text)
    WHERE s.kind = r.kind AND s.quarter_at = r.quarter_at AND s.shop_id = r.shop_id AND s.key = r.key
      AND s.currency = r.currency AND s.count = 0 AND s.units = 0 AND s.minor_units = 0 AND s.dwell_ms = 0`.execute(db);
}

const ownerRow = ({ shopId, kind, id }: Owner) => ({ shop_id: shopId, owner_kind: kind, owner_id: id });

const sumRow = ({ shopId, quarterStartMs, kind, key, currency, count, units, minorUnits, dwellMs }: Contribution) => ({
  ...{ shop_id: shopId, quarter_at: quarterStartMs, kind, key, currency: currency ?? '' },
  ...{ count, units, minor_units: minorUnits, dwell_ms: dwellMs },
});
