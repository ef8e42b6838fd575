import fc from 'fast-check';
import { COLUMNS } from '../table/columns';
import {
  NO_VIEW,
  openedBy,
  queryOf,
  resolved,
  settled,
  stateIn,
  withChoice,
  withoutView,
  type BoardState,
} from './board-state';
import { PARTS, partsIn, PLAIN, type BoardTexts, type SomeTexts } from './board-texts';

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
  .map((written) => ({ ...PLAIN, ...partsIn((part) => written[part]) }));

const ID = 'v0123456789ab';
const bare: BoardState = { view: null, parts: {}, isOpening: false };
const known = (query: SomeTexts, opensWith: string | null = null) => ({
  views: [{ id: ID, name: 'VIP', query: { ...query, laterOn: 'x' }, audience: 'me' as const, revision: 1 }],
  opensWith,
});

test('whatever is chosen comes through the URL as it was, through a view as well, and what is not chosen is not told', () => {
  fc.assert(
    fc.property(anyTexts, anyTexts, fc.constantFrom(null, NO_VIEW, ID), (kept, chosen, view) => {
      const views = known(kept);
      const state = withChoice(resolved({ ...bare, view }, views), chosen);
      expect(throughUrl(state)).toEqual(state);
      expect(resolved(throughUrl(state), views).texts).toEqual(chosen);
      const base = view === ID ? kept : PLAIN;
      expect(withChoice(resolved(state, views), base)).toEqual({ ...bare, view });
      expect(resolved(withoutView(resolved(state, views)), null).texts).toEqual(chosen);
    }),
  );
});

test('a view is told to be gone or changed once the views are known, and what was chosen before counts then', () => {
  const asked = inQuery(`view=${ID}`);
  const pending = resolved(asked, null);
  expect([pending.inUse.kind, pending.texts]).toEqual(['pending', PLAIN]);
  // As on the plain board, and other than in the view.
  const cleared = withChoice(pending, { filter: '' });
  const views = known({ filter: 'vip', layout: 'cards' });
  expect(resolved(asked, views)).toMatchObject({
    inUse: { isChanged: false },
    texts: { filter: 'vip', layout: 'cards' },
  });
  expect(resolved(cleared, views)).toMatchObject({
    inUse: { isChanged: true },
    texts: { filter: '', layout: 'cards' },
  });
  expect(resolved(cleared, { views: [], opensWith: null })).toMatchObject({ inUse: { kind: 'gone' }, texts: PLAIN });
});

test('a board of which nothing is said opens with the default view, else as the person left it', () => {
  const left = { layout: 'cards', summary: 'on' };
  const opened = (query: string) => openedBy((parameter) => new URLSearchParams(query).get(parameter), left);
  const shown = (query: string, opensWith: string | null) => {
    const views = known({ filter: 'vip' }, opensWith);
    const { view, texts } = resolved(settled(opened(query), views), views);
    return [view, texts.filter, texts.layout];
  };
  expect(shown('', ID)).toEqual([ID, 'vip', 'table']);
  expect(shown('', null)).toEqual([null, '', 'cards']);
  expect(shown('filter=a', ID)).toEqual([null, 'a', 'cards']);
  expect(shown(`view=${NO_VIEW}`, ID)).toEqual([NO_VIEW, '', 'table']);
  // Who chose something meanwhile, or has opened the board already, keeps it.
  const chosen = withChoice(resolved(opened(''), null), { filter: 'b' });
  expect(settled(chosen, known({}, ID))).toBe(chosen);
  const later = settled(opened(''), known({}));
  expect(settled(later, known({}, ID))).toBe(later);
});

test('what is unknown or says nothing is left out of what a URL tells, and all else counts', () => {
  const { parts, view } = inQuery(
    'filter=a&layout=heap&summary=perhaps&sort=nothing.ascending&sort2=x&columns=nothing&wall=on&view=cards',
  );
  expect([parts, view]).toEqual([{ filter: 'a', columns: 'default' }, null]);
  expect(inQuery('sort=waiting.sideways&layout=cards&columns=free.nothing.waiting.free').parts).toEqual({
    layout: 'cards',
    columns: 'free.waiting',
  });
  expect(Object.keys(resolved(inQuery(''), null).texts)).toEqual([...PARTS]);
});
