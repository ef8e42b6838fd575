import type { OutageMessages } from '@flex-sync-suite/shared/views';

/** Every sentence of the wall. Numbers arrive formatted, so that a translation only moves words. */
export const wallStrings = {
  open: 'Wall',
  label: 'Wall of the queue dashboard',
  allQueues: 'All queues',
  matching: (filter: string) => `Queues that match “${filter}”`,
  place: (place: string, count: string) => `${place} of ${count}`,
  pauses: { held: 'Held', breach: 'Held by a breach' },
  notUpdated: (count: string) => `${count} not updated`,
  figures: {
    waiting: 'Waiting',
    longestWait: 'Longest wait',
    serviceLevel: 'Service level 30 min',
    free: 'Agents free',
    atRisk: 'Queues at risk',
    abandoned: 'Abandoned today',
  },
  queuedAndRinging: (queued: string, ringing: string) => `${queued} queued, ${ringing} ringing`,
  nobodyWaits: 'Nobody waits',
  noTraffic: 'No traffic',
  noFigures: 'No figures yet',
  target: (target: string) => `Target ${target}`,
  belowTargets: (count: string) => `${count} below their target`,
  atLeast: (count: string) => `≥ ${count}`,
  atLeastSpoken: (count: string) => `at least ${count}`,
  ofAvailable: (count: string) => `of ${count} available`,
  overThreshold: (count: string) => `${count} over the threshold`,
  answered: (answered: string, offered: string) => `${answered} answered of ${offered}`,
  worst: 'Queues that need attention',
  allWell: 'No queue needs attention',
  wakeRefused: 'The screen may turn off: this browser does not keep it awake.',
  controls: 'Wall controls',
  previous: 'Previous',
  next: 'Next',
  hold: 'Hold',
  goOn: 'Continue',
  fullScreen: 'Full screen',
  leave: 'Leave',
} as const;

/** The notice of an outage: legible from afar. */
export const WALL_OUTAGE: OutageMessages = {
  isOld: (since) => (since === null ? 'Figures are the last known ones.' : `Figures are from ${since}.`),
};
