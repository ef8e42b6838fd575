import type { OutageMessages, ViewMessages } from '@flex-sync-suite/shared/views';
import type { Cause } from '../model/assess-queue';
import type { Formatters } from '../model/formatters';
import type { QueueHealth, QueueStatus } from '../model/figures/queue-row-model';

/** Every sentence of the dashboard. Numbers arrive formatted, so that a translation only moves words. */

export const STATUS_WORDS: Readonly<Record<QueueStatus, string>> = {
  ok: 'OK',
  warning: 'Warning',
  critical: 'Critical',
  noTraffic: 'No traffic',
  loading: 'Loading',
  unavailable: 'Unavailable',
};

/** Why a row has a status that no metric explains. */
const STATUS_REASONS: Readonly<Partial<Record<QueueStatus, string>>> = {
  noTraffic: 'Nobody waits or talks, and nobody was answered or gave up in the last 30 minutes.',
  loading: 'The figures of this queue are being read.',
  unavailable: 'The figures of this queue cannot be read. The board keeps trying.',
};

export const strings = {
  title: 'Queue dashboard',
  unknownQueue: 'Queue',
  tableLabel: 'Task queues, live',
  noValue: '–',
  noTraffic: 'no traffic',
  nobodyWaits: 'nobody waits',
  sinceContact: 'since contact',
  over: (time: string) => `over by ${time}`,
  metrics: { longestWait: 'Longest wait', serviceLevel: 'Service level' },
  shortMetrics: { longestWait: 'Wait', serviceLevel: 'Level' },
  lastKnown: (time: string) => `as of ${time}`,
  lastKnownReason: (time: string) => `Last known status, as of ${time}: it is not being updated.`,
  ofOneQueue: 'of one queue only',
  ofWholeQueue: 'counted for the queue as a whole only',
  notTold: 'not told by this backend',
  nobodyAvailable: 'nobody is available, so no estimate would be true',
  fewHandled: (handled: number, least: number) =>
    `${handled} handled in the last 30 minutes: an estimate needs ${least}`,
  notAnswered: 'not known: the backend has not answered',
  nobodyThere: 'no agent was busy or available',
  channels: (name: string) => `Channels of ${name}`,
  ofQueue: (name: string) => `${name}: `,
  outOf: (count: string, what: string) => `of ${count} ${what}`,
  agentsNotKnown: 'not known: agents of several queues are counted by the backend, which has not answered',
  filterLabel: 'Filter queues',
  filterPlaceholder: 'Name or group',
  needsAttention: 'Worst first',
  queued: 'queued',
  ringing: 'ringing',
  talking: 'talking',
  wrapping: 'wrap-up',
  available: 'available',
  eligible: 'eligible',
  target: 'target',
  backendAlive: (age: string) => `Live. The backend was last heard ${age} ago.`,
  partlyLive: 'Queues in sight are live; all others are read every ten seconds.',
  checked: (time: string) => `Checked against TaskRouter ${time}.`,
  checkedAndRepaired: (time: string, count: string) => `Checked against TaskRouter ${time}, ${count} repaired.`,
  repairedBefore: (time: string, count: string, repairTime: string) =>
    `Checked against TaskRouter ${time}; ${count} repaired ${repairTime}.`,
  checkOverdue: (time: string) => `Not checked against TaskRouter since ${time}: figures may have drifted.`,
  backendUnknown: 'Waiting for a sign of life from the backend.',
  queueCount: (all: number, shown: string, formatted: string) =>
    `${shown === formatted ? formatted : `${shown} of ${formatted}`} ${all === 1 ? 'queue' : 'queues'}`,
  invalidQueues: (count: string) =>
    `Queues left out because their entry in the list is not valid: ${count}. Ask your administrator to check the backend.`,
  staleList: 'The list of queues cannot be read just now: a new queue would be missing. The board keeps trying.',
  movedRows: (count: number, formatted: string) =>
    count === 1 ? '1 row moved: refresh order' : `${formatted} rows moved: refresh order`,
  totals: (count: number, formatted: string) => (count === 1 ? 'The queue shown' : `All ${formatted} queues shown`),
  missingQueues: (count: string) => `${count} without figures`,
  statusChange: (name: string, status: string) => `${name}: ${status}`,
  moreChanges: (count: number, formatted: string) =>
    `and ${formatted} more ${count === 1 ? 'queue' : 'queues'} changed`,
} as const;

/** Says why a queue is not OK, as in "Longest wait 1:23 is over the threshold 0:20". */
export function causeSentence(cause: Cause, format: Formatters): string {
  switch (cause.metric) {
    case 'longestWait':
      return `Longest wait ${format.clock(cause.waitMs)} is over the threshold ${format.clock(cause.thresholdMs)}.`;
    case 'serviceLevel':
      return `Service level ${format.percent(cause.share)} is below the target ${format.percentNumber(cause.targetPercent)}.`;
  }
}

/** Why the status is what it is, and of when, if that is not now. */
export function statusReason({ status, causes, lastKnownAt }: QueueHealth, format: Formatters): string {
  const why = causes.length > 0 ? causes.map((cause) => causeSentence(cause, format)) : [STATUS_REASONS[status] ?? ''];
  const when = lastKnownAt === null ? '' : strings.lastKnownReason(format.timeOfDay(lastKnownAt));
  return [when, ...why].filter((sentence) => sentence !== '').join(' ');
}

/** What stands in place of the table. */
export const MESSAGES: ViewMessages = {
  loading: { title: 'Loading queues', text: 'The list of queues is being read.' },
  unconfiguredTitle: 'The dashboard is not set up',
  forbidden: {
    title: 'You may not see the queues',
    text: 'Your account has no permission to read the queue figures. Ask your administrator for the supervisor role, then reload the page.',
  },
  error: {
    title: 'The queues cannot be read',
    text: 'The board retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: {
    title: 'No queues yet',
    text: 'The workspace has no task queue, or none has had an event since the backend started. A queue appears here as soon as it exists.',
  },
  noMatch: { title: 'No queue matches the filter', text: 'Change the filter or clear it to see all queues.' },
  clearFilter: 'Clear filter',
};

/** Above the table while its figures are not live. */
export const OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null
      ? 'The figures below are the last known ones.'
      : `The figures below have not been updated since ${since}.`,
};
