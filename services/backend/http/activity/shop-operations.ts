import { NewWriteKey, Shop, ShopId, SHOPS_PATH } from '@flex-sync-suite/shared/contract';
import { noSuchShop, type ShopCommands } from '../../commands/activity/shop-commands';
import { serving, type ServedOperation } from '../operations/operation';

const LIMIT = { burst: 20, refillMs: 1_000 };

/** The shops that tell of their customers, and the keys that they tell it with. */
export const shopOperations = (shops: ShopCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: `${SHOPS_PATH}/{shopId}`,
      summary: 'The secret and the write keys of a shop, for admins.',
      params: { shopId: ShopId },
      missing: noSuchShop,
      answer: Shop,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, params }) => shops.shop(caller, params.shopId),
  ),
  serving(
    {
      method: 'post',
      path: `${SHOPS_PATH}/{shopId}/write-keys`,
      summary: 'Makes a write key, and the shop with its first one; older keys retire.',
      params: { shopId: ShopId },
      missing: noSuchShop,
      body: NewWriteKey,
      answer: Shop,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, params, body }) => shops.newWriteKey(caller, params.shopId, body),
  ),
];
