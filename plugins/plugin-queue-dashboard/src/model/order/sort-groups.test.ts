import { elapsedSince, plus, sumOf } from '../figures/formulas';
import { rollUp } from '../figures/roll-up';
import { sortGroups, type GroupRow } from './sort-groups';

const row = (name: string, queued: number, oldestWaitingSince: string | null): GroupRow => {
  const totals = rollUp([]);
  const now = { ...totals.quantities.now, queued };
  return {
    group: { key: name, name },
    order: [],
    totals: { ...totals, oldestWaitingSince, quantities: { ...totals.quantities, now } },
  };
};
const ROWS = [row('B', 3, null), row('A', 3, '2026-11-22T10:00:00.000Z'), row('C', 9, '2026-11-22T09:00:00.000Z')];
const names = (
  ...[formula, direction]: readonly [Parameters<typeof sortGroups>[1]['formula'], 'ascending' | 'descending']
) => sortGroups(ROWS, { formula, direction }, new Intl.Collator('en')).map(({ group }) => group.name);

it('orders groups by a count, and by name where that is the same', () => {
  expect(names(sumOf('now', 'tasks', [plus('queued')]), 'descending')).toEqual(['C', 'A', 'B']);
  expect(names(sumOf('now', 'tasks', [plus('queued')]), 'ascending')).toEqual(['A', 'B', 'C']);
});

it('puts the longest wait first, and where nobody waits last', () => {
  expect(names(elapsedSince('oldestWaitingSince'), 'descending')).toEqual(['C', 'A', 'B']);
});

it('orders by name both ways', () => {
  expect(names(null, 'ascending')).toEqual(['A', 'B', 'C']);
  expect(names(null, 'descending')).toEqual(['C', 'B', 'A']);
});
