import { cardGrid, GAP_PX, inRows, LEAST_HEIGHT_PX } from './card-grid';

it('puts as many cards beside each other as fit', () => {
  expect(cardGrid({ widthPx: 1_100, heightPx: 600 }, 500)).toEqual({ columnCount: 4, cardHeightPx: LEAST_HEIGHT_PX });
  expect(cardGrid({ widthPx: 200, heightPx: 600 }, 500).columnCount).toBe(1);
  expect(cardGrid({ widthPx: 0, heightPx: 0 }, 0)).toEqual({ columnCount: 1, cardHeightPx: LEAST_HEIGHT_PX });
});

it('lets few cards fill the room, up to twice what one needs', () => {
  expect(cardGrid({ widthPx: 1_100, heightPx: 300 }, 2)).toEqual({ columnCount: 2, cardHeightPx: 300 - GAP_PX });
  expect(cardGrid({ widthPx: 1_100, heightPx: 2_000 }, 1).cardHeightPx).toBe(2 * LEAST_HEIGHT_PX);
});

it('keeps the order in rows, the last of them shorter', () => {
  expect(inRows([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inRows([], 3)).toEqual([]);
});
