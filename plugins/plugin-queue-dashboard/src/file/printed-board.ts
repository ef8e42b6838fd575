import { queueFigureSource } from '../model/figures/figure-source';
import type { Formatters } from '../model/formatters';
import { reckon } from '../model/figures/reckoning';
import { formulaWords, valueWords } from '../strings/explanation-strings';
import { printStrings as words } from '../strings/file-strings';
import { STATUS_WORDS, strings } from '../strings/strings';
import type { Column } from '../table/columns';
import type { ShownBoard } from './board-file';
import type { ShownRow } from './shown-rows';

/** What the board shows, on paper. */
export interface PrintedBoard {
  readonly title: string;
  /** Of when it is, and of which queues. */
  readonly notes: readonly string[];
  readonly heads: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly string[])[];
  /** What each column is, and how it is reckoned. */
  readonly definitions: readonly { readonly term: string; readonly lines: readonly string[] }[];
}

/** Every row that passes the filter, in the order and with the figures of the board, and below them what the figures are. */
export function printedBoard(board: ShownBoard, format: Formatters): PrintedBoard {
  const { columns, rows, nowMs } = board;
  return {
    title: strings.title,
    notes: notesOf(board, format),
    heads: columns.map(({ title }) => title),
    rows: rows.map((row) => {
      const { status, lastKnownAt } = row.health;
      const source = queueFigureSource(row.source, lastKnownAt ?? nowMs);
      const figure = ({ formula }: Column): string => {
        const reckoning = source === null || formula === null ? null : reckon(formula, source);
        return reckoning === null ? strings.noValue : valueWords(reckoning, format);
      };
      return columns.map((column) => {
        if (column.id === 'name') return nameOf(row);
        return column.id === 'status' ? STATUS_WORDS[status] : figure(column);
      });
    }),
    definitions: columns
      .filter(({ id }) => id !== 'name')
      .map(({ title, definition, formula }) => ({
        term: title,
        lines: [`${definition}.`, ...(formula === null || formula.kind === 'status' ? [] : [formulaWords(formula)])],
      })),
  };
}

/** A channel is named after its queue: on paper a row may stand on top of a page. */
const nameOf = ({ channel, source: { item } }: ShownRow): string =>
  channel === null ? item.name : `${strings.ofQueue(item.name)}${channel}`;

const notesOf = ({ queues, filter, nowMs, isLive }: ShownBoard, format: Formatters): readonly string[] => [
  words.asOf(format.dateAndTime(nowMs)),
  ...(isLive ? [] : [words.notLive]),
  words.queues(queues.length, format.count(queues.length)),
  ...(filter === '' ? [] : [words.filter(filter)]),
];
