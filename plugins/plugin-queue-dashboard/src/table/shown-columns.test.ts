import fc from 'fast-check';
import { COLUMNS, FIRST_COLUMNS, isFigure } from './columns';
import { columnsFrom, columnsText, inTableOrder } from './shown-columns';

const idsOf = (text: string | null): string[] => columnsFrom(text).map(({ id }) => id);

it('reads figures in their order within each window, after what names the row', () => {
  expect(idsOf('offeredToday.free.waiting.serviceLevel.asaToday')).toEqual([
    ...['name', 'status'],
    ...['free', 'waiting'],
    'serviceLevel',
    ...['offeredToday', 'asaToday'],
  ]);
});

it('leaves out what is no figure, and what was named before', () => {
  expect(idsOf('constructor.waiting.status.waiting.')).toEqual(['name', 'status', 'waiting']);
});

it.each([null, '', 'nonsense', 'name'])('takes %j for the columns of the beginning', (text) => {
  expect(columnsFrom(text)).toBe(FIRST_COLUMNS);
});

it('fits Flex in a window of 1280 pixels at first: beside its bar, within the margins and with a scroll bar', () => {
  expect(FIRST_COLUMNS.reduce((sum, { widthPx }) => sum + widthPx, 0)).toBeLessThanOrEqual(1280 - 52 - 40 - 15);
});

it('reads what it has written, whatever was chosen', () => {
  const figures = fc.shuffledSubarray(COLUMNS.filter(isFigure));
  fc.assert(
    fc.property(figures, (chosen) => {
      const columns = inTableOrder(chosen);
      expect(columnsFrom(columnsText(columns)).map(({ id }) => id)).toEqual(columns.map(({ id }) => id));
    }),
  );
  expect(columnsText(FIRST_COLUMNS)).toBeNull();
});
