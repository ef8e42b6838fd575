import type {
  ActivityPageQuery,
  FunnelAnswer,
  FunnelQuery,
  SearchedAnswer,
  SearchedQuery,
  SoldAnswer,
  SoldQuery,
  StoppedAnswer,
  TrendAnswer,
  TrendQuery,
  VisitedAnswer,
} from '@flex-sync-suite/shared/contract';
import { DateTime } from 'luxon';
import { Refusal } from '../../base/refusal';
import {
  readFunnel,
  readSearched,
  readSearchedProducts,
  readSold,
  readVisited,
  type SoldRow,
  type SumRange,
} from '../../store/activity/answers';
import { opaqueKeys, type OpaqueKeys } from '../../store/activity/opaque-keys';
import { installationSecret } from '../../store/activity/shops';
import { productTrend } from './product-trend';
import type { Database } from '../../store/database';
import { requireSupervisor, type Caller } from '../caller';

/**
 * The questions about all customers. Every method throws a `Refusal`: `forbidden` for a caller who is neither supervisor nor
 * admin, `invalid` for a range that is none of whole hours.
 */
export interface ActivityQuestions {
  searched(caller: Caller, query: SearchedQuery): Promise<SearchedAnswer>;
  sold(caller: Caller, query: SoldQuery): Promise<SoldAnswer>;
  visited(caller: Caller, query: ActivityPageQuery): Promise<VisitedAnswer>;
  funnel(caller: Caller, query: FunnelQuery): Promise<FunnelAnswer>;
  stopped(caller: Caller, query: FunnelQuery): Promise<StoppedAnswer>;
  /** @throws Refusal `missing` for a product that no customer met */
  trend(caller: Caller, query: TrendQuery): Promise<TrendAnswer>;
}

export interface ActivityQuestionOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the reporting time zone, of whose hours ranges are made. */
  readonly zone: string;
}

/** As docs/activity.md tells; rows are deleted by `outbox/upkeep/retention.ts`. */
const SUMS_KEPT_MONTHS = 13;

export function createActivityQuestions({ database, now, zone }: ActivityQuestionOptions): ActivityQuestions {
  const db = database.kysely;

  function open(caller: Caller, query: FunnelQuery): { range: SumRange; told: Told } {
    requireSupervisor(caller);
    const range = { fromMs: Date.parse(query.from), toMs: Date.parse(query.to), shopId: query.shop ?? null };
    if (!(range.fromMs < range.toMs && [range.fromMs, range.toMs].every((at) => isWholeHour(at, zone)))) {
      throw new Refusal('invalid', 'invalid_range', 'Ask for whole hours of the reporting time zone, from before to.');
    }
    const keptSince = keptSinceOf(now(), zone).toISOString();
    return { range, told: { from: query.from, to: query.to, keptSince } };
  }

  const funnel = async (caller: Caller, query: FunnelQuery): Promise<FunnelAnswer> => {
    const { range, told } = open(caller, query);
    const { started, ordered, open: stillOpen, steps } = await readFunnel(db, range, now());
    return { ...told, started, ordered, open: stillOpen, steps: [...steps] };
  };

  const keys = async () => opaqueKeys(await installationSecret(db, 'activity'));
  return {
    searched: async (caller, query) => {
      const { range, told } = open(caller, query);
      if (query.by === 'product') {
        const found = await readSearchedProducts(db, range, ofCategory(query));
        return { ...told, rows: found.map(productRow(await keys())) };
      }
      const isWithoutResult = query.withoutResult === 'true';
      const rows = await readSearched(db, range, { ...query, isWithoutResult });
      return { ...told, rows: rows.map((row) => ({ ...row, product: null })) };
    },
    sold: async (caller, query) => {
      const { range, told } = open(caller, query);
      const { ofProduct } = await keys();
      const rows = await readSold(db, range, ofCategory(query));
      const withKey = ({ shopId, productId, ...row }: SoldRow) => ({
        ...{ productId, productKey: ofProduct(shopId, productId) },
        ...row,
      });
      return { ...told, rows: rows.map(withKey) };
    },
    visited: async (caller, query) => {
      const { range, told } = open(caller, query);
      const rows = await readVisited(db, range, query);
      return {
        ...told,
        rows: rows.map(({ path, visits, visitors, meanDwellMs }) => ({ path, visits, visitors, meanDwellMs })),
      };
    },
    trend: async (caller, query) => {
      const { range, told } = open(caller, query);
      return { ...told, ...(await productTrend(db, query.product, range, zone)) };
    },
    funnel,
    stopped: async (caller, query) => {
      const { steps, from, to, keptSince } = await funnel(caller, query);
      return { from, to, keptSince, rows: stoppedRows(steps) };
    },
  };
}

const ofCategory = <Query extends { readonly category?: string | undefined }>({ category, ...query }: Query) => ({
  ...query,
  category: category ?? null,
});

const productRow =
  ({ ofProduct }: OpaqueKeys) =>
  ({ shopId, productId, name, category, searches }: Awaited<ReturnType<typeof readSearchedProducts>>[number]) => ({
    ...{ key: productId, searches, withoutResult: 0 },
    product: { productKey: ofProduct(shopId, productId), name, category },
  });

/** Where purchases stopped, the most frequent step first. */
function stoppedRows(steps: FunnelAnswer['steps']): StoppedAnswer['rows'] {
  const all = steps.reduce((sum, { stopped }) => sum + stopped, 0);
  return steps
    .filter(({ stopped }) => stopped > 0)
    .map(({ step, name, stopped }) => ({ step, name, stopped, share: stopped / all }))
    .sort((a, b) => b.stopped - a.stopped || a.step - b.step);
}

type Told = Pick<SearchedAnswer, 'from' | 'to' | 'keptSince'>;

/** Zones of 30 and 45 minutes exist; sums are of quarter hours. */
function isWholeHour(atMs: number, zone: string): boolean {
  const { minute, second, millisecond } = DateTime.fromMillis(atMs, { zone });
  return minute === 0 && second === 0 && millisecond === 0;
}

/** Begin of the oldest day of which sums are kept. */
const keptSinceOf = (now: number, zone: string): Date =>
  DateTime.fromMillis(now, { zone }).minus({ months: SUMS_KEPT_MONTHS }).startOf('day').toJSDate();
