/** What a shop tells of a product with an event. Texts are cut and masked; an amount of no known currency is null. */
export interface ToldProduct {
  /** The shop's own id: `product_id`, else `sku`. */
  readonly productId: string;
  readonly name: string | null;
  readonly category: string | null;
  readonly brand: string | null;
  readonly variant: string | null;
  /** Of one piece. */
  readonly price: Money | null;
  /** Pieces, at least 1. */
  readonly quantity: number;
}

/** An amount in the currency's minor unit (cents), so that sums are exact. Never added across currencies. */
export interface Money {
  /** A safe integer; negative only in a refund. */
  readonly minorUnits: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** A page of the shop: its path, without the query but for the allow-listed parts. */
export interface ToldPage {
  readonly path: string;
  readonly title: string | null;
}

/** Country and region as the shop tells them, never derived from an address. ISO 3166-1 alpha-2, upper case. */
export interface Location {
  readonly country: string;
  readonly region: string | null;
}

/** What a visitor did: an event of a shop, reduced to what is counted and shown. Everything else is dropped on arrival. */
export type ActivityCall =
  | { readonly kind: 'page'; readonly page: ToldPage }
  /** `results` is null when the shop did not tell how many it found; 0 is a search without result. */
  | { readonly kind: 'search'; readonly query: string; readonly results: number | null }
  | { readonly kind: 'product'; readonly action: ProductAction; readonly product: ToldProduct }
  /** `Cart Viewed`: all that is in the cart. */
  | { readonly kind: 'cart'; readonly products: readonly ToldProduct[] }
  | {
      readonly kind: 'checkout-started';
      readonly checkoutId: string | null;
      readonly orderId: string | null;
      readonly products: readonly ToldProduct[];
      readonly value: Money | null;
    }
  /** `failed` with the shop's word for the reason, such as `card_declined`. `step` counts from 1. */
  | {
      readonly kind: 'checkout-step';
      readonly action: 'viewed' | 'completed' | 'failed';
      readonly checkoutId: string | null;
      readonly step: number;
      readonly name: string | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'order';
      readonly action: 'completed' | 'refunded' | 'cancelled';
      readonly orderId: string;
      readonly checkoutId: string | null;
      /** For a refund: what is taken back. Empty = all of it. */
      readonly products: readonly ToldProduct[];
      readonly total: Money | null;
    }
  /** `identify`: the anonymous visitor is this user from now on. Contact data are kept as keyed hashes only. */
  | { readonly kind: 'identify'; readonly emailHash: string | null; readonly phoneHash: string | null }
  /** `alias`: what `previousId` did, `userId` did. */
  | { readonly kind: 'alias'; readonly previousId: string }
  /** Anything else: it shows that the visitor is there. */
  | { readonly kind: 'other' };

/** What was done with one product. */
export type ProductAction = 'clicked' | 'viewed' | 'added' | 'removed';

/** One event of one shop, filtered; the pair of shop and `messageId` is told once, however often it is sent. */
export interface ActivityEvent {
  /** Id of the shop that the write key belongs to. */
  readonly shopId: string;
  readonly messageId: string;
  /** When it happened by our clock: the sender's instant, corrected by `receivedAt − sentAt`. Milliseconds of the epoch. */
  readonly atMs: number;
  readonly receivedAtMs: number;
  /** At least one of the two ids is there. */
  readonly anonymousId: string | null;
  readonly userId: string | null;
  /** Whether the shop signed the `userId`; a page can claim any. */
  readonly isVerified: boolean;
  readonly location: Location | null;
  readonly call: ActivityCall;
}
