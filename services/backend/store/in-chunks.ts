import { turnOfEventLoop } from '../base/event-loop';

/** Short rows of one statement. */
const CHUNK = 250;

/**
 * Runs `work` for a part of the rows after the other, with a turn for everything else in between: the embedded database
 * keeps the thread for as long as a statement takes.
 */
export async function inChunks<Row>(rows: readonly Row[], work: (chunk: Row[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    if (start > 0) await turnOfEventLoop();
    await work(rows.slice(start, start + CHUNK));
  }
}
