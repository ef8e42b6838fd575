import * as v from 'valibot';
import { Count, Instant } from '../payload';

/** Path of the shops whose customers' activity is taken. */
export const SHOPS_PATH = '/activity/shops';

/** Id that an installation gives a shop: 1 to 40 lower-case letters, digits and hyphens. */
export const ShopId = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/));
export type ShopId = v.InferOutput<typeof ShopId>;

/** A shop as admins see it. */
export const Shop = v.object({
  shopId: ShopId,
  /** The shop's server signs user ids and forwarded bodies with it; it must not reach a page. */
  secret: v.string(),
  /** Keys that are accepted now, the newest first. Everybody can read them in the shop's pages. */
  writeKeys: v.array(
    v.object({
      key: v.string(),
      createdAt: Instant,
      /** From then on the key is refused; null = until it is replaced. */
      retiresAt: v.nullable(Instant),
    }),
  ),
});
export type Shop = v.InferOutput<typeof Shop>;

/** Body of `POST /activity/shops/{shopId}/write-keys`. */
export const NewWriteKey = v.object({
  /** How long the shop's older keys go on, for pages that still have them; at most 30 days. Default: 86,400. */
  othersRetireInSeconds: v.optional(v.pipe(Count, v.maxValue(30 * 86_400)), 86_400),
});
export type NewWriteKey = v.InferOutput<typeof NewWriteKey>;
