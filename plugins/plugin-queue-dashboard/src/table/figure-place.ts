import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { rowPlaceOf, type RowPlace } from '../model/order/row-ids';
import type { SortColumn } from '../model/order/sort-queues';
import type { Column } from './columns';

/** Has the id of a row, as `rowIdOf` makes it. */
export const ROW_ATTRIBUTE = 'data-row';

/** A figure of the board, or all of a row; without a group and a queue, the totals. */
export interface FigurePlace extends RowPlace {
  /** Null: no figure in particular. */
  readonly column: SortColumn | null;
}

/** The totals of all queues shown. */
export const TOTALS: RowPlace = { group: null, sid: null, channel: null };

/**
 * The figure that was clicked. Found from one listener of the table: a handler or a button in each of thousands of cells
 * would be rendered with every one.
 *
 * @param columns those of the table
 * @returns null for what is no figure, for a control in a cell, and after a drag that marked text
 */
export function clickedFigure(event: SyntheticEvent, columns: readonly Column[]): SortColumn | null {
  if (!isPlainClick(event) || !(event.target instanceof Element)) return null;
  const cell = event.target.closest('td, th');
  const column = cell instanceof HTMLTableCellElement ? columns[cell.cellIndex] : undefined;
  return column === undefined || column.formula === null ? null : column.id;
}

/** Whether a click is neither that of a control in a cell, nor the end of a drag that marked text. */
const isPlainClick = ({ target }: SyntheticEvent): boolean =>
  target instanceof Element && target.closest('button, a') === null && window.getSelection()?.isCollapsed !== false;

interface RowProps {
  readonly onClick: (event: SyntheticEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface RowActions {
  readonly columns: readonly Column[];
  readonly onExplain: (place: FigurePlace) => void;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/**
 * For the element around the rows, named `ids`: a click on a figure asks about it, one beside the figures opens the queue; `?`
 * on a row asks about all of that row.
 */
export function rowProps(ids: readonly string[], { columns, onExplain, onOpen }: RowActions): RowProps {
  return {
    onClick(event) {
      const [place, column] = [placeOf(event, ids), clickedFigure(event, columns)];
      if (place === undefined) return;
      // A status is one queue's: there is none in a group's cell.
      if (column === 'status' && place.sid === null) return;
      if (column !== null) onExplain({ ...place, column });
      else if (place.sid !== null && isPlainClick(event)) onOpen(place.sid);
    },
    onKeyDown(event) {
      const place = event.key === '?' ? placeOf(event, ids) : undefined;
      if (place === undefined) return;
      event.preventDefault();
      onExplain({ ...place, column: null });
    },
  };
}

function placeOf({ target }: SyntheticEvent, ids: readonly string[]): RowPlace | undefined {
  const row = target instanceof Element ? target.closest(`[${ROW_ATTRIBUTE}]`) : null;
  const id = ids.find((each) => each === row?.getAttribute(ROW_ATTRIBUTE));
  return id === undefined ? undefined : rowPlaceOf(id);
}
