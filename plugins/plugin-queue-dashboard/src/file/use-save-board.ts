import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { csvBlob, saveFile } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useRef } from 'react';
import { inOrder } from '../data/use-board-queues';
import { useReportingZone } from '../data/use-reporting-zone';
import type { Formatters } from '../model/formatters';
import { fileStrings } from '../parts/file-strings';
import { boardFile, type ShownBoard } from './board-file';

interface SaveInputs extends Omit<ShownBoard, 'reportingZone'> {
  readonly order: readonly TaskQueueSid[];
  readonly formatters: Formatters;
}

/**
 * Saves what the board shows at the moment of the call, and says what was saved. The function stays the same, so that the
 * toolbar does not render with the clock.
 */
export function useSaveBoard(inputs: SaveInputs): () => string {
  const shown = { ...inputs, reportingZone: useReportingZone() };
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  return useCallback(() => {
    const { queues, order, formatters, ...rest } = latest.current;
    const { name, text } = boardFile({ ...rest, queues: inOrder(queues, order) });
    saveFile(csvBlob(text), name);
    return fileStrings.saved(order.length, formatters.count(order.length), formatters.timeOfDay(rest.nowMs));
  }, []);
}
