import type {
  ActivitySummary,
  BackendHeartbeat,
  FunnelAnswer,
  FunnelFigures,
  ProductEntry,
  ProductItem,
  ProductKey,
  SearchedAnswer,
  SoldAnswer,
  StepDocument,
  TrendAnswer,
  VisitedAnswer,
} from '@flex-sync-suite/shared/contract';

/** Payloads and answers for the tests of the supervisors' view. */

/** Noon of an ordinary day in Berlin, where it is two hours later: the clock of the tests. */
export const NOON = Date.parse('2026-06-03T10:00:00.000Z');
const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;

const minutesBeforeNoon = (minutes: number): string => new Date(NOON - minutes * MINUTE).toISOString();

const keyed = (number: number): string => number.toString(16).padStart(32, '0');
export const productKey = (number: number): ProductKey => keyed(number);

type Step = FunnelFigures['steps'][number];
export const funnelStep = (
  step: number,
  entered: number,
  completed: number,
  stopped: number,
  name: string | null = null,
): Step => ({
  step,
  name,
  entered,
  completed,
  stopped,
});

/** Ten began, eight came to step 2, of whom three stopped there and four ordered. */
export const funnel = (fields: Partial<FunnelFigures> = {}): FunnelFigures => ({
  started: 10,
  ordered: 4,
  open: 1,
  steps: [funnelStep(1, 10, 8, 2), funnelStep(2, 8, 4, 3)],
  ...fields,
});

let version = 0;
const header = (): { schema: 1; v: number; asOf: string } => {
  version += 1;
  return { schema: 1, v: version, asOf: minutesBeforeNoon(0) };
};

export const summary = (fields: Partial<ActivitySummary> = {}): ActivitySummary => ({
  ...header(),
  window: 'today',
  since: '2026-06-02T22:00:00.000Z',
  timeZone: ZONE,
  at: minutesBeforeNoon(0),
  searched: [
    { query: 'rain jacket', searches: 12 },
    { query: 'مظلة', searches: 6 },
  ],
  withoutResult: [{ query: 'unicorn', searches: 3 }],
  sold: [
    {
      product: productKey(1),
      name: 'Harbour Rain Jacket',
      units: 5,
      revenue: [
        { minorUnits: 64_500, currency: 'EUR' },
        { minorUnits: 12_000, currency: 'JPY' },
      ],
    },
    { product: productKey(2), name: 'Wool Hat', units: 2, revenue: [] },
  ],
  visited: [{ page: keyed(9), path: '/product/p-101', visits: 30, visitors: 21 }],
  funnel: funnel(),
  ...fields,
});

export const emptySummary = (fields: Partial<ActivitySummary> = {}): ActivitySummary =>
  summary({
    searched: [],
    withoutResult: [],
    sold: [],
    visited: [],
    funnel: { started: 0, ordered: 0, open: 0, steps: [] },
    ...fields,
  });

export const stepData = (step: number, fields: Partial<StepDocument> = {}): StepDocument => ({
  ...header(),
  step,
  name: null,
  entered: 8,
  completed: 4,
  stopped: 3,
  nowOn: 2,
  stalled: 1,
  completedBy: [{ customer: keyed(7), at: minutesBeforeNoon(4) }],
  ...fields,
});

export const productItem = (entry: ProductEntry): ProductItem => ({ ...header(), entry });

export const heartbeat = (v: number, at: string): BackendHeartbeat => ({ schema: 1, v, asOf: null, at });

const told = {
  from: '2026-06-01T22:00:00.000Z',
  to: '2026-06-02T22:00:00.000Z',
  keptSince: '2025-05-02T22:00:00.000Z',
};

type SearchedRow = SearchedAnswer['rows'][number];
export const searchedRow = (key: string, searches: number, fields: Partial<SearchedRow> = {}): SearchedRow => ({
  key,
  searches,
  withoutResult: 0,
  product: null,
  ...fields,
});
export const searchedAnswer = (rows: readonly SearchedRow[] = [], keptSince = told.keptSince): SearchedAnswer => ({
  ...told,
  keptSince,
  rows: [...rows],
});

type SoldRow = SoldAnswer['rows'][number];
export const soldRow = (number: number, units: number, fields: Partial<SoldRow> = {}): SoldRow => ({
  productId: `p-${number}`,
  productKey: productKey(number),
  name: `Product ${number}`,
  category: 'Hats',
  orders: units,
  units,
  returnedUnits: 0,
  revenue: [{ minorUnits: units * 1_000, currency: 'EUR' }],
  ...fields,
});
export const soldAnswer = (...rows: readonly SoldRow[]): SoldAnswer => ({ ...told, rows: [...rows] });

export const visitedAnswer = (...rows: VisitedAnswer['rows']): VisitedAnswer => ({ ...told, rows });

export const funnelAnswer = (fields: Partial<FunnelFigures> = {}): FunnelAnswer => ({ ...told, ...funnel(fields) });

export const NO_FUNNEL = { started: 0, ordered: 0, open: 0, steps: [] };

export const trendAnswer = (rows: TrendAnswer['rows'], unit: TrendAnswer['unit'] = 'day'): TrendAnswer => ({
  ...told,
  productId: 'p-1',
  productKey: productKey(1),
  name: 'Harbour Rain Jacket',
  category: 'Jackets',
  unit,
  rows,
});
