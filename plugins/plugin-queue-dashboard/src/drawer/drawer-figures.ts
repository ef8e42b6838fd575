import type {
  FiguresWindow,
  QueueFiguresAnswer,
  QueueIndexItem,
  WindowFigures,
} from '@flex-sync-suite/shared/contract';
import type { NamedFigure } from '../explain/explained-figures';
import { itemOfChannel } from '../model/figures/channel-state';
import { policyOf, type FigureSource } from '../model/figures/figure-source';
import {
  less,
  meanOf,
  percentileOf,
  plus,
  serviceLevelOver,
  shareOf,
  sumOf,
  type Formula,
} from '../model/figures/formulas';
import type { WindowFigure } from '../model/order/sort-queues';
import { type DrawerFigure, windowWords } from '../strings/column-strings';

const WINDOWS: readonly FiguresWindow[] = ['last15Minutes', 'last30Minutes', 'last60Minutes', 'today'];

type Figure = readonly [id: WindowFigure | DrawerFigure, formula: (span: FiguresWindow) => Formula];

const counted = (id: 'offered' | 'answered' | 'handled' | 'missed' | 'rejected'): Figure => [
  id,
  (span) => sumOf(span, 'tasks', [plus(id)]),
];

const FIGURES: readonly Figure[] = [
  counted('offered'),
  counted('answered'),
  ['asa', (span) => meanOf(span, 'answerWaitMs', 'answered')],
  ['abandoned', (span) => sumOf(span, 'tasks', [plus('abandoned'), less('shortAbandoned')])],
  ['abandonTime', (span) => meanOf(span, 'abandonWaitMs', 'abandoned')],
  ['serviceLevel', serviceLevelOver],
  ['p50', (span) => percentileOf(span, 'p50')],
  ['p90', (span) => percentileOf(span, 'p90')],
  ['p95', (span) => percentileOf(span, 'p95')],
  counted('handled'),
  ['aht', (span) => meanOf(span, ['talkMs', 'wrapMs'], 'handled')],
  ['talk', (span) => meanOf(span, 'talkMs', 'handled')],
  ['wrap', (span) => meanOf(span, 'wrapMs', 'handled')],
  ['ring', (span) => meanOf(span, 'ringMs', 'accepted')],
  counted('missed'),
  counted('rejected'),
  ['occupancy', (span) => shareOf(span, [plus('busyMs')], [plus('busyOrAvailableMs')])],
];

/** A figure of the drawer over one window. */
export interface WindowedFigure {
  readonly figure: WindowFigure | DrawerFigure;
  readonly formula: Formula;
}

/** What the tables of the drawer show of a window, in their order. */
export const figuresOf = (window: FiguresWindow): readonly WindowedFigure[] =>
  FIGURES.map(([figure, formula]) => ({ figure, formula: formula(window) }));

/** Every figure of every window in the drawer, with its definition and its formula. */
export const DRAWER_FIGURES: readonly NamedFigure[] = WINDOWS.flatMap((window) =>
  figuresOf(window).map(({ figure, formula }) => ({
    ...{ id: `${figure}.${window}`, formula, second: null },
    ...windowWords(figure, window),
  })),
);

/** What these are reckoned from: a queue, or one of its channels. */
export function drawerFigureSource(
  item: QueueIndexItem,
  { at, windows }: QueueFiguresAnswer,
  channel: string | null,
): FigureSource {
  const found = (window: FiguresWindow) => windows.find((each) => each.window === window);
  const ofWindow = (window: FiguresWindow): WindowFigures | undefined =>
    channel === null ? found(window)?.total : found(window)?.channels.find((each) => each.channel === channel);
  const countsOf = (window: FiguresWindow) => ({
    ...NONE,
    ...ofWindow(window),
    // Agents are of no channel.
    ...(channel === null ? found(window)?.occupancy : null),
  });
  return {
    at: Date.parse(at),
    isOfChannel: channel !== null,
    quantities: {
      now: {},
      last15Minutes: countsOf('last15Minutes'),
      last30Minutes: countsOf('last30Minutes'),
      last60Minutes: countsOf('last60Minutes'),
      today: countsOf('today'),
    },
    percentiles: Object.fromEntries(
      WINDOWS.map((window) => [window, ofWindow(window)?.answerWaitPercentilesMs ?? null]),
    ),
    ...{ oldestWaitingSince: null, oldestWaitingCreatedAt: null, asOf: null, judged: null },
    todaySince: windows.find(({ window }) => window === 'today')?.since ?? null,
    policy: policyOf([channel === null ? item : itemOfChannel(item, channel)]),
  };
}

/** A channel in which nothing happened is not in the answer. */
const NONE = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ answerWaitMs: 0, abandonWaitMs: 0, handled: 0, talkMs: 0, wrapMs: 0, accepted: 0, ringMs: 0 },
  ...{ missed: 0, rejected: 0 },
};
