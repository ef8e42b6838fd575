import type { QueueAlert } from '@flex-sync-suite/shared/contract';
import type { OutageMessages, ViewMessages } from '@flex-sync-suite/shared/views';
import type { Formatters } from '../model/formatters';
import { isolated } from './isolated';

/** Every sentence about alerts. Numbers arrive formatted. */

export const alertStrings = {
  title: 'Alerts',
  close: 'Close alerts',
  bellUnknown: 'Alerts: not known',
  bell: (calling: string, open: string) => `Alerts: ${calling} that nobody is on, ${open} open`,
  bellCalm: (open: string) => `Alerts: ${open} open, somebody is on each or it is silent`,
  bellEmpty: 'Alerts: nothing needs you',
  announced: (queue: string, sentence: string) => `New alert: ${isolated(queue)}. ${sentence}`,
  moreAnnounced: (count: number, formatted: string) => `and ${formatted} more new ${count === 1 ? 'alert' : 'alerts'}`,
  openTitle: (count: string) => `Open: ${count}`,
  notListed: (count: number, formatted: string) =>
    `${formatted} more open ${count === 1 ? 'alert is' : 'alerts are'} not listed: these are the worst.`,
  endedTitle: 'Over in the last 15 minutes',
  invalid: (count: string) => `Alerts left out because they are not valid: ${count}.`,
  severities: { warning: 'Warning', critical: 'Critical' },
  openQueue: (queue: string) => `${isolated(queue)}: who waits and who could answer`,
  whenRaised: (sentence: string) => `When it came to this: ${sentence}`,
  since: (time: string) => `since ${time}`,
  nobody: 'Nobody is on it',
  you: 'You are on it',
  isOnIt: (name: string) => `${isolated(name)} is on it`,
  somebody: 'Somebody',
  ends: {
    recovered: (time: string) => `Recovered at ${time}`,
    'rule-changed': (time: string) => `No rule asks about it since ${time}`,
    'queue-deleted': (time: string) => `The queue was deleted at ${time}`,
  },
  take: "I'm on it",
  takeOver: 'Take over',
  handBack: 'Hand back',
  snooze: 'Silence for 15 min',
  unsnooze: 'End the silence',
  silentUntil: (time: string, name: string) => `Silent until ${time} (${isolated(name)})`,
  sending: 'Sending',
  choices: 'How to be told of new alerts',
  notifies: 'Notify me in the browser',
  sounds: 'Play a sound',
  notifyRefused: 'The browser does not allow notifications from this page. Allow them in its settings, then try again.',
  note: 'Note',
  addNote: 'Add a note',
  editNote: 'Edit the note',
  noteIsCut: 'The note is longer than what is shown. What you write takes its place.',
  saveNote: 'Save note',
  cancelNote: 'Cancel',
  noteBy: (name: string, time: string) => `${isolated(name)}, ${time}`,
  ofAlert: (action: string, queue: string) => `${action}: ${isolated(queue)}`,
} as const;

/** The figure against the bound, as in "Longest wait 2:10; the limit is 1:00." */
export function alertSentence({ metric, bound }: QueueAlert, value: number, format: Formatters): string {
  switch (metric) {
    case 'longest-wait':
      return `Longest wait ${format.clock(value * 1_000)}; the limit is ${format.clock(bound * 1_000)}.`;
    case 'waiting':
      return `${format.count(value)} waiting; the limit is ${format.count(bound)}.`;
    case 'service-level':
      return `Service level ${format.percentNumber(value)}; the limit is ${format.percentNumber(bound)}.`;
    case 'abandoned-share':
      return `Abandoned ${format.percentNumber(value)}; the limit is ${format.percentNumber(bound)}.`;
    case 'free-agents':
      return `${format.count(value)} agents free while somebody waits; the limit is ${format.count(bound)}.`;
  }
}

/** What stands in place of the list. */
export const ALERT_MESSAGES: ViewMessages = {
  loading: { title: 'Loading alerts', text: 'The list of alerts is being read.' },
  unconfiguredTitle: 'Alerts are not set up',
  forbidden: {
    title: 'You may not see alerts',
    text: 'Your account has no permission to read them. Ask your administrator for the supervisor role, then reload the page.',
  },
  error: {
    title: 'Alerts cannot be read',
    text: 'The board retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: { title: 'Nothing needs you', text: 'No queue is out of bounds, and none was in the last 15 minutes.' },
  noMatch: { title: 'Nothing needs you', text: '' },
  clearFilter: '',
};

/** Above the list while it is not live. */
export const ALERT_OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null
      ? 'The alerts below are the last known ones.'
      : `The alerts below have not been updated since ${since}.`,
};
