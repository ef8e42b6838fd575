import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, type RefObject } from 'react';

const OVERSCAN_ITEMS = 3;

export interface ListWindowOptions<Item> {
  readonly items: readonly Item[];
  /** Unique in the list. Define it outside of the component. */
  readonly keyOf: (item: Item) => string;
  /** Height in pixels; the same for the same key. */
  readonly heightOf: (item: Item) => number;
  /** Index of the item that the keyboard reaches; -1 without one. */
  readonly tabStop: number;
  readonly scroller: RefObject<HTMLElement>;
  /** Up to this many items all are drawn: searching the page and printing then find everything. */
  readonly maxUnwindowed: number;
}

/**
 * Which items of a list to draw: all of a short one, else those near the visible part and the one with the tab stop,
 * because a keyboard whose row is unmounted has lost its place.
 *
 * @returns ascending indexes, possibly with holes
 */
export function useListWindow<Item>(options: ListWindowOptions<Item>): readonly number[] {
  const { items, keyOf, heightOf, tabStop, scroller, maxUnwindowed } = options;
  const isWindowed = items.length > maxUnwindowed;
  // A new function makes the virtualizer measure every item again: once a list, not at every step of the scroller.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    [items, keyOf],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this render only
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: isWindowed,
    overscan: OVERSCAN_ITEMS,
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : heightOf(item);
    },
    getItemKey,
    getScrollElement: () => scroller.current,
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), tabStop),
  });
  return isWindowed ? virtualizer.getVirtualItems().map(({ index }) => index) : items.map((_, index) => index);
}

function withIndex(indexes: readonly number[], index: number): number[] {
  return index === -1 || indexes.includes(index) ? [...indexes] : [...indexes, index].sort((a, b) => a - b);
}
