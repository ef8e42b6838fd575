import * as v from 'valibot';
import { Instant } from '../payload';
import { SyncServiceSid } from '../sid';

/**
 * `POST`, with the shop's id and secret as Basic authorization: a Sync token for the one Map that the shop's own app writes.
 * For the shop's server, which hands it to the app.
 */
export const SHOP_TOKENS_PATH = '/activity/shop-tokens';

/** Answer of `POST /activity/shop-tokens`. */
export const ShopToken = v.object({
  token: v.string(),
  /** What the app's changes are stored under: its own, and the same for every token of the shop. */
  identity: v.string(),
  serviceSid: SyncServiceSid,
  /** The Map that may be read and written; it is removed a day after the last token was asked for. */
  map: v.object({ uniqueName: v.string(), sid: v.string() }),
  /** Ask for another one before, when the SDK says `tokenAboutToExpire`. */
  expiresAt: Instant,
});
export type ShopToken = v.InferOutput<typeof ShopToken>;
