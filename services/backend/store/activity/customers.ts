import { sql } from 'kysely';
import type { CustomerEntry, CustomerKey } from '@flex-sync-suite/shared/contract';
import type { CheckoutRun } from '../../domain/activity/customer/checkout-runs';
import type { Queryable } from '../transaction';
import type { Owner } from './folded-events';

/** What is shown of a customer. */
export interface ShownCustomer {
  readonly owner: Owner;
  readonly key: CustomerKey;
  /** Null when no event of the owner counts: then there is nobody to show. */
  readonly shown: {
    readonly lastAtMs: number;
    readonly entries: readonly CustomerEntry[];
    readonly isVerified: boolean;
    readonly emailHashes: readonly string[];
    readonly phoneHashes: readonly string[];
  } | null;
}

/** Puts what is shown of customers in the place of what was. */
export async function replaceCustomers(db: Queryable, customers: readonly ShownCustomer[]): Promise<void> {
  const gone = customers.flatMap(({ key, shown }) => (shown === null ? [key] : []));
  if (gone.length > 0) await sql`DELETE FROM activity_customer WHERE key = ANY(${gone}::text[])`.execute(db);
  const rows = customers.flatMap(({ owner: { shopId, kind, id }, key, shown }) =>
    shown === null
      ? []
      : [
          {
            ...{ key, shop_id: shopId, kind, id, last_at: Math.round(shown.lastAtMs), is_verified: shown.isVerified },
            ...{ entries: JSON.stringify(shown.entries) },
            ...{ email_hashes: shown.emailHashes, phone_hashes: shown.phoneHashes },
          },
        ],
  );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO activity_customer AS c
      (key, shop_id, kind, id, last_at, entries, is_verified, email_hashes, phone_hashes)
    SELECT key, shop_id, kind, id, last_at, entries, is_verified,
      ARRAY(SELECT json_array_elements_text(email_hashes)), ARRAY(SELECT json_array_elements_text(phone_hashes))
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (key text, shop_id text, kind text, id text,
      last_at bigint, entries text, is_verified boolean, email_hashes json, phone_hashes json)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at, entries = excluded.entries,
      is_verified = excluded.is_verified, email_hashes = excluded.email_hashes,
      phone_hashes = excluded.phone_hashes`.execute(db);
}

/** Those of the customers whom a worker may read: nobody sees the others. */
export async function watchedAmong(db: Queryable, keys: readonly CustomerKey[]): Promise<CustomerKey[]> {
  const { rows } = await sql<{ key: CustomerKey }>`
    SELECT DISTINCT customer_key AS key FROM activity_reader WHERE customer_key = ANY(${[...keys]}::text[])`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** Those customers of a shop whom a worker may read of. */
export async function watchedCustomersOf(db: Queryable, shopId: string): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    SELECT DISTINCT c.shop_id AS "shopId", c.kind, c.id FROM activity_reader AS r
    JOIN activity_customer AS c ON c.key = r.customer_key WHERE c.shop_id = ${shopId}`.execute(db);
  return rows;
}

/** The owners of whom customers' keys tell, where their shop told a catalogue. */
export async function ownersWithCatalogue(db: Queryable, keys: readonly CustomerKey[]): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    SELECT shop_id AS "shopId", kind, id FROM activity_customer AS c WHERE key = ANY(${[...keys]}::text[])
      AND EXISTS (SELECT FROM activity_catalogue AS p WHERE p.shop_id = c.shop_id)`.execute(db);
  return rows;
}

/** Puts the runs of owners through the checkout in the place of those that began since `settledBefore`. */
export async function replaceCheckouts(
  db: Queryable,
  now: readonly { readonly owner: Owner; readonly checkouts: readonly CheckoutRun[] }[],
  settledBefore: number,
): Promise<void> {
  const owners = now.map(({ owner: { shopId, kind, id } }) => ({ shop_id: shopId, owner_kind: kind, owner_id: id }));
  await sql`
    DELETE FROM activity_checkout AS c
    USING json_to_recordset(${JSON.stringify(owners)}::json) AS o (shop_id text, owner_kind text, owner_id text)
    WHERE c.shop_id = o.shop_id AND c.owner_kind = o.owner_kind AND c.owner_id = o.owner_id
      AND c.started_at >= ${settledBefore}::bigint`.execute(db);
  const rows = now.flatMap(({ checkouts }, index) =>
    checkouts
      .filter(({ startedAtMs }) => startedAtMs >= settledBefore)
      .map((run, number) => ({ ...owners[index], run: number, ...checkoutRow(run) })),
  );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO activity_checkout
      (shop_id, owner_kind, owner_id, started_at, run, entered, names, completed, completed_at, open_step, open_since,
        stops_at, ordered_at)
    SELECT shop_id, owner_kind, owner_id, started_at, run,
      ARRAY(SELECT json_array_elements_text(entered)::integer), ARRAY(SELECT json_array_elements_text(names)),
      ARRAY(SELECT json_array_elements_text(completed)::integer),
      ARRAY(SELECT json_array_elements_text(completed_at)::bigint), open_step, open_since, stops_at, ordered_at
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (shop_id text, owner_kind text, owner_id text,
      started_at bigint, run integer, entered json, names json, completed json, completed_at json, open_step integer,
      open_since bigint, stops_at bigint, ordered_at bigint)`.execute(db);
}

const checkoutRow = ({ startedAtMs, steps, status }: CheckoutRun) => ({
  started_at: Math.round(startedAtMs),
  entered: steps.map(({ step }) => step),
  names: steps.map(({ name }) => name),
  completed: steps.flatMap(({ step, completedAtMs }) => (completedAtMs === null ? [] : [step])),
  completed_at: steps.flatMap(({ completedAtMs }) => (completedAtMs === null ? [] : [Math.round(completedAtMs)])),
  open_step: status.kind === 'open' ? status.step : null,
  open_since: status.kind === 'open' ? Math.round(status.sinceMs) : null,
  stops_at: status.kind === 'open' ? Math.round(status.stopsAtMs) : null,
  ordered_at: status.kind === 'ordered' ? Math.round(status.atMs) : null,
});
