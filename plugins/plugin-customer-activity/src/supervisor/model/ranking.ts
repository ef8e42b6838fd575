import type {
  ActivitySummary,
  Money,
  ProductKey,
  SearchedAnswer,
  SoldAnswer,
  VisitedAnswer,
} from '@flex-sync-suite/shared/contract';

/** A question whose answer is a list, the most frequent first. */
export const RANKINGS = ['searched', 'withoutResult', 'sold', 'visited'] as const;
export type RankingKind = (typeof RANKINGS)[number];

/** What is told of a row beside the figure that it is ranked by. */
export type Detail = 'withoutResult' | 'orders' | 'returnedUnits' | 'visitors' | 'meanDwellMs';

/** One row of an answer, live or from the store. */
export interface RankedRow {
  /** Unique in its list. */
  readonly key: string;
  /** The query, the product's name or the path of the page. */
  readonly label: string;
  /** Opens the product; null for what is none. */
  readonly productKey: ProductKey | null;
  readonly figure: number;
  readonly details: Readonly<Partial<Record<Detail, number>>>;
  /** One amount for each currency; empty for what is not sold. */
  readonly revenue: readonly Money[];
}

const row = (key: string, label: string, figure: number, fields: Partial<RankedRow> = {}): RankedRow => ({
  key,
  label,
  productKey: null,
  figure,
  details: {},
  revenue: [],
  ...fields,
});

/** Rows of a live summary. */
export function summaryRows(kind: RankingKind, summary: ActivitySummary): readonly RankedRow[] {
  switch (kind) {
    case 'searched':
    case 'withoutResult':
      // Long queries are cut, and two of them may look the same.
      return withDistinctKeys(summary[kind].map(({ query, searches }) => row(query, query, searches))).rows;
    case 'sold':
      return summary.sold.map(({ product, name, units, revenue }) =>
        row(product, name, units, { productKey: product, revenue }),
      );
    case 'visited':
      return summary.visited.map(({ page, path, visits, visitors }) =>
        row(page, path, visits, { details: { visitors } }),
      );
  }
}

/** @param isWithoutResult whether only those that found nothing were asked for */
export const searchedRows = ({ rows }: SearchedAnswer, isWithoutResult: boolean): readonly RankedRow[] =>
  rows.map(({ key, searches, withoutResult, product }) => {
    if (product !== null)
      return row(product.productKey, product.name ?? key, searches, { productKey: product.productKey });
    return isWithoutResult ? row(key, key, withoutResult) : row(key, key, searches, { details: { withoutResult } });
  });

export const soldRows = ({ rows }: SoldAnswer): readonly RankedRow[] =>
  rows.map(({ productId, productKey, name, units, orders, returnedUnits, revenue }) =>
    row(productKey, name ?? productId, units, { productKey, details: { orders, returnedUnits }, revenue }),
  );

export const visitedRows = ({ rows }: VisitedAnswer): readonly RankedRow[] =>
  rows.map(({ path, visits, visitors, meanDwellMs }) =>
    row(path, path, visits, { details: { visitors, meanDwellMs } }),
  );

/** Rows of which each has a key of its own, and the keys of those that others had, too: which is which nobody knows. */
export function withDistinctKeys(rows: readonly RankedRow[]): {
  readonly rows: readonly RankedRow[];
  readonly ambiguous: ReadonlySet<string>;
} {
  const count = new Map<string, number>();
  for (const { key } of rows) count.set(key, (count.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  const ambiguous = new Set<string>();
  const distinct = rows.map((each) => {
    if (count.get(each.key) === 1) return each;
    const place = (seen.get(each.key) ?? 0) + 1;
    const key = `${each.key}#${String(place)}`;
    seen.set(each.key, place);
    ambiguous.add(each.key).add(key);
    return { ...each, key };
  });
  return { rows: distinct, ambiguous };
}
