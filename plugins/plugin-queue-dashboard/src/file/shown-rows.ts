import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { BoardQueue } from '../data/use-board-queues';
import { queueHealth, type QueueHealth, type RowClock, type RowSource } from '../model/figures/queue-row-model';

/** A row of the board, to be kept: a queue, or a channel of one that is unfolded. */
export interface ShownRow {
  readonly sid: TaskQueueSid;
  /** Null for the queue itself. */
  readonly channel: string | null;
  readonly source: RowSource;
  readonly health: QueueHealth;
}

interface ShownRowsInputs {
  /** In the order of the rows. */
  readonly queues: readonly BoardQueue[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
  readonly clock: RowClock;
  /** The queues whose channels have rows. */
  readonly unfolded: ReadonlySet<string>;
  readonly channelOf: (queue: BoardQueue, channel: string) => RowSource;
}

/** Every row, drawn or not, in the order of the board. */
export function shownRows({ queues, healths, clock, unfolded, channelOf }: ShownRowsInputs): readonly ShownRow[] {
  const ofChannel = (queue: BoardQueue, channel: string): ShownRow => {
    const source = channelOf(queue, channel);
    return { sid: queue.sid, channel, source, health: queueHealth(source, clock) };
  };
  return queues.flatMap((queue) => [
    { sid: queue.sid, channel: null, source: queue, health: healths.get(queue.sid) ?? queueHealth(queue, clock) },
    ...(unfolded.has(queue.sid) ? queue.item.channels : []).map((channel) => ofChannel(queue, channel)),
  ]);
}
