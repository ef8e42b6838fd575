import type { CustomerEntry, CustomerKey } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { FoldedKind } from '../store/activity/activity-tables';
import { ensureShop } from '../store/activity/shops';
import type { Database } from '../store/database';
import { T0 } from './callbacks';

/** A customer of the shop `demo`, as its events would have been folded. */
export interface ShopCustomer {
  readonly kind?: FoldedKind;
  readonly id?: string;
  readonly lastAtMs?: number;
  readonly isVerified?: boolean;
  readonly emailHashes?: readonly string[];
  readonly phoneHashes?: readonly string[];
  readonly entries?: readonly CustomerEntry[];
}

/** Keys that tests can name by number. */
export const customerKey = (n: number): CustomerKey => n.toString(16).padStart(32, '0');

/** Where the customer of the number is: of a length that takes room. */
export const nowEntry = (n: number): CustomerEntry => ({
  kind: 'now',
  page: { path: `/shoes/${n}`, title: 'Shoes' },
  pageSince: new Date(T0).toISOString(),
  lastSeenAt: new Date(T0).toISOString(),
  userId: null,
  isVerified: false,
});

/** Makes the customer of the number, or replaces it; a visitor by default, whose id is `visitor-{n}`. */
export async function putCustomer({ kysely }: Database, n: number, customer: ShopCustomer = {}): Promise<void> {
  const { kind = 'visitor', id = `visitor-${n}`, lastAtMs = T0, isVerified = false } = customer;
  const { emailHashes = [], phoneHashes = [], entries = [nowEntry(n)] } = customer;
  await ensureShop(kysely, 'demo', T0);
  await sql`
    INSERT INTO activity_customer (key, shop_id, kind, id, last_at, entries, is_verified, email_hashes, phone_hashes)
    VALUES (${customerKey(n)}, 'demo', ${kind}, ${id}, ${lastAtMs}::bigint, ${JSON.stringify(entries)}, ${isVerified},
      ${[...emailHashes]}::text[], ${[...phoneHashes]}::text[])
    ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at, entries = excluded.entries`.execute(kysely);
}
