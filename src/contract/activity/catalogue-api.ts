import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { PRODUCT_WORDS } from './product-map';

/** `PUT`: the shop's whole catalogue. The shop's server says who it is by Basic authorization: the shop's id and secret. */
export const CATALOGUE_PATH = '/activity/products';

/** Products of one catalogue at most. */
export const MAX_CATALOGUE_PRODUCTS = 50_000;

const Word = v.pipe(v.string(), v.trim(), v.maxLength(255));

const words = Object.fromEntries(PRODUCT_WORDS.map((name) => [name, v.optional(Word)])) as Record<
  (typeof PRODUCT_WORDS)[number],
  v.OptionalSchema<typeof Word, undefined>
>;

/** A product as the shop's catalogue tells it. */
export const CatalogueProduct = v.object({
  /** The shop's own id, as its events name it. */
  id: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)),
  ...words,
  /** Of one piece, in the currency's main unit: 12.5 is EUR 12.50. */
  price: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e12))),
  /** ISO 4217; told where there is a price. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  /** Pieces in stock. */
  quantity: v.optional(Count),
  /** ISO 3166-1 alpha-2 codes of all countries where it is sold; everywhere without it. */
  countries: v.optional(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)))),
});
export type CatalogueProduct = v.InferOutput<typeof CatalogueProduct>;

/** Answer of `PUT /activity/products`. */
export const CatalogueAnswer = v.object({
  /** Products that are known now. */
  products: Count,
  changed: Count,
  removed: Count,
  at: Instant,
});
export type CatalogueAnswer = v.InferOutput<typeof CatalogueAnswer>;
