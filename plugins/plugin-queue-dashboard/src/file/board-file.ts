import { shortAbandonSecondsOf } from '@flex-sync-suite/shared/contract';
import { csvOf } from '@flex-sync-suite/shared/views';
import type { BoardQueue } from '../data/use-board-queues';
import { queueFigureSource, thresholdsOf, totalsFigureSource } from '../model/figures/figure-source';
import { spanBounds } from '../model/figures/reckoning';
import { ruleWords, SPAN_TITLES } from '../strings/explanation-strings';
import { fileStrings as words } from '../strings/file-strings';
import { STATUS_WORDS } from '../strings/strings';
import type { Column } from '../table/columns';
import { type Cell, type FileColumn, fileColumns } from './file-columns';
import type { ShownRow } from './shown-rows';

/** What the board shows, to be kept in a file. */
export interface ShownBoard {
  /** In their order. */
  readonly columns: readonly Column[];
  readonly queues: readonly BoardQueue[];
  /** These queues in the order of the board, and the channels of those that are unfolded. */
  readonly rows: readonly ShownRow[];
  /** By the backend's clock; of the last live instant where the board is not live. */
  readonly nowMs: number;
  readonly isLive: boolean;
  /** IANA name; null where it is not known. */
  readonly reportingZone: string | null;
  readonly filter: string;
}

/**
 * A line for each row, with raw numbers: durations in seconds, shares from 0 to 1, and each count that a figure is made of,
 * so that sums stay exact. Below them, in lines that begin with `#`, of when they are and what each column is: the first
 * line is the header, as programs expect it.
 */
export function boardFile(board: ShownBoard): { readonly name: string; readonly text: string } {
  const instant = new Date(board.nowMs).toISOString();
  const columns = fileColumns(board.columns);
  const header = [...words.heads, ...columns.map(({ head }) => head)];
  const rows = board.rows.map((row) => rowOf(row, columns, board));
  return {
    // No colons: Windows allows none in a file's name.
    name: `queue-dashboard.${instant.slice(0, 19).replace(/:/g, '-')}Z.csv`,
    text: csvOf([header, ...rows, [], ...notesOf(board, columns, instant)]),
  };
}

function rowOf(row: ShownRow, columns: readonly FileColumn[], { nowMs }: ShownBoard): readonly Cell[] {
  const { sid, channel, health } = row;
  const { item } = row.source;
  const { status, lastKnownAt } = health;
  const source = queueFigureSource(row.source, lastKnownAt ?? nowMs);
  const { targetPercent, shortAbandonSeconds, formula, countsFlowOuts } = item.serviceLevel;
  return [
    item.name,
    sid,
    channel ?? words.allChannels,
    item.groups.join('; '),
    STATUS_WORDS[status],
    lastKnownAt === null ? '' : new Date(lastKnownAt).toISOString(),
    targetPercent / 100,
    thresholdsOf(item)
      .map((threshold) => `${threshold.channel ?? words.everyChannel} ${threshold.seconds}`)
      .join('; '),
    channel === null ? shortAbandonSeconds : shortAbandonSecondsOf(item.serviceLevel, channel),
    ruleWords({ formula, countsFlowOuts }),
    ...columns.map(({ valueOf }) => (source === null ? '' : valueOf(source))),
  ];
}

/** What the file has to say of itself. */
function notesOf(board: ShownBoard, columns: readonly FileColumn[], instant: string): readonly Cell[][] {
  const { queues, nowMs, isLive, reportingZone, filter } = board;
  const totals = totalsFigureSource(queues, null, nowMs);
  const windows = (['last30Minutes', 'today'] as const).flatMap((span) => {
    const bounds = totals === null ? null : spanBounds(span, totals);
    return bounds === null ? [] : [[SPAN_TITLES[span], new Date(bounds.from).toISOString(), instant]];
  });
  return [
    [words.asOf, instant, isLive ? words.live : words.notLive],
    ...windows,
    [words.zone, reportingZone ?? words.unknownZone],
    ...(filter === '' ? [] : [[words.filter, filter]]),
    ...columns.flatMap(({ head, definition, formula }) => (definition === '' ? [] : [[head, definition, formula]])),
  ].map(([title = '', ...cells]) => [words.note(title), ...cells]);
}
