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
  type SumRange,
} from '../../store/activity/answers';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { installationSecret } from '../../store/activity/shops';
import { readProduct, readTrend } from '../../store/activity/trend';
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
  const withProducts = async (found: Awaited<ReturnType<typeof readSearchedProducts>>) => {
    const { ofProduct } = await keys();
    return found.map(({ shopId, productId, name, category, searches }) => ({
      ...{ key: productId, searches, withoutResult: 0 },
      product: { productKey: ofProduct(shopId, productId), name, category },
    }));
  };

  return {
    searched: async (caller, query) => {
      const { range, told } = open(caller, query);
      if (query.by === 'product') {
        const found = await readSearchedProducts(db, range, ofCategory(query));
        return { ...told, rows: await withProducts(found) };
      }
      const isWithoutResult = query.withoutResult === 'true';
      const rows = await readSearched(db, range, { ...query, isWithoutResult });
      return { ...told, rows: rows.map((row) => ({ ...row, product: null })) };
    },
    sold: async (caller, query) => {
      const { range, told } = open(caller, query);
      const { ofProduct } = await keys();
      const rows = await readSold(db, range, ofCategory(query));
      return {
        ...told,
        rows: rows.map(({ shopId, productId, ...row }) => ({
          productId,
          productKey: ofProduct(shopId, productId),
          ...row,
        })),
      };
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
      const product = await readProduct(db, query.product);
      if (product === null) throw noSuchProduct();
      const unit = range.toMs - range.fromMs <= LONGEST_OF_HOURS_MS ? 'hour' : 'day';
      const starts = bucketStarts(range, unit, zone);
      const { shopId, productId, name, category } = product;
      const counted = await readTrend(db, { shopId, productId, starts, toMs: range.toMs });
      return {
        ...told,
        ...{ productId, productKey: query.product, name, category, unit },
        rows: starts.map((startMs, index) => ({
          at: new Date(startMs).toISOString(),
          ...NOTHING,
          ...counted.get(index),
        })),
      };
    },
    funnel,
    stopped: async (caller, query) => {
      const { steps, from, to, keptSince } = await funnel(caller, query);
      const all = steps.reduce((sum, { stopped }) => sum + stopped, 0);
      const rows = steps
        .filter(({ stopped }) => stopped > 0)
        .map(({ step, stopped }) => ({ step, stopped, share: stopped / all }))
        .sort((a, b) => b.stopped - a.stopped || a.step - b.step);
      return { from, to, keptSince, rows };
    },
  };
}

const ofCategory = <Query extends { readonly category?: string | undefined }>({ category, ...query }: Query) => ({
  ...query,
  category: category ?? null,
});

const NOTHING = { searched: 0, viewed: 0, added: 0, sold: 0 };
const LONGEST_OF_HOURS_MS = 48 * 3_600_000;

/** Begins of the hours or days of a range, in the reporting time zone. The first and the last may be parts of a day. */
function bucketStarts({ fromMs, toMs }: SumRange, unit: TrendAnswer['unit'], zone: string): number[] {
  const starts = [fromMs];
  for (
    let at = DateTime.fromMillis(fromMs, { zone })
      .startOf(unit)
      .plus({ [unit]: 1 });
    at.toMillis() < toMs;
  ) {
    starts.push(at.toMillis());
    at = at.plus({ [unit]: 1 });
  }
  return starts;
}

const noSuchProduct = (): Refusal =>
  new Refusal('missing', 'no_such_product', 'No customer met such a product: choose another one.');

type Told = Pick<SearchedAnswer, 'from' | 'to' | 'keptSince'>;

/** Zones of 30 and 45 minutes exist; sums are of quarter hours. */
function isWholeHour(atMs: number, zone: string): boolean {
  const { minute, second, millisecond } = DateTime.fromMillis(atMs, { zone });
  return minute === 0 && second === 0 && millisecond === 0;
}

/** Begin of the oldest day of which sums are kept. */
const keptSinceOf = (now: number, zone: string): Date =>
  DateTime.fromMillis(now, { zone }).minus({ months: SUMS_KEPT_MONTHS }).startOf('day').toJSDate();
