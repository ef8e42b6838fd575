import {
  PRODUCT_FIGURES,
  PRODUCT_WORDS,
  type Money,
  type ProductEntry,
  type ProductItem,
} from '@flex-sync-suite/shared/contract';

type Word = (typeof PRODUCT_WORDS)[number];
type Figure = (typeof PRODUCT_FIGURES)[number];

/** What the Map of a product tells; null, or left out, for what nobody told. */
export interface ProductFacts {
  readonly id: string | null;
  readonly words: readonly { readonly kind: Word; readonly text: string }[];
  readonly price: Money | null;
  readonly quantity: number | null;
  /** Codes of the countries where it is sold; empty where it is sold nowhere. */
  readonly countries: readonly string[] | null;
  readonly figures: readonly { readonly kind: Figure; readonly hour: number; readonly today: number }[];
}

export function productFacts(items: ReadonlyMap<string, ProductItem>): ProductFacts {
  const entryOf = <Kind extends ProductEntry['kind']>(
    kind: Kind,
  ): Extract<ProductEntry, { readonly kind: Kind }> | null => {
    const entry = items.get(kind)?.entry;
    return entry !== undefined && isOfKind(entry, kind) ? entry : null;
  };
  const texts = entries(items).filter((entry): entry is Extract<ProductEntry, { kind: Word }> => isWord(entry.kind));
  const figures = entries(items).filter((entry): entry is Extract<ProductEntry, { kind: Figure }> =>
    isFigure(entry.kind),
  );
  return {
    id: entryOf('id')?.text ?? null,
    words: [...texts].sort((a, b) => PRODUCT_WORDS.indexOf(a.kind) - PRODUCT_WORDS.indexOf(b.kind)),
    price: entryOf('price')?.price ?? null,
    quantity: entryOf('quantity')?.quantity ?? null,
    countries:
      entryOf('countries')
        ?.text.split(' ')
        .filter((code) => code !== '') ?? null,
    figures: [...figures].sort((a, b) => PRODUCT_FIGURES.indexOf(a.kind) - PRODUCT_FIGURES.indexOf(b.kind)),
  };
}

const entries = (items: ReadonlyMap<string, ProductItem>): readonly ProductEntry[] =>
  [...items.values()].map(({ entry }) => entry);

const isWord = (kind: string): kind is Word => PRODUCT_WORDS.some((word) => word === kind);
const isFigure = (kind: string): kind is Figure => PRODUCT_FIGURES.some((figure) => figure === kind);

const isOfKind = <Kind extends ProductEntry['kind']>(
  entry: ProductEntry,
  kind: Kind,
): entry is Extract<ProductEntry, { readonly kind: Kind }> => entry.kind === kind;
