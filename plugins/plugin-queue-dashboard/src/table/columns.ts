import type { StickyPlace, TableColumn } from '@flex-sync-suite/shared/views';
import {
  BOARD_SERVICE_LEVEL,
  elapsedSince,
  less,
  meanOf,
  plus,
  serviceLevelBy,
  STATUS_FORMULA,
  sumOf,
  type Formula,
} from '../model/formulas';
import type { SortColumn } from '../model/sort-queues';
import { COLUMN_EXPLANATIONS, COLUMN_TITLES, SINCE_CONTACT_WORDS } from '../parts/strings';

/** What a figure is and how it is reckoned. */
export interface ExplainedFigure {
  readonly title: string;
  /** In one sentence. */
  readonly definition: string;
  /** Null for what is no figure. */
  readonly formula: Formula | null;
}

/** A column of the board: its look, and its figure. The only list of figures there is. */
export interface Column extends TableColumn<SortColumn>, ExplainedFigure {
  /** The figure in the second line, where that is no part of the first. */
  readonly second: ExplainedFigure | null;
}

/** Figures are at the end of their cells; names and status at the beginning. */
const column = (id: SortColumn, widthPx: number, formula: Formula | null, second: ExplainedFigure | null = null) =>
  ({
    ...{ id, widthPx, formula, second },
    align: id === 'name' || id === 'status' ? 'start' : 'end',
    title: COLUMN_TITLES[id],
    definition: COLUMN_EXPLANATIONS[id],
  }) satisfies Column;

const SINCE_CONTACT: ExplainedFigure = { ...SINCE_CONTACT_WORDS, formula: elapsedSince('oldestWaitingCreatedAt') };

const [NAME, STATUS] = [column('name', 190, null), column('status', 170, STATUS_FORMULA)];

/** A figure says little without the queue and how that is doing: both stay in sight. */
export const STICKY: Readonly<Partial<Record<SortColumn, StickyPlace>>> & Record<'name' | 'status', StickyPlace> = {
  name: { atPx: 0, isLast: false },
  status: { atPx: NAME.widthPx, isLast: true },
};

export const STICKY_WIDTH_PX = NAME.widthPx + STATUS.widthPx;

/** The columns in reading order: what needs action first, today's totals last. */
export const COLUMNS: readonly Column[] = [
  NAME,
  STATUS,
  column('waiting', 150, sumOf('now', 'tasks', [plus('queued'), plus('ringing')])),
  column('longestWait', 140, elapsedSince('oldestWaitingSince'), SINCE_CONTACT),
  column('active', 155, sumOf('now', 'tasks', [plus('talking'), plus('wrapping')])),
  column('free', 150, sumOf('now', 'agents', [plus('free')], [plus('available'), plus('eligible')])),
  column('serviceLevel', 110, serviceLevelBy(BOARD_SERVICE_LEVEL, 'last30Minutes')),
  column('offeredToday', 85, sumOf('today', 'tasks', [plus('offered')])),
  column('answeredToday', 90, sumOf('today', 'tasks', [plus('answered')])),
  column('abandonedToday', 95, sumOf('today', 'tasks', [plus('abandoned'), less('shortAbandoned')])),
  column('completedToday', 95, sumOf('today', 'tasks', [plus('completed')])),
  column('serviceLevelToday', 110, serviceLevelBy(BOARD_SERVICE_LEVEL, 'today')),
  column('asaToday', 80, meanOf('today', 'answerWaitMs', 'answered')),
  column('ahtToday', 80, meanOf('today', 'handleMs', 'handled')),
  column('age', 90, elapsedSince('asOf')),
];

/** Every row is exactly this high: the body is windowed, and what is not drawn must have a known height. */
export const ROW_HEIGHT_PX = 56;
