import type { Worker } from 'node:worker_threads';
import type { Counts, Seen, Update } from './board-watch';
import { carriedAt } from './carried';
import type { DueEvent } from './event-load';
import { nextMessage } from './thread-roles';

/** Each queue's newest counts, by its number. */
export type BoardCounts = ReadonlyMap<number, Counts>;

/** What the thread of the SDK sees of the board. */
export interface BoardView {
  /** What every Document says once nothing has come for a second. */
  settled(): Promise<BoardCounts>;
  /**
   * Looks until the Documents count every accepted event of a load, or for as long as one may be waited for.
   *
   * @returns all that came since {@link BoardView.settled}
   */
  untilCarried(load: readonly DueEvent[], accepted: readonly number[], before: BoardCounts): Promise<Seen>;
  close(): Promise<unknown>;
}

/** How long an event may take after the last answer, in milliseconds. */
export const SEEN_WITHIN_MS = 15_000;
const LOOK_MS = 200;
const LOOKS_WITHOUT_NEWS = 5;

/** @param watch runs `watchBoard` */
export async function viewBoard(watch: Worker): Promise<BoardView> {
  const newest = new Map<number, Counts>();
  const heard = (seen: Seen): Seen => {
    for (const { queue, counts } of seen.updates) newest.set(queue, counts);
    return seen;
  };
  const look = async (): Promise<Seen> => {
    const answer = nextMessage<Seen>(watch);
    watch.postMessage('look');
    return heard(await answer);
  };
  heard(await nextMessage<Seen>(watch));

  return {
    settled: async () => {
      for (let quiet = 0; quiet < LOOKS_WITHOUT_NEWS;) {
        await pause(LOOK_MS);
        quiet = (await look()).updates.length === 0 ? quiet + 1 : 0;
      }
      return new Map(newest);
    },
    untilCarried: async (load, accepted, before) => {
      const updates: Update[] = [];
      const shown = accepted.filter((position) => load[position]?.step !== null);
      const deadline = performance.now() + SEEN_WITHIN_MS;
      for (let stallMs = 0; ;) {
        const seen = await look();
        for (const update of seen.updates) updates.push(update);
        stallMs = Math.max(stallMs, seen.stallMs);
        const at = carriedAt(load, accepted, before, updates);
        const isAll = shown.every((position) => !Number.isNaN(at[position]));
        if (isAll || performance.now() > deadline) return { updates, stallMs };
        await pause(LOOK_MS);
      }
    },
    close: () => watch.terminate(),
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
