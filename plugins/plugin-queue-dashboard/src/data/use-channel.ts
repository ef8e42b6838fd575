import type { QueueFiguresAnswer } from '@flex-sync-suite/shared/contract';
import type { Failure } from '@flex-sync-suite/shared/flex';
import { useMemo } from 'react';
import { channelState, itemOfChannel } from '../model/figures/channel-state';
import type { RowSource } from '../model/figures/queue-row-model';
import type { WatchedAnswer } from './answers/answer-watch';
import { useBoardPorts } from './board-ports';
import type { BoardQueue } from './use-board-queues';
import { useQueueFigures } from './answers/use-queue-figures';

/** One channel of a queue as far as it is known, and why it could not be asked for last time. */
export interface ShownChannel {
  /** The same object while nothing of it changes. */
  readonly source: RowSource;
  readonly failure: Failure | null;
}

/** Follows one channel of a queue while the component is there; asked anew when the queue's Document changes. */
export function useChannel({ sid, item, document }: BoardQueue, channel: string): ShownChannel {
  const { questions } = useBoardPorts();
  const watched = useQueueFigures(questions, sid, document);
  const source = useMemo(() => channelSource(item, watched, channel), [item, watched, channel]);
  return { source, failure: watched.failure };
}

/** A channel as a row is drawn from it. */
export const channelSource = (
  item: BoardQueue['item'],
  { answer, answeredAt, failure }: WatchedAnswer<QueueFiguresAnswer>,
  channel: string,
): RowSource => ({
  item: itemOfChannel(item, channel),
  document: answer === null ? undefined : channelState(answer, channel),
  // Without an answer there is nothing that is old.
  failedSince: failure === null ? null : (answeredAt ?? 0),
});
