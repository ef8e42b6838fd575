import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { csvBlob, saveFile } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useBoardPorts } from '../data/board-ports';
import { figuresWatch } from '../data/answers/use-queue-figures';
import { type BoardQueue, inOrder } from '../data/use-board-queues';
import { channelSource } from '../data/use-channel';
import { useReportingZone } from '../data/use-reporting-zone';
import type { Formatters } from '../model/formatters';
import type { QueueHealth, RowClock } from '../model/figures/queue-row-model';
import { fileStrings } from '../strings/file-strings';
import { boardFile, type ShownBoard } from './board-file';
import { printPage } from './print-page';
import { printedBoard } from './printed-board';
import { shownRows } from './shown-rows';

interface SaveInputs extends Pick<ShownBoard, 'columns' | 'queues' | 'filter'> {
  readonly order: readonly TaskQueueSid[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
  readonly clock: RowClock;
  /** Whether queues stand in a table, in which some may be unfolded. */
  readonly isTable: boolean;
  readonly formatters: Formatters;
}

/** What can be kept of the board. */
export interface BoardKeeping {
  /** Saves a file of what is shown and says what it has saved. */
  readonly onSave: () => string;
  /** Prints what is shown. */
  readonly onPrint: () => void;
}

/**
 * Saves or prints what the board shows at the moment of the call. Its functions stay the same, so that the
 * toolbar does not render with the clock.
 */
export function useSaveBoard(inputs: SaveInputs): BoardKeeping {
  const { questions, memory } = useBoardPorts();
  const reportingZone = useReportingZone();
  const take = (): ShownBoard => {
    const { order, healths, clock, isTable, columns, filter } = inputs;
    const queues = inOrder(inputs.queues, order);
    const unfolded = isTable ? memory.unfolded.getSnapshot() : NONE;
    const channelOf = ({ sid, item }: BoardQueue, channel: string) =>
      channelSource(item, figuresWatch(questions.figuresOf, sid).getSnapshot(), channel);
    const rows = shownRows({ queues, healths, clock, unfolded, channelOf });
    return { columns, filter, queues, rows, reportingZone, nowMs: clock.nowMs, isLive: !clock.isBoardStale };
  };
  const latest = useRef({ take, formatters: inputs.formatters });
  useEffect(() => {
    latest.current = { take, formatters: inputs.formatters };
  });
  const onSave = useCallback(() => {
    const { formatters } = latest.current;
    const board = latest.current.take();
    const { name, text } = boardFile(board);
    saveFile(csvBlob(text), name);
    const { length } = board.queues;
    return fileStrings.saved(length, formatters.count(length), formatters.timeOfDay(board.nowMs));
  }, []);
  const onPrint = useCallback(() => {
    printPage(printedBoard(latest.current.take(), latest.current.formatters));
  }, []);
  return useMemo(() => ({ onSave, onPrint }), [onSave, onPrint]);
}

const NONE: ReadonlySet<string> = new Set();
