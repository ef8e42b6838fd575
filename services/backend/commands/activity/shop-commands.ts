import { randomBytes } from 'node:crypto';
import type { NewWriteKey, Shop, ShopId } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { ensureShop, insertWriteKey, listWriteKeys, retireOtherKeys, shopById } from '../../store/activity/shops';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { inTransaction, type Queryable } from '../../store/transaction';
import { requireAdmin, type Caller } from '../caller';

/** What admins do with shops. Every method throws a `Refusal`: `forbidden` for a caller who is no admin. */
export interface ShopCommands {
  /** @throws Refusal `missing` for a shop without a key */
  shop(caller: Caller, shopId: ShopId): Promise<Shop>;
  /** Makes a key, and the shop with its first one. The shop's older keys retire. */
  newWriteKey(caller: Caller, shopId: ShopId, options: NewWriteKey): Promise<Shop>;
}

export interface ShopCommandOptions {
  readonly database: Database;
  readonly now: () => number;
}

export function createShopCommands({ database, now }: ShopCommandOptions): ShopCommands {
  return {
    shop: async (caller, shopId) => {
      requireAdmin(caller);
      return readShop(database.kysely, shopId, now());
    },
    newWriteKey: async (caller, shopId, { othersRetireInSeconds }) => {
      requireAdmin(caller);
      const key = randomBytes(16).toString('hex');
      return inTransaction(database.kysely, async (trx) => {
        const at = now();
        await ensureShop(trx, shopId, at);
        await insertWriteKey(trx, { shopId, key, now: at });
        await retireOtherKeys(trx, { shopId, key, retiresAt: at + othersRetireInSeconds * 1_000 });
        await writeAudit(trx, { at, actor: caller.actor, action: 'shop.new-write-key', resource: shopId });
        return readShop(trx, shopId, at);
      });
    },
  };
}

async function readShop(db: Queryable, shopId: ShopId, at: number): Promise<Shop> {
  const shop = await shopById(db, shopId);
  if (shop === null) throw noSuchShop();
  const keys = await listWriteKeys(db, shopId, at);
  return {
    shopId,
    secret: shop.secret,
    writeKeys: keys.map(({ key, createdAt, retiresAt }) => ({
      key,
      createdAt: new Date(createdAt).toISOString(),
      retiresAt: retiresAt === null ? null : new Date(retiresAt).toISOString(),
    })),
  };
}

/** What is said of a shop that is not known, or whose id cannot be one. */
export const noSuchShop = (): Refusal =>
  new Refusal('missing', 'no_such_shop', 'There is no such shop: make its first write key.');
