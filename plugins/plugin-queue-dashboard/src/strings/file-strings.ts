import type { Formula, Quantity, Span } from '../model/figures/formulas';
import { QUANTITY_WORDS } from './explanation-strings';

/** What stands in a file of the board. */

type Unit = Formula['unit'];

/** The unit of a number in the file: durations are told in seconds. */
const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  tasks: 'tasks',
  agents: 'agents',
  share: 'share',
  ms: 'seconds',
  status: 'status',
};

const SPAN_WORDS: Readonly<Record<Span, string>> = {
  ...{ now: 'now', today: 'today' },
  ...{ last15Minutes: 'last 15 minutes', last30Minutes: 'last 30 minutes', last60Minutes: 'last 60 minutes' },
};

const QUANTITY_TITLES: Readonly<Partial<Record<Quantity, string>>> = {
  shortAbandoned: 'Short abandons',
  answerWaitMs: 'Sum of waits',
  handleMs: 'Sum of talk and wrap-up',
  talkMs: 'Sum of talk',
  wrapMs: 'Sum of wrap-up',
  abandonWaitMs: 'Sum of waits of all abandoned',
  ringMs: 'Sum of ringing',
  handledReservations: 'Reservations handled',
  abandonedVisits: 'All abandoned',
  busyMs: 'Agents’ time busy',
  busyOrAvailableMs: 'Agents’ time busy or available',
};

const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const quantityTitle = (quantity: Quantity): string =>
  QUANTITY_TITLES[quantity] ?? capitalised(QUANTITY_WORDS[quantity]);

export const fileStrings = {
  saved: (count: number, formatted: string, time: string) =>
    `${formatted} ${count === 1 ? 'queue' : 'queues'} saved as a CSV file, as of ${time}.`,
  /** What stands before the figures of a queue. */
  heads: [
    'Queue',
    'Queue SID',
    'Channel',
    'Groups',
    'Status',
    'Last known as of (UTC)',
    'Target (share)',
    'Threshold (seconds, by channel)',
    'Short abandon below (seconds)',
    'Service level formula',
  ],
  everyChannel: 'any',
  allChannels: 'all',
  head: (title: string, unit: Unit, span: Span) =>
    // The title of a window's figure names the window.
    `${title} (${UNIT_WORDS[unit]}${span === 'now' ? ', now' : ''})`,
  quantityHead: (quantity: Quantity, unit: Unit, span: Span) =>
    `${quantityTitle(quantity)} (${UNIT_WORDS[unit]}, ${SPAN_WORDS[span]})`,
  note: (title: string) => `# ${title}`,
  asOf: 'As of (UTC)',
  live: 'live',
  notLive: 'last known figures: they were not being updated',
  zone: 'Reporting time zone',
  unknownZone: 'not known',
  filter: 'Filter',
} as const;

/** What stands in a file of the figures of one queue. */
export const figuresFileStrings = {
  csv: 'Download as CSV',
  heads: ['Queue', 'Queue SID', 'Channel', 'Window', 'Since (UTC)', 'As of (UTC)'],
  head: (title: string, unit: Unit) => `${title} (${UNIT_WORDS[unit]})`,
  quantityHead: (quantity: Quantity, unit: Unit) =>
    `${quantity === 'abandoned' ? 'Abandoned, short ones too' : quantityTitle(quantity)} (${UNIT_WORDS[unit]})`,
  saved: (time: string) => `Saved as a CSV file, as of ${time}.`,
} as const;

/** What stands on paper. */
export const printStrings = {
  asOf: (when: string) => `As of ${when}`,
  notLive: 'Last known figures: they were not being updated.',
  queues: (count: number, formatted: string) => `${formatted} ${count === 1 ? 'queue' : 'queues'}`,
  filter: (text: string) => `Filter: ${text}`,
} as const;
