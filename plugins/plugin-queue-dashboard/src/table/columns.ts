import type { StickyPlace, TableColumn } from '@flex-sync-suite/shared/views';
import {
  elapsedSince,
  ESTIMATED_WAIT,
  less,
  meanOf,
  plus,
  type Quantity,
  serviceLevelOver,
  shareOf,
  STATUS_FORMULA,
  sumOf,
  TO_THRESHOLD,
  type Formula,
  type BoardSpan,
  type Term,
} from '../model/figures/formulas';
import { isFurther } from '../model/figures/further-figures';
import type { NowFigure, SortColumn, WindowFigure } from '../model/order/sort-queues';
import { askedFor, type ColumnWords, NOW_WORDS, windowWords } from '../strings/column-strings';

/** What a figure is and how it is reckoned. */
export interface ExplainedFigure extends ColumnWords {
  /** Null for what is no figure. */
  readonly formula: Formula | null;
}

/** A column of the board: its look, and its figure. The only list of figures there is. */
export interface Column extends TableColumn<SortColumn>, ExplainedFigure {
  /** Over what it is counted: its head stands above. Undefined for what names the row. */
  readonly group: BoardSpan | undefined;
  /** The figure in the second line, where that is no part of the first. */
  readonly second: ExplainedFigure | null;
}

const [NAME, STATUS]: readonly [Column, Column] = [
  { id: 'name', widthPx: 180, align: 'start', group: undefined, formula: null, second: null, ...NOW_WORDS.name },
  {
    ...{ id: 'status', widthPx: 140, align: 'start', group: undefined, formula: STATUS_FORMULA, second: null },
    ...NOW_WORDS.status,
  },
];

/** A figure says little without the queue and how that is doing: both stay in sight. */
export const STICKY: Readonly<Partial<Record<SortColumn, StickyPlace>>> & Record<'name' | 'status', StickyPlace> = {
  name: { atPx: 0, isLast: false },
  status: { atPx: NAME.widthPx, isLast: true },
};

export const STICKY_WIDTH_PX = NAME.widthPx + STATUS.widthPx;

/** Figures are at the end of their cells. */
const figure = (id: SortColumn, group: BoardSpan, widthPx: number, formula: Formula, words: ColumnWords): Column => ({
  ...{ id, group, widthPx, formula, align: 'end', second: null },
  ...words,
  definition: isFurther(formula) ? askedFor(words.definition) : words.definition,
});

const now = (id: NowFigure, widthPx: number, formula: Formula): Column =>
  figure(id, 'now', widthPx, formula, NOW_WORDS[id]);

const tasksNow = (...quantities: readonly Quantity[]): Formula => sumOf('now', 'tasks', quantities.map(plus));
const agentsNow = (quantity: Quantity, ...outOf: readonly Quantity[]): Formula =>
  sumOf('now', 'agents', [plus(quantity)], outOf.map(plus));

const SINCE_CONTACT = now('sinceContact', 130, elapsedSince('oldestWaitingCreatedAt'));

const NOW_COLUMNS: readonly Column[] = [
  now('waiting', 125, tasksNow('queued', 'ringing')),
  now('queued', 90, tasksNow('queued')),
  now('ringing', 90, tasksNow('ringing')),
  { ...now('longestWait', 105, elapsedSince('oldestWaitingSince')), second: SINCE_CONTACT },
  SINCE_CONTACT,
  now('toThreshold', 110, TO_THRESHOLD),
  now('overThreshold', 95, tasksNow('overThreshold')),
  now('nearThreshold', 95, tasksNow('nearThreshold')),
  now('estimatedWait', 100, ESTIMATED_WAIT),
  now('active', 145, tasksNow('talking', 'wrapping')),
  now('talking', 90, tasksNow('talking')),
  now('wrapping', 90, tasksNow('wrapping')),
  now('free', 100, agentsNow('free', 'available', 'eligible')),
  now('available', 95, agentsNow('available', 'eligible')),
  now('eligible', 90, agentsNow('eligible')),
  now('age', 95, elapsedSince('asOf')),
  now('waitingTrend', 130, tasksNow('queued', 'ringing')),
];

const NOT_SHORT: readonly Term[] = [plus('abandoned'), less('shortAbandoned')];

type Window = Exclude<BoardSpan, 'now'>;
type Reckoned = readonly [figure: WindowFigure, widthPx: number, formula: (span: Window) => Formula];

const counted = (id: WindowFigure & Quantity): Reckoned => [id, 90, (span) => sumOf(span, 'tasks', [plus(id)])];

const WINDOW_FIGURES: readonly Reckoned[] = [
  ['serviceLevel', 105, serviceLevelOver],
  counted('offered'),
  counted('answered'),
  counted('answeredInTime'),
  ['abandoned', 84, (span) => sumOf(span, 'tasks', NOT_SHORT)],
  counted('shortAbandoned'),
  ['abandonedShare', 95, (span) => shareOf(span, NOT_SHORT, [plus('offered')])],
  counted('flowedOut'),
  counted('completed'),
  counted('handled'),
  ['asa', 80, (span) => meanOf(span, 'answerWaitMs', 'answered')],
  ['aht', 80, (span) => meanOf(span, 'handleMs', 'handled')],
  ['talk', 80, (span) => meanOf(span, 'talkMs', 'handledReservations')],
  ['wrap', 80, (span) => meanOf(span, 'wrapMs', 'handledReservations')],
  ['ring', 90, (span) => meanOf(span, 'ringMs', 'accepted')],
  counted('missed'),
  counted('rejected'),
  ['abandonTime', 100, (span) => meanOf(span, 'abandonWaitMs', 'abandonedVisits')],
];

const windowColumns = (span: Window): readonly Column[] =>
  WINDOW_FIGURES.map(([id, widthPx, formula]) =>
    figure(span === 'today' ? `${id}Today` : id, span, widthPx, formula(span), windowWords(id, span)),
  );

/** Every column, in reading order: what needs action first, today's totals last. */
export const COLUMNS: readonly Column[] = [
  NAME,
  STATUS,
  ...NOW_COLUMNS,
  ...windowColumns('last30Minutes'),
  ...windowColumns('today'),
];

/** Whether it has a figure: the first two name the row. */
export const isFigure = ({ group }: Column): boolean => group !== undefined;

/** @param id of one of {@link COLUMNS}; every id is, which a test holds */
export const columnOf = (id: SortColumn): Column => COLUMNS.find((column) => column.id === id) ?? NAME;

const SHOWN_AT_FIRST: readonly SortColumn[] = [
  ...(['name', 'status', 'waiting', 'longestWait', 'active', 'free'] as const),
  ...(['serviceLevel', 'abandoned', 'serviceLevelToday', 'abandonedToday'] as const),
];

/** Those of a board for which nobody chose any: as many as Flex has room for in a window of 1280 pixels. */
export const FIRST_COLUMNS: readonly Column[] = SHOWN_AT_FIRST.map(columnOf);

/** By how much the names of what stands below a group stand further in. */
export const GROUP_INDENT_PX = 12;

/** Every row is exactly this high: the body is windowed, and what is not drawn must have a known height. */
export const ROW_HEIGHT_PX = 56;
