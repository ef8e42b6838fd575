import { PRODUCT_FIGURES, PRODUCT_WORDS, type ProductEntry } from '@flex-sync-suite/shared/contract';
import type { Money } from '../activity-event';
import type { ContributionKind } from '../contribution';
import type { ListedProduct } from './listed-product';

/** What is known of a product that customers meet. */
export interface MetProduct {
  readonly id: string;
  /** As the shop's pages told it last. */
  readonly name: string | null;
  readonly category: string | null;
  readonly price: Money | null;
  readonly listed: ListedProduct | null;
  /** By kind of contribution. */
  readonly figures: readonly { readonly kind: string; readonly hour: number; readonly today: number }[];
}

/** The contribution that each figure counts. */
const COUNTED: Readonly<Record<(typeof PRODUCT_FIGURES)[number], ContributionKind>> = {
  searched: 'search-led-to',
  viewed: 'viewed',
  added: 'added',
  sold: 'sold',
};

/**
 * The items of the Map `product.{key}`, each by the kind of its entry. The catalogue counts before what pages told; a
 * figure of which there is nothing today has no item.
 */
export function productItems({ id, name, category, price, listed, figures }: MetProduct): ProductEntry[] {
  const words: ListedProduct['words'] = {
    ...(name === null ? {} : { name }),
    ...(category === null ? {} : { category }),
    ...listed?.words,
  };
  const shownPrice = listed?.price ?? price;
  const [quantity, countries] = [listed?.quantity ?? null, listed?.countries ?? null];
  return [
    { kind: 'id', text: id },
    ...PRODUCT_WORDS.flatMap((kind): ProductEntry[] => {
      const text = words[kind];
      return text === undefined ? [] : [{ kind, text }];
    }),
    ...(shownPrice === null ? [] : [{ kind: 'price' as const, price: shownPrice }]),
    ...(quantity === null ? [] : [{ kind: 'quantity' as const, quantity }]),
    ...(countries === null ? [] : [{ kind: 'countries' as const, text: countries.join(' ') }]),
    ...PRODUCT_FIGURES.flatMap((kind): ProductEntry[] => {
      const figure = figures.find((each) => each.kind === COUNTED[kind]);
      if (figure === undefined || (figure.hour === 0 && figure.today === 0)) return [];
      return [{ kind, hour: figure.hour, today: figure.today }];
    }),
  ];
}
