import type { ChannelNow, QueueFiguresAnswer, QueueIndexItem, WindowFigures } from '@flex-sync-suite/shared/contract';
import type { FigureState, FigureWindow } from './figure-state';

/** The queue as it would be listed if all its tasks were of one channel: thresholds are the channel's. */
export const itemOfChannel = (item: QueueIndexItem, channel: string): QueueIndexItem => ({
  ...item,
  channels: [channel],
});

/** One channel of a queue. Agents and completed tasks are counted for the queue as a whole. */
export function channelState(answer: QueueFiguresAnswer, channel: string): FigureState {
  const { now, at, windows } = answer;
  const windowOf = (name: 'last30Minutes' | 'today') => windows.find(({ window }) => window === name);
  const figuresOf = (name: 'last30Minutes' | 'today'): FigureWindow =>
    summed(windowOf(name)?.channels.find((one) => one.channel === channel) ?? NOTHING);
  return {
    asOf: null,
    at,
    now: now.find((one) => one.channel === channel) ?? NOBODY,
    last30Minutes: figuresOf('last30Minutes'),
    today: { ...figuresOf('today'), since: windowOf('today')?.since ?? at },
  };
}

type Counted = Omit<
  WindowFigures,
  'abandonWaitMs' | 'answerWaitPercentilesMs' | 'accepted' | 'ringMs' | 'missed' | 'rejected'
>;

const summed = ({ talkMs, wrapMs, ...counts }: Counted): FigureWindow => ({ ...counts, handleMs: talkMs + wrapMs });

/** A channel without an open task, or in which nothing happened, is not in the answer. */
const NOBODY: Omit<ChannelNow, 'channel'> = {
  ...{ queued: 0, ringing: 0, talking: 0, wrapping: 0 },
  ...{ oldestWaitingSince: null, oldestWaitingCreatedAt: null },
};
const NOTHING: Counted = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ answerWaitMs: 0, handled: 0, talkMs: 0, wrapMs: 0 },
};
