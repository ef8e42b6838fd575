import {
  noWaitsByThreshold,
  type ChannelNow,
  type QueueFiguresAnswer,
  type QueueIndexItem,
  type WindowFigures,
} from '@flex-sync-suite/shared/contract';
import type { FigureState, FigureWindow } from './figure-state';
import { handlingOf } from './further-figures';

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

type Counted = Omit<WindowFigures, 'answerWaitPercentilesMs'>;

const summed = (figures: Counted): FigureWindow => {
  const { offered, answered, answeredInTime, abandoned, shortAbandoned, abandonedInTime, flowedOut } = figures;
  return {
    ...{ offered, answered, answeredInTime, abandoned, shortAbandoned, abandonedInTime, flowedOut },
    ...{ answerWaitMs: figures.answerWaitMs, handled: figures.handled, handleMs: figures.talkMs + figures.wrapMs },
    ...handlingOf(figures),
  };
};

/** A channel without an open task, or in which nothing happened, is not in the answer. */
const NOBODY: Omit<ChannelNow, 'channel'> = {
  ...{ queued: 0, ringing: 0, talking: 0, wrapping: 0 },
  ...{ oldestWaitingSince: null, oldestWaitingCreatedAt: null },
  ...noWaitsByThreshold(),
};
const NOTHING: Counted = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ answerWaitMs: 0, abandonWaitMs: 0, handled: 0, talkMs: 0, wrapMs: 0 },
  ...{ accepted: 0, ringMs: 0, missed: 0, rejected: 0 },
};
