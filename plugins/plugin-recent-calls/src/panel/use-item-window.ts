import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { itemHeight, type ListItem } from '../model/list-items';

/** Up to this many items all are drawn: searching the page and printing then find everything. */
const MAX_UNWINDOWED_ITEMS = 40;
const OVERSCAN_ITEMS = 8;

/**
 * Indexes of the items to draw: all of a short list, else those near the visible part and the one with the tab stop.
 *
 * @param tabStop index of the item that the keyboard reaches; -1 without one
 */
export function useItemWindow(
  items: readonly ListItem[],
  tabStop: number,
  scroller: RefObject<HTMLElement>,
): readonly number[] {
  const isWindowed = items.length > MAX_UNWINDOWED_ITEMS;
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this render only
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: isWindowed,
    overscan: OVERSCAN_ITEMS,
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : itemHeight(item);
    },
    getItemKey: (index) => items[index]?.key ?? index,
    getScrollElement: () => scroller.current,
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), tabStop),
  });
  return isWindowed ? virtualizer.getVirtualItems().map(({ index }) => index) : items.map((_, index) => index);
}

function withIndex(indexes: readonly number[], index: number): number[] {
  return index === -1 || indexes.includes(index) ? [...indexes] : [...indexes, index].sort((a, b) => a - b);
}
