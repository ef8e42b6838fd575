import fc from 'fast-check';
import { COLUMNS } from '../table/columns';
import { queryOf, stateIn, textsOf, withChoice, type BoardState } from './board-state';
import { PARTS, PLAIN, type BoardTexts, type Part } from './board-texts';

const inQuery = (query: string) => {
  const search = new URLSearchParams(query);
  return stateIn((parameter) => search.get(parameter));
};
/** Through the URL, as a link or the way back takes it. */
function throughUrl(state: BoardState): BoardState {
  const told = Object.entries(queryOf(state)).filter((entry): entry is [string, string] => entry[1] !== null);
  return inQuery(new URLSearchParams(told).toString());
}

const someColumn = fc.constantFrom(...COLUMNS.map(({ id }) => id));
const anyTexts: fc.Arbitrary<BoardTexts> = fc
  .record({
    columns: fc.oneof(
      fc.constantFrom('', 'none', 'default', 'nothing'),
      fc.array(someColumn).map((ids) => ids.join('.')),
    ),
    filter: fc.string({ unit: 'binary' }),
    group: fc.oneof(fc.constantFrom('', '*'), fc.string({ unit: 'binary' })),
    layout: fc.constantFrom('table', 'cards'),
    sort: fc
      .tuple(someColumn, fc.constantFrom('ascending', 'descending'))
      .map(([column, direction]) => `${column}.${direction}`),
    summary: fc.constantFrom('on', 'off'),
  })
  // Lone surrogates become U+FFFD in a URL: nobody types one.
  .filter(({ filter, group }) => [filter, group].every((text) => !/\p{Surrogate}/u.test(text)))
  .map((written) => textsOf(stateIn((part) => written[part as Part])));

test('whatever is chosen comes through the URL as it was, and a board on which nothing is chosen has a bare one', () => {
  fc.assert(
    fc.property(anyTexts, anyTexts, (before, chosen) => {
      const state = withChoice(withChoice({ parts: {} }, before), chosen);
      expect(textsOf(throughUrl(state))).toEqual(chosen);
      expect(throughUrl(state)).toEqual(state);
      expect(Object.values(queryOf(withChoice(state, PLAIN))).every((value) => value === null)).toBe(true);
    }),
  );
});

test('what is unknown or says nothing is left out of what a URL tells, and all else counts', () => {
  const { parts } = inQuery(
    'filter=a&layout=heap&summary=perhaps&sort=nothing.ascending&sort2=x&columns=nothing&wall=on',
  );
  expect(parts).toEqual({ filter: 'a', columns: 'default' });
  expect(inQuery('sort=waiting.sideways&layout=cards&columns=free.nothing.waiting.free').parts).toEqual({
    layout: 'cards',
    columns: 'free.waiting',
  });
  expect(Object.keys(textsOf(inQuery('')))).toEqual([...PARTS]);
});
