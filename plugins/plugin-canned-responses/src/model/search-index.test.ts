import fc from 'fast-check';
import { responseItem, TEAM } from '../testing/response-fixtures';
import { facetsOf, NO_FILTER, type OwnUse } from './filter-responses';
import { createSearchIndex } from './search-index';

const NONE: OwnUse = new Map();
const used = (uses: number, lastUsedAt: string | null = null, isFavorite = false) => ({ uses, lastUsedAt, isFavorite });
const preview = (text: string) => [{ language: 'en', text }];

function indexOf(...items: ReturnType<typeof responseItem>[]) {
  const index = createSearchIndex('en');
  for (const item of items) index.put(item);
  const titles = (query: string, own = NONE, filter = {}): string[] =>
    index.search({ query, own, filter: { ...NO_FILTER, ...filter } }).map(({ item }) => item.title);
  return { index, titles };
}

describe('search', () => {
  it('ranks shortcut, title, tag, category, text in this order', () => {
    const { titles } = indexOf(
      responseItem({ title: 'E', previews: preview('your refund is on its way') }),
      responseItem({ title: 'D', category: 'refund' }),
      responseItem({ title: 'C', tags: ['refund'] }),
      responseItem({ title: 'B refund' }),
      responseItem({ title: 'Refund B' }),
      responseItem({ title: 'A2', shortcut: 'refund-late' }),
      responseItem({ title: 'A', shortcut: 'refund' }),
    );
    expect(titles('refund')).toEqual(['A', 'A2', 'Refund B', 'B refund', 'C', 'D', 'E']);
    expect(titles('/refund')[0]).toBe('A');
  });

  it.each(['refnud', 'refundd', 'rfund', 'REFÚND', 'refu'])('finds "refund" by %j', (query) => {
    expect(indexOf(responseItem({ title: 'Refund' }), responseItem({ title: 'Greeting' })).titles(query)).toEqual([
      'Refund',
    ]);
  });

  it.each([
    ['退款政策说明', '退款'],
    ['退款政策说明', '政策'],
    ['退款政策说明', '政'],
    ['นโยบายการคืนเงิน', 'คืนเงิน'],
    ['返金について', 'について'],
    ['환불 정책', '환불'],
  ])('finds %s by %s', (title, query) => {
    expect(indexOf(responseItem({ title }), responseItem({ title: 'Other' })).titles(query)).toEqual([title]);
  });

  it('lifts what the agent uses among its like, never over a better match', () => {
    const often = responseItem({ title: 'Refund two' });
    const text = responseItem({ title: 'Other', previews: preview('refund') });
    const { titles } = indexOf(responseItem({ title: 'Refund one' }), often, text);
    const own = new Map([
      [often.id, used(20)],
      [text.id, used(900, null, true)],
    ]);
    expect(titles('refund', own)).toEqual(['Refund two', 'Refund one', 'Other']);
  });

  it('shows favourites, then the last used, then titles without a query', () => {
    const [a, b, c, d, e] = ['A', 'B', 'C', 'D', 'E'].map((title) => responseItem({ title }));
    const own = new Map([
      [d!.id, used(1, '2026-11-22T00:00:00.000Z')],
      [b!.id, used(1, '2026-11-23T00:00:00.000Z')],
      [e!.id, used(0, null, true)],
    ]);
    const { titles } = indexOf(c!, d!, e!, b!, a!);
    expect(titles('', own)).toEqual(['E', 'B', 'D', 'A', 'C']);
    expect(titles(' / ', own)).toEqual(titles('', own));
    expect(titles('', own, { isRecent: true })).toEqual(['B', 'D']);
    expect(titles('', own, { isFavorite: true })).toEqual(['E']);
  });

  it('follows replacements and removals', () => {
    const item = responseItem({ title: 'Refund' });
    const { index, titles } = indexOf(item);
    index.put({ ...item, title: 'Greeting', revision: 2 });
    expect(titles('refund')).toEqual([]);
    expect(titles('greeting')).toEqual(['Greeting']);
    index.remove(item.id);
    index.remove(item.id);
    expect([index.size, titles('')]).toEqual([0, []]);
  });

  it('finds the same however the query came about: typed, deleted, pasted, with the library changed meanwhile', () => {
    const word = fc.constantFrom('refund', 'refuse', 'fund', 'late fee', 'é', 'ﬁ', '退款', 'a-b', ' ');
    const items = fc.array(fc.record({ title: word, text: word }), { minLength: 1, maxLength: 30 });
    const steps = fc.array(
      fc.oneof(
        fc.constantFrom('r', 'e', 'f', 'u', 'd', ' ', '/', 'é', 'i', '退').map((letter) => ({ letter })),
        fc.constant('delete' as const),
        word.map((title) => ({ title })),
      ),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(items, steps, (written, typed) => {
        const all = written.map(({ title, text }) => responseItem({ title, previews: preview(text) }));
        const { index, titles } = indexOf(...all);
        let query = '';
        for (const step of typed) {
          if (step === 'delete') query = query.slice(0, -1);
          else if ('letter' in step) query += step.letter;
          else {
            all[0] = { ...all[0]!, title: step.title, revision: all[0]!.revision + 1 };
            index.put(all[0]);
          }
          expect([query, titles(query)]).toEqual([query, indexOf(...all).titles(query)]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('shows similar ones by title where they are equally similar, also after one was replaced', () => {
    const [first, second] = ['A', 'B'].map((title) => responseItem({ title, previews: preview('refund') }));
    const { index, titles } = indexOf(first!, second!);
    expect(titles('refudn')).toEqual(['A', 'B']);
    index.put({ ...first!, revision: 2 });
    expect(titles('refudn')).toEqual(['A', 'B']);
  });

  it('filters, and counts what the chips offer', () => {
    const sms = responseItem({ title: 'SMS', channels: ['sms'], languages: ['de', 'en'], category: 'Billing' });
    const team = responseItem({ title: 'Team', id: `${TEAM}.000000000001`, libraryName: 'Sales', libraryKind: 'team' });
    const { index, titles } = indexOf(sms, team);
    expect(titles('', NONE, { channel: 'web' })).toEqual(['Team']);
    expect(titles('', NONE, { language: 'de-AT' })).toEqual(['SMS']);
    expect(titles('', NONE, { category: 'Billing' })).toEqual(['SMS']);
    expect(titles('', NONE, { libraryId: TEAM })).toEqual(['Team']);
    expect(facetsOf(index.items(), new Map([[sms.id, used(1, '2026-11-23T00:00:00.000Z', true)]]))).toMatchObject({
      libraries: [
        { name: 'Everybody', count: 1 },
        { value: TEAM, name: 'Sales', count: 1 },
      ],
      categories: [{ value: 'Billing', count: 1 }],
      languages: [
        { value: 'en', count: 2 },
        { value: 'de', count: 1 },
      ],
      channels: [{ value: 'sms', count: 1 }],
      favorites: 1,
      recents: 1,
    });
  });

  it('looks at the beginning of a pasted text only, and at each word once', () => {
    const { titles } = indexOf(responseItem({ title: 'Refund policy' }), responseItem({ title: 'Warranty' }));
    const filler = 'x'.repeat(200);
    expect(titles(`refund policy${' '.repeat(187)}${filler} zzzz`)).toEqual(['Refund policy']);
    // Of words that stand nowhere, the first six are looked for by likeness.
    expect(titles('aaaa bbbb cccc dddd eeee ffff waranty')).toEqual([]);
    expect(titles('aaaa aaaa aaaa aaaa aaaa aaaa aaaa waranty')).toEqual(['Warranty']);
  });

  it('does not stop the page for a pasted text', () => {
    const words = Array.from({ length: 2_000 }, (_each, number) => `wording${String(number * 7919)}`);
    const { index } = indexOf(
      ...Array.from({ length: 500 }, (_each, number) =>
        responseItem({
          title: `Title ${String(number)}`,
          previews: preview(words.slice(number, number + 20).join(' ')),
        }),
      ),
    );
    const search = (query: string): number => {
      const startedAt = performance.now();
      index.search({ query, filter: NO_FILTER, own: NONE });
      return performance.now() - startedAt;
    };
    search('warm up');
    // Many times what it takes, and a tenth of what all the words took.
    expect(search(words.map((word) => `q${word}`).join(' '))).toBeLessThan(1_000);
  });
});

describe('what the customer’s situation calls for', () => {
  const TAGS = ['payment', 'shipping', 'other'];
  const WORDS = ['refund', 'refunds', 'payment', 'parcel'];
  const response = fc.record({
    title: fc.shuffledSubarray(WORDS, { minLength: 1 }).map((words) => words.join(' ')),
    tags: fc.subarray(TAGS),
    isFavorite: fc.boolean(),
    lastUsedAt: fc.constantFrom(null, '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'),
    uses: fc.nat(9),
  });
  const library = fc.array(response, { minLength: 1, maxLength: 12 });

  function searched(given: readonly (typeof response extends fc.Arbitrary<infer R> ? R : never)[]) {
    const items = given.map(({ title, tags }) => responseItem({ title, tags }));
    const own: OwnUse = new Map(items.map(({ id }, n) => [id, given[n]!]));
    const { index } = indexOf(...items);
    const preferred = new Set(items.filter(({ tags }) => tags.includes('payment')).map(({ id }) => id));
    const ids = (query: string, set?: ReadonlySet<string>, filter = NO_FILTER): string[] =>
      index.search({ query, own, filter, preferred: set }).map(({ item }) => item.id);
    return { ids, preferred };
  }

  it('comes first without a query, and within both parts nothing changes places', () => {
    fc.assert(
      fc.property(library, fc.boolean(), (given, isFavorite) => {
        const { ids, preferred } = searched(given);
        const filter = { ...NO_FILTER, isFavorite };
        const usual = ids('', undefined, filter);
        expect(ids('', preferred, filter)).toEqual([
          ...usual.filter((id) => preferred.has(id)),
          ...usual.filter((id) => !preferred.has(id)),
        ]);
      }),
    );
  });

  it('finds the same, and changes nothing where it calls for nothing', () => {
    fc.assert(
      fc.property(library, fc.constantFrom('', ...WORDS, 'refnud'), (given, query) => {
        const { ids, preferred } = searched(given);
        expect(ids(query, new Set())).toEqual(ids(query));
        expect([...ids(query, preferred)].sort()).toEqual([...ids(query)].sort());
      }),
    );
  });

  it('decides with a query among equal matches, before own use, and never over a better match', () => {
    const [title, tag] = [responseItem({ title: 'Refund one' }), responseItem({ title: 'Other', tags: ['refund'] })];
    const [often, called] = [responseItem({ title: 'Refund two' }), responseItem({ title: 'Refund three' })];
    const { index } = indexOf(title, tag, often, called);
    const own = new Map([[often.id, used(20)]]);
    const titles = (...preferred: readonly { readonly id: string }[]) =>
      index
        .search({ query: 'refund', own, filter: NO_FILTER, preferred: new Set(preferred.map(({ id }) => id)) })
        .map(({ item }) => item.title);
    expect(titles()).toEqual(['Refund two', 'Refund one', 'Refund three', 'Other']);
    expect(titles(called, tag)).toEqual(['Refund three', 'Refund two', 'Refund one', 'Other']);
  });

  it('does not lift what is only similar over what is more similar', () => {
    const [near, far] = [responseItem({ title: 'Refund' }), responseItem({ title: 'Refunding orders of gifts' })];
    const { index } = indexOf(near, far);
    const search = (preferred: ReadonlySet<string>) =>
      index.search({ query: 'refnud', own: NONE, filter: NO_FILTER, preferred }).map(({ item }) => item.id);
    expect(search(new Set([far.id]))).toEqual(search(new Set()));
  });
});
