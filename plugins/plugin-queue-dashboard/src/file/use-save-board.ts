import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { csvBlob, saveFile } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { inOrder } from '../data/use-board-queues';
import { useReportingZone } from '../data/use-reporting-zone';
import type { Formatters } from '../model/formatters';
import { fileStrings } from '../strings/file-strings';
import { boardFile, type ShownBoard } from './board-file';
import { printPage } from './print-page';
import { printedBoard } from './printed-board';

interface SaveInputs extends Omit<ShownBoard, 'reportingZone'> {
  readonly order: readonly TaskQueueSid[];
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
  const shown = { ...inputs, reportingZone: useReportingZone() };
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  const onSave = useCallback(() => {
    const { queues, order, formatters, ...rest } = latest.current;
    const { name, text } = boardFile({ ...rest, queues: inOrder(queues, order) });
    saveFile(csvBlob(text), name);
    return fileStrings.saved(order.length, formatters.count(order.length), formatters.timeOfDay(rest.nowMs));
  }, []);
  const onPrint = useCallback(() => {
    const { queues, order, formatters, ...rest } = latest.current;
    printPage(printedBoard({ ...rest, queues: inOrder(queues, order) }, formatters));
  }, []);
  return useMemo(() => ({ onSave, onPrint }), [onSave, onPrint]);
}
