import { columnsFrom } from '../table/shown-columns';
import { COLUMNS, isFigure } from '../table/columns';
import { choicesOf, chosenColumns, movedTo, placeOf, toggled, type Choice } from './column-choice';

const choices = choicesOf(columnsFrom('free.waiting.longestWait.offeredToday'));
const shown = (some: readonly Choice[]): string[] => chosenColumns(some).map(({ id }) => id);

it('offers every figure once, by window, those shown first', () => {
  expect(choices).toHaveLength(COLUMNS.filter(isFigure).length);
  expect(new Set(choices.map(({ column }) => column.id)).size).toBe(choices.length);
  expect(choices.slice(0, 4).map(({ column, isShown }) => [column.id, isShown])).toEqual([
    ['free', true],
    ['waiting', true],
    ['longestWait', true],
    ['queued', false],
  ]);
});

it('moves a figure among those shown of its window, over those that are not, and no further than to an end', () => {
  const more = toggled(choices, 'ringing');
  expect(shown(movedTo(more, 'ringing', 0))).toEqual([
    ...['name', 'status', 'ringing', 'free', 'waiting', 'longestWait', 'offeredToday'],
  ]);
  expect(shown(movedTo(more, 'free', 9))).toEqual([
    ...['name', 'status', 'waiting', 'longestWait', 'ringing', 'free', 'offeredToday'],
  ]);
  expect(shown(movedTo(choices, 'offeredToday', -1))).toEqual(shown(choices));
  expect(movedTo(choices, 'queued', 0)).toBe(choices);
  expect([placeOf(more, 'ringing'), placeOf(choices, 'ringing')]).toEqual([{ index: 3, count: 4 }, null]);
});

it('leaves in its place in the list what is shown or no more', () => {
  const fewer = toggled(choices, 'waiting');
  expect(fewer.map(({ column }) => column.id)).toEqual(choices.map(({ column }) => column.id));
  expect(shown(fewer)).toEqual(['name', 'status', 'free', 'longestWait', 'offeredToday']);
});
