import type { QueueAgents, QueueGroupDocument } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveNow } from '@flex-sync-suite/shared/hooks';
import React, { useContext, useMemo } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useChannel } from '../data/use-channel';
import { useGroupDocument } from '../data/use-group-documents';
import { useWeekBefore } from '../data/answers/use-week-before';
import { groupFigureSource, queueFigureSource, totalsFigureSource } from '../model/figures/figure-source';
import { queueHealth } from '../model/figures/queue-row-model';
import { useHealth } from '../parts/healths-context';
import { Explanation, type ExplanationProps } from './explanation';

/** Of a queue. */
export function QueueExplanation({
  queue,
  ...rest
}: ExplanationProps & { readonly queue: BoardQueue }): React.JSX.Element {
  const { lastKnownAt } = useHealth(queue.sid);
  const now = useLiveNow();
  const source = queueFigureSource(queue, lastKnownAt ?? now);
  const before = useWeekBefore({ queues: useMemo(() => [{ sid: queue.sid }], [queue.sid]), wanted: queue.sid });
  return <Explanation {...rest} {...{ source, before }} isLive={lastKnownAt === null} />;
}

/** Of one channel of a queue. */
export function ChannelExplanation({
  queue,
  channel,
  ...rest
}: ExplanationProps & { readonly queue: BoardQueue; readonly channel: string }): React.JSX.Element {
  const { source: shown } = useChannel(queue, channel);
  const { frozenAt, offsetMs } = useContext(LiveClockContext);
  const nowMs = useLiveNow();
  const { lastKnownAt } = queueHealth(shown, { nowMs, offsetMs, isBoardStale: frozenAt !== null });
  return (
    // Counters of the past are of the queue as a whole.
    <Explanation
      {...rest}
      source={queueFigureSource(shown, lastKnownAt ?? nowMs)}
      before={null}
      isLive={lastKnownAt === null}
    />
  );
}

interface SummedQueues {
  readonly queues: readonly BoardQueue[];
  /** Names what they were chosen by. */
  readonly wanted: string;
  /** Of these together; null while they are not known. */
  readonly agents: QueueAgents | null;
  /** Of the group that these queues are, where it has one. */
  readonly document: QueueGroupDocument | undefined;
}

/** Of queues together. */
export function SumExplanation({
  queues,
  wanted,
  agents,
  document,
  ...rest
}: ExplanationProps & SummedQueues): React.JSX.Element {
  const { frozenAt } = useContext(LiveClockContext);
  const nowMs = useLiveNow();
  const source =
    document === undefined ? totalsFigureSource(queues, agents, nowMs) : groupFigureSource(queues, document, nowMs);
  return (
    <Explanation {...rest} source={source} before={useWeekBefore({ queues, wanted })} isLive={frozenAt === null} />
  );
}

/** Of a group, as its row has it. */
export function GroupExplanation({
  documentId,
  ...rest
}: ExplanationProps &
  Pick<SummedQueues, 'queues' | 'wanted'> & {
    /** Null where no Document counts the same queues. */
    readonly documentId: string | null;
  }): React.JSX.Element {
  const { document } = useGroupDocument(documentId);
  return <SumExplanation {...rest} agents={null} document={document} />;
}
