import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** A shop, as its events are read. */
export interface Shop {
  readonly shopId: string;
  readonly secret: string;
}

/** A key that is accepted. */
export interface WriteKey {
  readonly key: string;
  readonly createdAt: number;
  /** UTC milliseconds; null = until it is replaced. */
  readonly retiresAt: number | null;
}

const newSecret = (): string => randomBytes(32).toString('hex');

/** A secret of this installation, made when it is first asked for; the same for every replica. */
export async function installationSecret(db: Queryable, name: string): Promise<string> {
  const read = async (): Promise<string | undefined> => {
    const { rows } = await sql<{ secret: string }>`
      SELECT secret FROM installation_secret WHERE name = ${name}`.execute(db);
    return rows[0]?.secret;
  };
  const known = await read();
  if (known !== undefined) return known;
  await sql`
    INSERT INTO installation_secret (name, secret) VALUES (${name}, ${newSecret()}) ON CONFLICT DO NOTHING`.execute(db);
  const stored = await read();
  if (stored === undefined) throw new Error(`The secret "${name}" was not stored`);
  return stored;
}

/** The shop of a write key that is accepted at `now`; null for any other text. */
export async function shopOfWriteKey(db: Queryable, key: string, now: number): Promise<Shop | null> {
  const { rows } = await sql<Shop>`
    SELECT s.id AS "shopId", s.secret FROM activity_write_key AS k JOIN activity_shop AS s ON s.id = k.shop_id
    WHERE k.key = ${key} AND (k.retires_at IS NULL OR k.retires_at > ${now}::bigint)`.execute(db);
  return rows[0] ?? null;
}

/** Whether any shop tells of its customers. */
export async function hasShops(db: Queryable): Promise<boolean> {
  const { rows } = await sql`SELECT FROM activity_shop LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** A shop by its id; null when there is none. */
export async function shopById(db: Queryable, shopId: string): Promise<Shop | null> {
  const { rows } = await sql<Shop>`
    SELECT id AS "shopId", secret FROM activity_shop WHERE id = ${shopId}`.execute(db);
  return rows[0] ?? null;
}

/** Makes the shop unless it is there. */
export async function ensureShop(db: Queryable, shopId: string, now: number): Promise<void> {
  await sql`
    INSERT INTO activity_shop (id, secret, created_at) VALUES (${shopId}, ${newSecret()}, ${now}::bigint)
    ON CONFLICT DO NOTHING`.execute(db);
}

/** Makes a write key. @returns false when another shop has it */
export async function insertWriteKey(
  db: Queryable,
  { shopId, key, now }: { readonly shopId: string; readonly key: string; readonly now: number },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO activity_write_key (key, shop_id, created_at) VALUES (${key}, ${shopId}, ${now}::bigint)
    ON CONFLICT (key) DO UPDATE SET key = excluded.key WHERE activity_write_key.shop_id = excluded.shop_id
    RETURNING key`.execute(db);
  return rows.length > 0;
}

/** Lets every older key of the shop retire at an instant, so that pages with the old one are not cut off at once. */
export async function retireOtherKeys(
  db: Queryable,
  { shopId, key, retiresAt }: { readonly shopId: string; readonly key: string; readonly retiresAt: number },
): Promise<void> {
  await sql`
    UPDATE activity_write_key SET retires_at = least(retires_at, ${retiresAt}::bigint)
    WHERE shop_id = ${shopId} AND key <> ${key}`.execute(db);
}

/** All keys of a shop that are accepted at `now`, the newest first. */
export async function listWriteKeys(db: Queryable, shopId: string, now: number): Promise<WriteKey[]> {
  const { rows } = await sql<WriteKey>`
    SELECT key, created_at AS "createdAt", retires_at AS "retiresAt" FROM activity_write_key
    WHERE shop_id = ${shopId} AND (retires_at IS NULL OR retires_at > ${now}::bigint)
    ORDER BY created_at DESC, key`.execute(db);
  return rows;
}
