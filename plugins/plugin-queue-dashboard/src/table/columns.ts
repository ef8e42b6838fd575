import type { StickyPlace, TableColumn } from '@flex-sync-suite/shared/views';
import type { SortColumn } from '../model/sort-queues';

type Column = TableColumn<SortColumn>;

const column = (id: SortColumn, widthPx: number, align: Column['align'] = 'end'): Column => ({ id, widthPx, align });

const [NAME, STATUS] = [column('name', 190, 'start'), column('status', 170, 'start')];

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
  column('waiting', 150),
  column('longestWait', 140),
  column('active', 155),
  column('free', 150),
  column('serviceLevel', 110),
  column('offeredToday', 85),
  column('answeredToday', 90),
  column('abandonedToday', 95),
  column('completedToday', 95),
  column('serviceLevelToday', 110),
  column('asaToday', 80),
  column('ahtToday', 80),
  column('age', 90),
];

/** Every row is exactly this high: the body is windowed, and what is not drawn must have a known height. */
export const ROW_HEIGHT_PX = 56;
