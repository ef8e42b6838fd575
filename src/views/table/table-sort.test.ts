import { nextSort, putSort, sortFrom, type SortRules } from './table-sort';
import type { ViewState } from '../state/view-state';

type Column = 'name' | 'waiting';
const RULES: SortRules<Column> = {
  columns: ['name', 'waiting'],
  fallback: { column: 'name', direction: 'ascending' },
};

function urlOf(values: Record<string, string>): ViewState & { readonly values: ReadonlyMap<string, string> } {
  const held = new Map(Object.entries(values));
  return {
    values: held,
    get: (parameter) => held.get(parameter) ?? null,
    set: (parameter, value) => {
      if (value === null) held.delete(parameter);
      else held.set(parameter, value);
    },
  };
}

it('comes back from the URL as it was put there, and the default leaves no trace', () => {
  for (const column of RULES.columns) {
    for (const direction of ['ascending', 'descending'] as const) {
      const url = urlOf({});
      putSort(url, { column, direction }, RULES);
      expect(sortFrom(url, RULES)).toEqual({ column, direction });
      expect(url.values.has('sort')).toBe(column !== 'name' || direction !== 'ascending');
    }
  }
});

it.each(['', 'waiting', 'waiting.', 'waiting.up', 'other.ascending', '.ascending', 'toString.ascending'])(
  'is the default for "%s", which is no sort of this table',
  (sort) => {
    expect(sortFrom(urlOf({ sort }), RULES)).toBe(RULES.fallback);
  },
);

it('begins a column in its natural direction, and turns it round with the next click', () => {
  const first = nextSort<Column>(RULES.fallback, 'waiting', 'descending');
  expect(first).toEqual({ column: 'waiting', direction: 'descending' });
  expect(nextSort(first, 'waiting', 'descending')).toEqual({ column: 'waiting', direction: 'ascending' });
});
