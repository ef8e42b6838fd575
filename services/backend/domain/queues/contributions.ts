import { emptyWindow, type QueueWindow, type TaskQueueSid, type TaskSid } from '@flex-sync-suite/shared/contract';
import { knownTask } from '../known-task';
import { channelOf, type KnownTask, type TaskState } from '../task-state';
import { visitsOf, type Visit, type VisitEnd } from './visits';

/** A whole minute, counted from 1970-01-01T00:00Z. */
export type Minute = number;

/** The minute that an instant (UTC milliseconds) falls into. */
export const minuteOf = (atMs: number): Minute => Math.floor(atMs / 60_000);

/** The figures of one queue in one minute, or a change of them. */
export interface MinuteBucket {
  readonly queueSid: TaskQueueSid;
  readonly minute: Minute;
  readonly counts: QueueWindow;
}

/** Names of the counters of a bucket, in the order in which they are stored. */
export const COUNTERS = [
  'offered',
  'answered',
  'answeredInTime',
  'abandoned',
  'shortAbandoned',
  'abandonedInTime',
  'flowedOut',
  'completed',
  'handled',
  'answerWaitMs',
  'handleMs',
] as const satisfies readonly (keyof QueueWindow)[];

/** A stay of a task in a queue that is over: what the policy of the queue judges, now and whenever it changes. */
export interface EndedVisit {
  readonly taskSid: TaskSid;
  readonly queueSid: TaskQueueSid;
  /** Of all visits of the task, from 0. */
  readonly number: number;
  readonly channel: string;
  readonly kind: Exclude<VisitEnd['kind'], 'open'>;
  readonly enteredAtMs: number;
  /** Both null for one that was closed. */
  readonly endedAtMs: number | null;
  readonly waitMs: number | null;
}

/** What one task adds to the figures of its queues. */
export interface Contributions {
  /** Without the counters that the policy of a queue decides: {@link visits} adds to these. */
  readonly buckets: readonly MinuteBucket[];
  /** None of an outbound task: nobody waited. */
  readonly visits: readonly EndedVisit[];
  /** Queues that the task has visited, each with the task's channel. */
  readonly channels: readonly { readonly queueSid: TaskQueueSid; readonly channel: string }[];
}

/**
 * What one task adds to the minute buckets of its queues (docs/metrics.md, "Windows"). A pure function of the task, so
 * that the buckets can be kept up to date by differences: after minus before.
 */
export function contributionsOf(state: TaskState): Contributions {
  const task = knownTask(state);
  const visits = visitsOf(task);
  const isCounted = task.direction?.value !== 'outbound';
  const ledger: Ledger = new Map();
  if (isCounted) for (const visit of visits) countVisit(ledger, visit);
  countCompletion(ledger, visits, task);
  countHandling(ledger, task);
  const channel = channelOf(task);
  const queueSids = [...new Set(visits.map(({ queueSid }) => queueSid))];
  return {
    buckets: bucketsOf(ledger),
    visits: isCounted ? visits.flatMap((visit, number) => endedVisit(task, visit, number)) : [],
    channels: queueSids.map((queueSid) => ({ queueSid, channel })),
  };
}

function countVisit(ledger: Ledger, { queueSid, enteredAtMs, end }: Visit): void {
  add(ledger, queueSid, enteredAtMs, { offered: 1 });
  switch (end.kind) {
    case 'answered':
      add(ledger, queueSid, end.atMs, { answered: 1, answerWaitMs: end.waitMs });
      return;
    case 'abandoned':
      add(ledger, queueSid, end.atMs, { abandoned: 1 });
      return;
    case 'flowed-out':
      add(ledger, queueSid, end.atMs, { flowedOut: 1 });
      return;
    case 'closed':
    case 'open':
      return;
  }
}

function endedVisit(task: KnownTask, { queueSid, enteredAtMs, end }: Visit, number: number): EndedVisit[] {
  if (end.kind === 'open') return [];
  const over =
    end.kind === 'closed'
      ? { endedAtMs: null, waitMs: null }
      : { endedAtMs: end.atMs, waitMs: 'waitMs' in end ? end.waitMs : Math.max(0, end.atMs - enteredAtMs) };
  return [{ taskSid: task.sid, number, queueSid, channel: channelOf(task), kind: end.kind, enteredAtMs, ...over }];
}

function countCompletion(ledger: Ledger, visits: readonly Visit[], task: KnownTask): void {
  const lastAnswered = visits.findLast(({ end }) => end.kind === 'answered');
  if (task.completedAtMs !== null && lastAnswered !== undefined) {
    add(ledger, lastAnswered.queueSid, task.completedAtMs, { completed: 1 });
  }
}

function countHandling(ledger: Ledger, task: KnownTask): void {
  for (const { queue, acceptedAtMs, completedAtMs } of task.reservations) {
    if (queue === null || acceptedAtMs === null || completedAtMs === null) continue;
    add(ledger, queue.value, completedAtMs, { handled: 1, handleMs: Math.max(0, completedAtMs - acceptedAtMs) });
  }
}

/** The changes that turn `before` into `after`, without those that cancel out, by queue and minute. */
export function bucketChanges(before: readonly MinuteBucket[], after: readonly MinuteBucket[]): MinuteBucket[] {
  const ledger: Ledger = new Map();
  for (const bucket of after) addBucket(ledger, bucket, 1);
  for (const bucket of before) addBucket(ledger, bucket, -1);
  return bucketsOf(ledger);
}

/** Sums by queue and minute, keyed so that the order of the keys is the order of (queue, minute). */
type Ledger = Map<string, { queueSid: TaskQueueSid; minute: Minute; counts: QueueWindow }>;

function add(ledger: Ledger, queueSid: TaskQueueSid, atMs: number, amounts: Partial<QueueWindow>): void {
  addBucket(ledger, { queueSid, minute: minuteOf(atMs), counts: { ...emptyWindow(), ...amounts } }, 1);
}

function addBucket(ledger: Ledger, { queueSid, minute, counts }: MinuteBucket, sign: 1 | -1): void {
  const key = `${queueSid} ${String(minute).padStart(10, '0')}`;
  const total = ledger.get(key) ?? { queueSid, minute, counts: emptyWindow() };
  for (const counter of COUNTERS) total.counts[counter] += sign * counts[counter];
  ledger.set(key, total);
}

function bucketsOf(ledger: Ledger): MinuteBucket[] {
  return [...ledger.entries()]
    .filter(([, { counts }]) => COUNTERS.some((counter) => counts[counter] !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, bucket]) => bucket);
}
