import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { layOutRows, type WindowPart } from '../model/row-window';
import { ROW_HEIGHT_PX } from './columns';

/** Up to this many rows all are drawn: searching the page and printing then find everything. */
export const MAX_UNWINDOWED_ROWS = 60;
const OVERSCAN_ROWS = 8;

/**
 * Which rows to draw: all of a short table, else those near the visible part and the one that holds the tab stop.
 */
export function useRowWindow(
  order: readonly string[],
  tabStop: string | undefined,
  scroller: RefObject<HTMLElement>,
): readonly WindowPart[] {
  const isWindowed = order.length > MAX_UNWINDOWED_ROWS;
  const tabStopIndex = tabStop === undefined ? -1 : order.indexOf(tabStop);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this render only
  const virtualizer = useVirtualizer({
    count: order.length,
    enabled: isWindowed,
    overscan: OVERSCAN_ROWS,
    estimateSize: () => ROW_HEIGHT_PX,
    getScrollElement: () => scroller.current,
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), tabStopIndex),
  });
  const indexes = isWindowed ? virtualizer.getVirtualItems().map(({ index }) => index) : order.map((_, index) => index);
  return layOutRows(indexes, order.length, ROW_HEIGHT_PX);
}

function withIndex(indexes: readonly number[], index: number): number[] {
  return index === -1 || indexes.includes(index) ? [...indexes] : [...indexes, index].sort((a, b) => a - b);
}
