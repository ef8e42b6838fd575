import type { PRODUCT_WORDS } from '@flex-sync-suite/shared/contract';
import type { Money } from '../activity-event';

/** An attribute of a product that is a word. */
export type ProductWord = (typeof PRODUCT_WORDS)[number];

/** A product as the shop's catalogue tells it. */
export interface ListedProduct {
  readonly words: Readonly<Partial<Record<ProductWord, string>>>;
  /** Of one piece. */
  readonly price: Money | null;
  /** Pieces in stock. */
  readonly quantity: number | null;
  /** ISO 3166-1 alpha-2, sorted, each once; null = not told, so everywhere. */
  readonly countries: readonly string[] | null;
}
