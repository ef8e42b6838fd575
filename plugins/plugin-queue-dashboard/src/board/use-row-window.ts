import { useListWindow } from '@flex-sync-suite/shared/hooks';
import type { RefObject } from 'react';
import { layOutRows, type WindowPart } from '../model/row-window';
import { ROW_HEIGHT_PX } from './columns';

/** Up to this many rows all are drawn: searching the page and printing then find everything. */
export const MAX_UNWINDOWED_ROWS = 60;

/**
 * Which rows to draw: all of a short table, else those near the visible part and the one that holds the tab stop.
 */
export function useRowWindow(
  order: readonly string[],
  tabStop: string | undefined,
  scroller: RefObject<HTMLElement>,
): readonly WindowPart[] {
  const indexes = useListWindow({
    items: order,
    keyOf: itself,
    heightOf: rowHeight,
    tabStop: tabStop === undefined ? -1 : order.indexOf(tabStop),
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ROWS,
  });
  return layOutRows(indexes, order.length, ROW_HEIGHT_PX);
}

const itself = (sid: string): string => sid;
const rowHeight = (): number => ROW_HEIGHT_PX;
