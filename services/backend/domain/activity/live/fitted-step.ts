import type { StepDocument } from '@flex-sync-suite/shared/contract';
import { cutText } from '../cut-text';

/** Above it Sync lowers the write rate. */
export const STEP_BYTES = 1_024;
const LONGEST_NAME = 60;

/** The Document of at most 1 KiB of JSON in UTF-8: with fewer of those that completed the step where a name needs the room. */
export function fittedStep(step: StepDocument): StepDocument {
  const named = { ...step, name: step.name === null ? null : cutText(step.name, LONGEST_NAME) };
  const { completedBy } = named;
  const hasRoom = (rows: number): boolean =>
    Buffer.byteLength(
      JSON.stringify({ ...named, v: Number.MAX_SAFE_INTEGER, completedBy: completedBy.slice(0, rows) }),
    ) <= STEP_BYTES;
  let rows = completedBy.length;
  while (rows > 0 && !hasRoom(rows)) rows -= 1;
  return { ...named, completedBy: completedBy.slice(0, rows) };
}
