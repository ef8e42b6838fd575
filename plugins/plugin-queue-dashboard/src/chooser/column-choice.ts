import type { SortColumn } from '../model/order/sort-queues';
import { type Column, COLUMNS, isFigure } from '../table/columns';
import { COLUMN_GROUPS, inTableOrder } from '../table/shown-columns';

/** A figure that can be shown. */
export interface Choice {
  readonly column: Column;
  readonly isShown: boolean;
}

/** Every figure by its window: those shown in their order, then all others. */
export function choicesOf(shown: readonly Column[]): readonly Choice[] {
  const isShown = (column: Column): boolean => shown.includes(column);
  return COLUMN_GROUPS.flatMap((group) => [
    ...shown.filter((column) => column.group === group).map((column) => ({ column, isShown: true })),
    ...COLUMNS.filter((column) => column.group === group && !isShown(column)).map((column) => ({
      column,
      isShown: false,
    })),
  ]);
}

/** The columns of a table that shows what was chosen. */
export const chosenColumns = (choices: readonly Choice[]): readonly Column[] =>
  inTableOrder(choices.filter(({ column, isShown }) => isShown && isFigure(column)).map(({ column }) => column));

/** Shows a figure, or no more. It stays where it is in the list. */
export const toggled = (choices: readonly Choice[], id: SortColumn): readonly Choice[] =>
  choices.map((choice) => (choice.column.id === id ? { ...choice, isShown: !choice.isShown } : choice));

/** Where a figure stands among those shown of its window; from 0. */
export interface Place {
  readonly index: number;
  readonly count: number;
}

/** Null for a figure that is not shown. */
export function placeOf(choices: readonly Choice[], id: SortColumn): Place | null {
  const peers = peersOf(choices, id);
  const index = peers.findIndex(({ column }) => column.id === id);
  return index === -1 ? null : { index, count: peers.length };
}

/** Puts a figure at a place among those shown of its window, as near as there is one. */
export function movedTo(choices: readonly Choice[], id: SortColumn, index: number): readonly Choice[] {
  const peers = peersOf(choices, id);
  const moved = peers.find(({ column }) => column.id === id);
  if (moved === undefined) return choices;
  const order = peers.filter((peer) => peer !== moved);
  order.splice(Math.max(0, Math.min(index, order.length)), 0, moved);
  // Those that are not shown stay where they are in the list.
  const next = order.values();
  return choices.map((choice) => (peers.includes(choice) ? (next.next().value ?? choice) : choice));
}

/** Those shown of the same window, in their order. */
function peersOf(choices: readonly Choice[], id: SortColumn): readonly Choice[] {
  const group = choices.find(({ column }) => column.id === id)?.column.group;
  return choices.filter(({ column, isShown }) => isShown && column.group === group);
}
