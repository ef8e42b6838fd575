import type { RefObject } from 'react';
import { layOutRows, type WindowPart } from './row-window';
import { useListWindow } from './use-list-window';

/** Up to this many rows all are drawn: searching the page and printing then find everything. */
export const MAX_UNWINDOWED_ROWS = 60;

export interface RowWindowOptions {
  /** Ids of all rows in the order of the table; the same array while the order is the same. */
  readonly order: readonly string[];
  /** The row that the keyboard reaches; undefined without rows. */
  readonly tabStop: string | undefined;
  readonly scroller: RefObject<HTMLElement>;
  /** Every row is exactly this high: what is not drawn must have a known height. */
  readonly rowHeightPx: number;
}

/**
 * Which rows of a table to draw: all of a short one, else those near the visible part and the one with the tab stop,
 * with the height of what is left out between them.
 */
export function useRowWindow({ order, tabStop, scroller, rowHeightPx }: RowWindowOptions): readonly WindowPart[] {
  const indexes = useListWindow({
    items: order,
    keyOf: itself,
    heightOf: () => rowHeightPx,
    tabStop: tabStop === undefined ? -1 : order.indexOf(tabStop),
    scroller,
    maxUnwindowed: MAX_UNWINDOWED_ROWS,
  });
  return layOutRows(indexes, order.length, rowHeightPx);
}

const itself = (id: string): string => id;
