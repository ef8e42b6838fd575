import {
  emptyWindow,
  type ChannelNow,
  type QueueDocument,
  type QueueNow,
  type QueueWindow,
} from '@flex-sync-suite/shared/contract';
import { COUNTERS, type Minute } from './contributions';
import { dayReset, windowBounds } from './reporting-day';
import type { TaskPhase } from '../task-state';

/** Open tasks of one phase and channel whose latest visit is in the queue. Instants in UTC milliseconds. */
export interface OpenTasks {
  readonly phase: TaskPhase;
  /** Unique name of the tasks' channel. */
  readonly channel: string;
  readonly count: number;
  /** When the first of them entered. */
  readonly enteredAtMs: number;
  /** When the oldest of them was created, or entered if that is not known. */
  readonly createdAtMs: number;
}

/** A worker that matches the queue's expression. */
export interface EligibleWorker {
  /** True when the worker's activity is an available one; the worker may be busy. */
  readonly available: boolean;
  /** Configured capacity by channel, none where the channel is switched off. Empty: nothing is known of the channels. */
  readonly capacities: Readonly<Record<string, number>>;
  /** Open reservations by channel. */
  readonly load: Readonly<Record<string, number>>;
}

/** What the figures of one queue follow from at any instant. */
export interface QueueState {
  readonly tasks: readonly OpenTasks[];
  readonly workers: readonly EligibleWorker[];
  /** Channels of the tasks that ever entered the queue. */
  readonly channels: readonly string[];
  readonly minutes: readonly { readonly minute: Minute; readonly counts: QueueWindow }[];
}

/** The figures of a queue's Document, without its header. */
export type QueueMetrics = Omit<QueueDocument, 'schema' | 'v' | 'asOf'>;

/**
 * The figures of one queue as of `atMs` (UTC milliseconds), with days of the IANA time zone `zone`.
 * A pure function: windows move with `atMs` and without events. Definitions: docs/metrics.md.
 */
export function queueMetrics(state: QueueState, atMs: number, zone: string): QueueMetrics {
  const { last30MinutesFrom, todayFrom, to, todaySinceMs } = windowBounds(atMs, dayReset(zone));
  return {
    at: instant(atMs),
    now: queueNow(state),
    last30Minutes: sumMinutes(state.minutes, last30MinutesFrom, to),
    today: { ...sumMinutes(state.minutes, todayFrom, to), since: instant(todaySinceMs) },
  };
}

/** The figures of "now": counts of tasks and workers in each state. */
export function queueNow({ tasks, workers, channels }: Omit<QueueState, 'minutes'>): QueueNow {
  const available = workers.filter((worker) => worker.available);
  const served = channelsToServe({ tasks, channels });
  return {
    ...tasksNow(tasks),
    eligible: workers.length,
    available: available.length,
    free: available.filter((worker) => capacityLeft(worker, served) > 0).length,
  };
}

/** The figures of "now" of each channel that has an open task, by its name. */
export function channelsNow(tasks: readonly OpenTasks[]): ChannelNow[] {
  const names = [...new Set(tasks.map(({ channel }) => channel))].sort();
  return names.map((name) => ({ channel: name, ...tasksNow(tasks.filter(({ channel }) => channel === name)) }));
}

function tasksNow(tasks: readonly OpenTasks[]): Omit<ChannelNow, 'channel'> {
  const count = (phase: TaskPhase): number =>
    tasks.filter((some) => some.phase === phase).reduce((sum, some) => sum + some.count, 0);
  const waiting = tasks.filter(({ phase }) => phase === 'queued' || phase === 'ringing');
  return {
    queued: count('queued'),
    ringing: count('ringing'),
    talking: count('talking'),
    wrapping: count('wrapping'),
    oldestWaitingSince: earliestInstant(waiting.map(({ enteredAtMs }) => enteredAtMs)),
    oldestWaitingCreatedAt: earliestInstant(waiting.map(({ createdAtMs }) => createdAtMs)),
  };
}

/** The channels that a free worker can take a task of: those of the queued tasks; while none is queued, the queue's. */
export function channelsToServe({ tasks, channels }: Pick<QueueState, 'tasks' | 'channels'>): readonly string[] {
  const queuedOn = new Set(tasks.filter(({ phase }) => phase === 'queued').map(({ channel }) => channel));
  return queuedOn.size > 0 ? [...queuedOn] : channels;
}

/** Sums the buckets of the minutes from `from` to `to`, both included. */
export function sumMinutes(minutes: QueueState['minutes'], from: Minute, to: Minute): QueueWindow {
  const total = emptyWindow();
  for (const { minute, counts } of minutes) {
    if (minute < from || minute > to) continue;
    for (const counter of COUNTERS) total[counter] += counts[counter];
  }
  return total;
}

/** TaskRouter gives a new worker a capacity of 1 on every channel; that stands until the channels are known. */
const UNCONFIGURED_CAPACITY = 1;

/**
 * How many more tasks of the channels a worker could take, each channel by itself; without channels, of any of the
 * worker's. The worker's activity is not asked for.
 */
export const capacityLeft = (worker: EligibleWorker, channels: readonly string[]): number =>
  ownOrGiven(worker, channels)
    .map((channel) => Math.max(0, capacityOf(worker, channel) - countOf(worker.load, channel)))
    .reduce((sum, left) => sum + left, 0);

/** Whether a worker takes tasks of the channels at all, however many it has already; as {@link capacityLeft}. */
export const servesAny = (worker: EligibleWorker, channels: readonly string[]): boolean =>
  ownOrGiven(worker, channels).some((channel) => capacityOf(worker, channel) > 0);

function ownOrGiven({ capacities }: EligibleWorker, channels: readonly string[]): readonly string[] {
  if (channels.length > 0) return channels;
  const configured = Object.keys(capacities);
  return configured.length > 0 ? configured : ['default'];
}

const capacityOf = ({ capacities }: EligibleWorker, channel: string): number =>
  Object.keys(capacities).length === 0 ? UNCONFIGURED_CAPACITY : countOf(capacities, channel);

/** Anybody may name a channel, also `constructor`. */
const countOf = (counts: Readonly<Record<string, number>>, channel: string): number =>
  (Object.hasOwn(counts, channel) ? counts[channel] : undefined) ?? 0;

function earliestInstant(instants: readonly number[]): string | null {
  return instants.length > 0 ? instant(instants.reduce((a, b) => Math.min(a, b))) : null;
}

const instant = (atMs: number): string => new Date(atMs).toISOString();
