import type { OutageMessages, ViewMessages } from '@flex-sync-suite/shared/views';

/** Every sentence of an agent's own queues. */
export const myQueuesStrings = {
  title: 'My queues',
  tableLabel: 'My queues, the longest wait first',
  scroller: 'My queues, by queue',
  columns: { queue: 'Queue', waiting: 'Waiting', longestWait: 'Longest wait' },
  nobodyWaits: 'nobody waits',
  arriving: (count: string) => `Queues still being read: ${count}.`,
  beyond: (count: string, most: string) => `Queues not listed, because ${most} is the most: ${count}.`,
} as const;

/** What stands in place of the table. */
export const MY_QUEUES_MESSAGES: ViewMessages = {
  loading: { title: 'Loading your queues', text: 'Who waits in your queues is being read.' },
  unconfiguredTitle: 'My queues are not set up',
  forbidden: {
    title: 'You may not see queues',
    text: 'Your account has no permission to read them. Sign in again; if that does not help, tell your administrator.',
  },
  error: {
    title: 'Your queues cannot be read',
    text: 'The list retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: {
    title: 'No queue is yours',
    text: 'Your skills match no task queue. A queue appears here as soon as you are eligible for it.',
  },
  noMatch: { title: 'No queue matches', text: '' },
  clearFilter: 'Show all queues',
};

/** Above the table while it is not live. */
export const MY_QUEUES_OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null
      ? 'The figures below are the last known ones.'
      : `The figures below have not been updated since ${since}.`,
};
