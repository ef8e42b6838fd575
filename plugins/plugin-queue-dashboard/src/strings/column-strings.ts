import type { FiguresWindow } from '@flex-sync-suite/shared/contract';
import type { NowFigure, WindowFigure } from '../model/order/sort-queues';

/** What the columns of the board are called, and what they count. */
export interface ColumnWords {
  /** Where the window that it is counted over stands above it. */
  readonly head: string;
  /** Where it stands alone. */
  readonly title: string;
  /** In one sentence. */
  readonly definition: string;
}

const named = (title: string, definition: string): ColumnWords => ({ head: title, title, definition });

export const NOW_WORDS: Readonly<Record<'name' | 'status' | NowFigure, ColumnWords>> = {
  name: named('Queue', 'Name of the task queue'),
  status: named('Status', 'Worst of service level and longest wait'),
  waiting: named('Waiting', 'Tasks queued or ringing now'),
  waitingTrend: {
    head: 'Last 60 min',
    title: 'Waiting, last 60 min',
    definition:
      'The most who waited at one moment of each five minutes, as a line; sorted by, and in files, how many wait now',
  },
  queued: named('Queued', 'Tasks that no agent has been asked to take yet, or none any more'),
  ringing: named('Ringing', 'Tasks that an agent is asked to take just now'),
  longestWait: named('Longest wait', 'Time that the longest-waiting task has been in this queue'),
  sinceContact: named(
    'Longest time since first contact',
    'Time since the oldest of the waiting tasks was created, in whatever queue it waited before',
  ),
  toThreshold: named(
    'Time to threshold',
    'Time until the longest-waiting task has waited for as long as the queue promises; how long ago that was, once it has',
  ),
  overThreshold: named(
    'Over threshold',
    'Waiting tasks that have waited for longer than the queue promises for their channel',
  ),
  nearThreshold: named(
    'Near threshold',
    'Waiting tasks that have waited for three quarters of what the queue promises, or longer, and are not over it',
  ),
  estimatedWait: named(
    'Estimated wait',
    'An estimate of how long a task that comes now will wait: what waits, by the mean handle time of the last 30 minutes, for the agents available',
  ),
  active: named('Active', 'Tasks in conversation or in wrap-up now'),
  talking: named('Talking', 'Tasks in conversation now'),
  wrapping: named('Wrap-up', 'Tasks in wrap-up now'),
  free: named('Agents free', 'Agents who can take a task now, of those in an available activity'),
  available: named('Agents available', 'Agents who match the queue and are in an available activity; they may be busy'),
  eligible: named('Agents eligible', 'Agents who match the queue, in any activity'),
  age: named('Last change', 'Time since the figures of this queue last changed. A quiet queue is not stale'),
};

type Window = FiguresWindow;

/** Figures that the drawer of a queue has besides. */
export type DrawerFigure = 'p50' | 'p90' | 'p95' | 'occupancy';

const SPANS: Readonly<Record<Window, { readonly title: string; readonly when: string }>> = {
  last15Minutes: { title: '15 min', when: 'in the last 15 minutes' },
  last30Minutes: { title: '30 min', when: 'in the last 30 minutes' },
  last60Minutes: { title: '60 min', when: 'in the last 60 minutes' },
  today: { title: 'today', when: 'today' },
};

const WINDOW_WORDS: Readonly<
  Record<WindowFigure | DrawerFigure, { head: string; definition: (when: string) => string }>
> = {
  serviceLevel: {
    head: 'Service level',
    definition: (when) => `Share answered within the threshold ${when}, by the formula of the queue`,
  },
  offered: { head: 'Offered', definition: (when) => `Tasks that entered the queue ${when}` },
  answered: { head: 'Answered', definition: (when) => `Tasks answered ${when}` },
  answeredInTime: {
    head: 'Answered in time',
    definition: (when) => `Tasks answered within the threshold ${when}`,
  },
  abandoned: {
    head: 'Abandoned',
    definition: (when) => `Tasks given up before an answer ${when}, short abandons excluded`,
  },
  shortAbandoned: {
    head: 'Short abandons',
    definition: (when) => `Tasks given up ${when} so soon that nobody could have answered`,
  },
  abandonedShare: {
    head: 'Abandoned share',
    definition: (when) => `Share given up before an answer, of those offered ${when}, short abandons excluded`,
  },
  flowedOut: { head: 'Flowed out', definition: (when) => `Tasks that left for another queue unanswered ${when}` },
  completed: { head: 'Completed', definition: (when) => `Tasks completed after an answer ${when}` },
  handled: { head: 'Handled', definition: (when) => `Tasks whose agent ended the wrap-up ${when}` },
  asa: { head: 'ASA', definition: (when) => `Average speed of answer: mean wait of answered tasks ${when}` },
  aht: { head: 'AHT', definition: (when) => `Average handle time: mean of talk and wrap-up ${when}` },
  abandonTime: { head: 'Average abandon time', definition: (when) => `Mean wait of all tasks given up ${when}` },
  p50: {
    head: 'Half answered within',
    definition: (when) => `Wait that half of the tasks answered ${when} did not exceed`,
  },
  p90: {
    head: '90 % answered within',
    definition: (when) => `Wait that 90 % of the tasks answered ${when} did not exceed`,
  },
  p95: {
    head: '95 % answered within',
    definition: (when) => `Wait that 95 % of the tasks answered ${when} did not exceed`,
  },
  talk: { head: 'Talk', definition: (when) => `Mean time from acceptance to wrap-up, hold included, ${when}` },
  wrap: { head: 'Wrap-up', definition: (when) => `Mean time in wrap-up ${when}` },
  ring: { head: 'Ring time', definition: (when) => `Mean time that accepted invitations rang ${when}` },
  missed: { head: 'Missed', definition: (when) => `Invitations that rang out ${when}` },
  rejected: { head: 'Rejected', definition: (when) => `Invitations that agents turned down ${when}` },
  occupancy: {
    head: 'Occupancy',
    definition: (when) =>
      `Time that the agents who match the queue now were busy with tasks of whatever queue, wrap-up counted, by the time that they were busy or available ${when}`,
  },
};

/** Definition of a figure that no Document has. */
export const askedFor = (definition: string): string => `${definition}; asked for every ten seconds`;

/** Of a figure, whatever the window. */
export function figureWords(figure: WindowFigure | DrawerFigure): Pick<ColumnWords, 'head' | 'definition'> {
  const { head, definition } = WINDOW_WORDS[figure];
  return { head, definition: definition('in the window') };
}

/** Of a figure that is counted over a window of time. */
export function windowWords(figure: WindowFigure | DrawerFigure, span: Window): ColumnWords {
  const { head, definition } = WINDOW_WORDS[figure];
  return { head, title: `${head} ${SPANS[span].title}`, definition: definition(SPANS[span].when) };
}
