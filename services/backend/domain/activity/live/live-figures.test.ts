import type { ActivitySummary } from '@flex-sync-suite/shared/contract';
import { fittedStep, STEP_BYTES } from './fitted-step';
import { fittedSummary, SUMMARY_BYTES } from './fitted-summary';
import { liveWindows } from './live-windows';
import { productItems } from './product-items';

describe('the windows of live figures', () => {
  it.each([
    ['2026-03-02T09:59:59.999Z', '2026-03-02T09:30:00.000Z', '2026-03-02T08:45:00.000Z'],
    ['2026-03-02T10:00:00.000Z', '2026-03-02T09:45:00.000Z', '2026-03-02T09:00:00.000Z'],
  ])('at %s begin with a whole quarter hour, and are never shorter than they are called', (at, now, hour) => {
    const windows = liveWindows(Date.parse(at), 'UTC');
    expect([windows.now, windows.hour].map((ms) => new Date(ms).toISOString())).toEqual([now, hour]);
  });

  it('begin the day with the midnight of the reporting time zone, also when that lies within an hour', () => {
    const today = (at: string, zone: string) => new Date(liveWindows(Date.parse(at), zone).today).toISOString();
    expect(today('2026-03-29T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(today('2026-03-02T12:00:00.000Z', 'Asia/Kathmandu')).toBe('2026-03-01T18:15:00.000Z');
  });
});

describe('a summary', () => {
  const key = 'f'.repeat(32);
  const summaryOf = (text: string, rows: number): ActivitySummary => ({
    ...{ schema: 1, v: 1, window: 'today' },
    ...{
      asOf: new Date(0).toISOString(),
      at: new Date(0).toISOString(),
      since: new Date(0).toISOString(),
      timeZone: 'UTC',
    },
    searched: Array.from({ length: rows }, () => ({ query: text, searches: 123_456 })),
    withoutResult: Array.from({ length: rows }, () => ({ query: text, searches: 123_456 })),
    sold: Array.from({ length: rows }, () => ({
      ...{ product: key, name: text, units: 123_456 },
      revenue: ['EUR', 'USD', 'JPY', 'GBP'].map((currency) => ({ minorUnits: Number.MAX_SAFE_INTEGER, currency })),
    })),
    visited: Array.from({ length: rows }, () => ({ page: key, path: text, visits: 123_456, visitors: 123_456 })),
    funnel: {
      ...{ started: 1, ordered: 1, open: 1 },
      steps: Array.from({ length: 12 }, (_, n) => ({
        step: n + 1,
        name: text,
        entered: 99_999,
        completed: 99_999,
        stopped: 99_999,
      })),
    },
  });

  it.each(['x', 'a query of some words', '長い検索語'.repeat(50), '👩‍👩‍👧‍👦'.repeat(100), '"\\\u0001'.repeat(200)])(
    'has room in 4 KiB, whatever customers type and shops call their steps: %#',
    (text) => {
      const fitted = fittedSummary(summaryOf(text, 10));
      expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(SUMMARY_BYTES);
      expect(fitted.searched.length).toBeGreaterThan(0);
      expect(fitted.searched[0]?.query).not.toMatch(/\p{Surrogate}/u);
      expect(fitted.funnel.steps).toHaveLength(12);
      expect(fitted.funnel.steps[0]?.name?.slice(0, 10)).toBe(text.slice(0, 10));
    },
  );

  it('is whole where it has room', () => {
    const summary = summaryOf('red shoes', 3);
    expect(fittedSummary(summary).searched).toEqual(summary.searched);
    expect(fittedSummary(summary).sold[0]?.revenue).toHaveLength(3);
  });
});

describe('a step', () => {
  const stepOf = (name: string) =>
    fittedStep({
      ...{ schema: 1, v: 1, asOf: new Date(0).toISOString(), step: 12, name },
      ...{ entered: 99_999, completed: 99_999, stopped: 99_999, nowOn: 999, stalled: 999 },
      completedBy: Array.from({ length: 10 }, (_, n) => ({
        ...{ customer: 'f'.repeat(32), at: new Date(10 - n).toISOString() },
      })),
    });

  it.each(['Payment', '支払い'.repeat(50), '"\\\u0001'.repeat(60)])(
    'has room in 1 KiB, and gives up who completed it first before its name: %#',
    (name) => {
      const { completedBy, ...fitted } = stepOf(name);
      const bytes = Buffer.byteLength(JSON.stringify({ ...fitted, completedBy, v: Number.MAX_SAFE_INTEGER }));
      expect(bytes).toBeLessThanOrEqual(STEP_BYTES);
      expect(fitted.name?.slice(0, 50)).toBe(name.slice(0, 50));
      expect(completedBy[0]?.at).toBe(new Date(10).toISOString());
    },
  );

  it('is whole where it has room', () => {
    expect(stepOf('Payment')).toMatchObject({ name: 'Payment', completedBy: { length: 10 } });
  });
});

describe('the items of a product', () => {
  const met = { id: 'p1', name: 'Shoe', category: null, price: { minorUnits: 1_250, currency: 'EUR' } };

  it('say what pages told, and what the catalogue tells before that', () => {
    expect(productItems({ ...met, listed: null, figures: [] })).toEqual([
      { kind: 'id', text: 'p1' },
      { kind: 'name', text: 'Shoe' },
      { kind: 'price', price: met.price },
    ]);
    const listed = {
      words: { name: 'Red shoe', color: 'red' },
      ...{ price: null, quantity: 0, countries: ['DE', 'FR'] },
    };
    expect(productItems({ ...met, listed, figures: [] })).toEqual([
      { kind: 'id', text: 'p1' },
      { kind: 'name', text: 'Red shoe' },
      { kind: 'color', text: 'red' },
      { kind: 'price', price: met.price },
      { kind: 'quantity', quantity: 0 },
      { kind: 'countries', text: 'DE FR' },
    ]);
  });

  it('have a figure where there is one today or in the last hour', () => {
    const figures = [
      { kind: 'viewed', hour: 0, today: 3 },
      { kind: 'sold', hour: 0, today: 0 },
      { kind: 'search-led-to', hour: 2, today: 1 },
    ];
    expect(productItems({ ...met, listed: null, figures }).slice(3)).toEqual([
      { kind: 'searched', hour: 2, today: 1 },
      { kind: 'viewed', hour: 0, today: 3 },
    ]);
  });
});
