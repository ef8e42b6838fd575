import {
  ACTIVITY_PATH,
  FileAnswer,
  FunnelAnswer,
  MAX_ACTIVITY_ROWS,
  SearchedAnswer,
  SoldAnswer,
  TrendAnswer,
  VisitedAnswer,
  type ProductKey,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import type { HourRange } from '../model/period';
import {
  type RankedRow,
  type RankingKind,
  searchedRows,
  soldRows,
  visitedRows,
  withDistinctKeys,
} from '../model/ranking';

/** A question to the store. */
export interface RangeQuestion {
  readonly range: HourRange;
  /** What it is compared with; null compares nothing. */
  readonly before: HourRange | null;
}

export interface RankingQuestion extends RangeQuestion {
  /** Rows that are shown. */
  readonly rows: number;
  /** Only products of it; null for all. */
  readonly category: string | null;
  /** What searches are counted by. */
  readonly by: 'query' | 'product';
}

export interface Ranking {
  readonly rows: readonly RankedRow[];
  readonly hasMore: boolean;
  /** Figures of the range before, by key, null for a key of several rows; no Map where nothing is compared. */
  readonly before: ReadonlyMap<string, number | null> | null;
  /** Whether `before` has all rows of that range: then what it lacks was nothing. */
  readonly isBeforeWhole: boolean;
  /** Sums are kept from here on, in milliseconds. */
  readonly keptSince: number;
  /** Of the products in both ranges. */
  readonly categories: readonly string[];
}

export interface FunnelComparison {
  readonly funnel: FunnelAnswer;
  /** Null where nothing is compared. */
  readonly before: FunnelAnswer | null;
}

/** What the store is asked. Everything rejects with a `BackendError`. */
export interface ActivityApi {
  ranking(kind: RankingKind, question: RankingQuestion, signal: AbortSignal): Promise<Ranking>;
  funnel(question: RangeQuestion, signal: AbortSignal): Promise<FunnelComparison>;
  trend(product: ProductKey, range: HourRange, signal: AbortSignal): Promise<TrendAnswer>;
  /** One file with up to {@link MAX_ACTIVITY_ROWS} rows. */
  rankingCsv(kind: RankingKind, question: RankingQuestion): Promise<Blob>;
  funnelCsv(range: HourRange): Promise<Blob>;
}

export function createActivityApi(client: BackendClient): ActivityApi {
  const funnelOf = (range: HourRange, signal: AbortSignal): Promise<FunnelAnswer> =>
    client.request({ path: `${ACTIVITY_PATH}/funnel`, query: rangeQuery(range), signal, schema: FunnelAnswer });

  const csv = (path: string, query: Readonly<Record<string, string | number | undefined>>): Promise<Blob> =>
    client.request({ path, query: { ...query, format: 'csv' }, answerAs: 'blob', schema: FileAnswer });

  return {
    async ranking(kind, question, signal) {
      const { range, before, rows } = question;
      const [now, then] = await Promise.all([
        // One more than is shown tells whether there are more.
        answerOf(client, kind, question, range, rows + 1, signal),
        before === null ? null : answerOf(client, kind, question, before, MAX_ACTIVITY_ROWS, signal),
      ]);
      const shown = withDistinctKeys(now.rows.slice(0, rows));
      const compared = then === null ? null : withDistinctKeys(then.rows);
      const categories = [...now.categories, ...(then?.categories ?? [])];
      return {
        rows: shown.rows,
        hasMore: now.rows.length > rows,
        before:
          compared === null
            ? null
            : new Map<string, number | null>([
                ...compared.rows.map(({ key, figure }): [string, number] => [key, figure]),
                ...[...shown.ambiguous, ...compared.ambiguous].map((key): [string, null] => [key, null]),
              ]),
        isBeforeWhole: then === null || then.rows.length < MAX_ACTIVITY_ROWS,
        keptSince: Date.parse(now.keptSince),
        categories: [...new Set(categories.filter((category) => category !== null))],
      };
    },
    async funnel({ range, before }, signal) {
      const [funnel, then] = await Promise.all([
        funnelOf(range, signal),
        before === null ? null : funnelOf(before, signal),
      ]);
      return { funnel, before: then };
    },
    trend: (product, range, signal) =>
      client.request({
        path: `${ACTIVITY_PATH}/trend`,
        query: { ...rangeQuery(range), product },
        signal,
        schema: TrendAnswer,
      }),
    rankingCsv: (kind, question) =>
      csv(pathOf(kind), { ...rankingQuery(kind, question, question.range), limit: MAX_ACTIVITY_ROWS }),
    funnelCsv: (range) => csv(`${ACTIVITY_PATH}/funnel`, rangeQuery(range)),
  };
}

/** Rows of one range. */
async function answerOf(
  client: BackendClient,
  kind: RankingKind,
  question: RankingQuestion,
  range: HourRange,
  limit: number,
  signal: AbortSignal,
) {
  const request = { path: pathOf(kind), query: { ...rankingQuery(kind, question, range), limit }, signal };
  switch (kind) {
    case 'searched':
    case 'withoutResult': {
      const found = await client.request({ ...request, schema: SearchedAnswer });
      const products = found.rows.map(({ product }) => product?.category ?? null);
      return {
        keptSince: found.keptSince,
        rows: searchedRows(found, kind === 'withoutResult'),
        categories: products,
      };
    }
    case 'sold': {
      const found = await client.request({ ...request, schema: SoldAnswer });
      return {
        keptSince: found.keptSince,
        rows: soldRows(found),
        categories: found.rows.map(({ category }) => category),
      };
    }
    case 'visited': {
      const found = await client.request({ ...request, schema: VisitedAnswer });
      return { keptSince: found.keptSince, rows: visitedRows(found), categories: [] };
    }
  }
}

const pathOf = (kind: RankingKind): string => `${ACTIVITY_PATH}/${kind === 'withoutResult' ? 'searched' : kind}`;

const rangeQuery = ({ from, to }: HourRange) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** Parameters of a question; the backend has no category of a query, nor of a page. */
function rankingQuery(kind: RankingKind, { category, by }: RankingQuestion, range: HourRange) {
  const ofCategory = category === null ? {} : { category };
  switch (kind) {
    case 'searched':
      return { ...rangeQuery(range), ...(by === 'product' ? { by, ...ofCategory } : {}) };
    case 'withoutResult':
      return { ...rangeQuery(range), withoutResult: 'true' };
    case 'sold':
      return { ...rangeQuery(range), ...ofCategory };
    case 'visited':
      return rangeQuery(range);
  }
}
