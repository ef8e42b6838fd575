import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { SortColumn } from '../model/sort-queues';
import { COLUMNS } from './columns';

/** A figure of the board, or all of a row. */
export interface FigurePlace {
  /** Null: the totals. */
  readonly sid: TaskQueueSid | null;
  /** Null: no figure in particular. */
  readonly column: SortColumn | null;
}

/**
 * The figure that was clicked. Found from one listener of the table: a handler or a button in each of thousands of cells
 * would be rendered with every one.
 *
 * @returns null for what is no figure, for a control in a cell, and after a drag that marked text
 */
export function clickedFigure({ target }: SyntheticEvent): SortColumn | null {
  if (!(target instanceof Element) || target.closest('button, a') !== null) return null;
  if (window.getSelection()?.isCollapsed === false) return null;
  const cell = target.closest('td, th');
  const column = cell instanceof HTMLTableCellElement ? COLUMNS[cell.cellIndex] : undefined;
  return column === undefined || column.formula === null ? null : column.id;
}

interface ExplainProps {
  readonly onClick: (event: SyntheticEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** For the element around the rows of `order`: a click on a figure asks about it, `?` on a row about all of that row. */
export function explainProps(order: readonly TaskQueueSid[], onExplain: (place: FigurePlace) => void): ExplainProps {
  return {
    onClick(event) {
      const [sid, column] = [rowOf(event, order), clickedFigure(event)];
      if (sid !== undefined && column !== null) onExplain({ sid, column });
    },
    onKeyDown(event) {
      const sid = event.key === '?' ? rowOf(event, order) : undefined;
      if (sid === undefined) return;
      event.preventDefault();
      onExplain({ sid, column: null });
    },
  };
}

function rowOf({ target }: SyntheticEvent, order: readonly TaskQueueSid[]): TaskQueueSid | undefined {
  const row = target instanceof Element ? target.closest('[data-queue-sid]') : null;
  return order.find((sid) => sid === row?.getAttribute('data-queue-sid'));
}
