import { funnel, funnelStep, productItem, summary } from '../testing/activity-fixtures';
import { changeOf, differenceOf } from './comparison';
import { csvOfFunnel, csvOfRanking } from './csv';
import { funnelRows, worstStep } from './funnel-rows';
import { productFacts } from './product-facts';
import { summaryRows, withDistinctKeys, type RankedRow } from './ranking';
import { RANKING_SORT, sortRows } from './sort-rows';

const row = (key: string, figure: number, fields: Partial<RankedRow> = {}): RankedRow => ({
  key,
  label: key,
  productKey: null,
  figure,
  details: {},
  revenue: [],
  ...fields,
});

describe('a comparison', () => {
  it.each([
    [12, 9, { kind: 'changed', difference: 3, share: 1 / 3 }],
    [0, 4, { kind: 'changed', difference: -4, share: -1 }],
    [4, 0, { kind: 'new' }],
    [0, 0, { kind: 'same' }],
    [4, 4, { kind: 'same' }],
    [4, null, { kind: 'unknown' }],
  ] as const)('of %j with %j is %j', (figure, before, change) => {
    expect(changeOf(figure, before)).toEqual(change);
  });

  it('sorts what is new by all that there is, and what is unknown last', () => {
    const rows = [
      { row: row('unknown', 90), change: changeOf(90, null) },
      { row: row('less', 1), change: changeOf(1, 50) },
      { row: row('new', 7), change: changeOf(7, 0) },
      { row: row('more', 9), change: changeOf(9, 4) },
    ];
    const sorted = sortRows(rows, { column: 'change', direction: 'descending' }, new Intl.Collator('en'));
    expect(sorted.map((each) => each.row.key)).toEqual(['new', 'more', 'less', 'unknown']);
    expect(differenceOf(changeOf(9, 4), 9)).toBe(5);
  });
});

it('rows of equal figures stay as they came', () => {
  const rows = ['b', 'a', 'c'].map((key) => ({ row: row(key, 1), change: null }));
  expect(sortRows(rows, RANKING_SORT, new Intl.Collator('en')).map((each) => each.row.key)).toEqual(['b', 'a', 'c']);
});

it('rows that are called the same have keys of their own, and it is told which', () => {
  const { rows, ambiguous } = withDistinctKeys([row('/', 9), row('/a', 4), row('/', 2)]);
  expect(rows.map(({ key }) => key)).toEqual(['/#1', '/a', '/#2']);
  expect([...ambiguous].sort()).toEqual(['/', '/#1', '/#2']);
  const cut = summary({ searched: [1, 2].map((searches) => ({ query: 'long…', searches })) });
  expect(summaryRows('searched', cut).map(({ key }) => key)).toEqual(['long…#1', 'long…#2']);
});

describe('the funnel', () => {
  it('has what is lost between two stages, and no loss where a step is skipped', () => {
    const rows = funnelRows(
      funnel({ started: 4, ordered: 2, steps: [funnelStep(3, 3, 2, 1), funnelStep(1, 2, 2, 0)] }),
    );
    expect(rows.map(({ key, count, lost, lostShare }) => [key, count, lost, lostShare])).toEqual([
      ['started', 4, 2, 0.5],
      [1, 2, 0, 0],
      [3, 3, 1, 1 / 3],
      ['ordered', 2, null, null],
    ]);
  });

  it('has no shares of nothing', () => {
    const rows = funnelRows({ started: 0, ordered: 0, open: 0, steps: [] });
    expect(rows.map(({ share, lostShare }) => [share, lostShare])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('names the first of the steps at which most stop, and none where none stops', () => {
    expect(worstStep(funnel({ steps: [funnelStep(1, 9, 5, 2), funnelStep(2, 5, 3, 2)] }))?.step).toBe(1);
    expect(worstStep(funnel({ steps: [funnelStep(1, 9, 9, 0)] }))).toBeNull();
  });
});

describe('a file of a live list', () => {
  it('has a header, amounts with their currencies, and no formula of a visitor', () => {
    const rows = summaryRows('sold', summary());
    expect(csvOfRanking('sold', rows)).toBe(
      '\uFEFF"name","units","revenue"\r\n"Harbour Rain Jacket","5","64500 EUR;12000 JPY"\r\n"Wool Hat","2",""\r\n',
    );
    expect(csvOfRanking('searched', [row('=HYPERLINK("x")', 2)])).toBe(
      `\uFEFF"query","searches"\r\n"'=HYPERLINK(""x"")","2"\r\n`,
    );
    const steps = [funnelStep(1, 10, 8, 2), funnelStep(2, 8, 4, 3, '=Payment')];
    expect(csvOfFunnel(funnel({ steps }))).toBe(
      '\uFEFF"step","name","entered","completed","stopped"\r\n"1","","10","8","2"\r\n"2","\'=Payment","8","4","3"\r\n',
    );
  });
});

describe('a product', () => {
  const items = (...entries: Parameters<typeof productItem>[0][]) =>
    new Map(entries.map((entry) => [entry.kind, productItem(entry)]));

  it('is what its Map tells, in one order', () => {
    const facts = productFacts(
      items(
        { kind: 'sold', hour: 1, today: 4 },
        { kind: 'category', text: 'Jackets' },
        { kind: 'name', text: 'Harbour' },
        { kind: 'searched', hour: 0, today: 2 },
        { kind: 'price', price: { minorUnits: 12_900, currency: 'EUR' } },
        { kind: 'quantity', quantity: 0 },
        { kind: 'countries', text: 'DE FR' },
        { kind: 'id', text: 'p-101' },
      ),
    );
    expect(facts).toMatchObject({ id: 'p-101', quantity: 0, countries: ['DE', 'FR'] });
    expect(facts.words.map(({ kind }) => kind)).toEqual(['name', 'category']);
    expect(facts.figures.map(({ kind }) => kind)).toEqual(['searched', 'sold']);
  });

  it('has nothing of what nobody told, and no country of an empty list', () => {
    expect(productFacts(new Map())).toEqual({
      id: null,
      words: [],
      price: null,
      quantity: null,
      countries: null,
      figures: [],
    });
    expect(productFacts(items({ kind: 'countries', text: '' })).countries).toEqual([]);
  });
});
