import type { CustomerKey, PageKey, ProductKey, ShopAppKey } from '@flex-sync-suite/shared/contract';
import { keyedHash } from '../../base/keyed-hash';
import { ownerKey, type Owner } from './folded-events';

/** Keys of what Sync shows of a shop: nobody can tell the shop's own ids from them, nor guess them. */
export interface OpaqueKeys {
  readonly ofCustomer: (owner: Owner) => CustomerKey;
  readonly ofProduct: (shopId: string, productId: string) => ProductKey;
  readonly ofPage: (shopId: string, path: string) => PageKey;
  /** Of the Map that the shop's own app writes. */
  readonly ofShopApp: (shopId: string) => ShopAppKey;
}

const DIGITS = 32;

/** @param secret of this installation, `installationSecret(db, 'activity')` */
export function opaqueKeys(secret: string): OpaqueKeys {
  const hash = keyedHash(secret);
  const keyOf = (text: string): string => hash(text).slice(0, DIGITS);
  return {
    ofCustomer: (owner) => keyOf(ownerKey(owner)),
    ofProduct: (shopId, productId) => keyOf(JSON.stringify(['product', shopId, productId])),
    ofShopApp: (shopId) => keyOf(JSON.stringify(['shop-app', shopId])),
    ofPage: (shopId, path) => keyOf(JSON.stringify(['page', shopId, path])),
  };
}
