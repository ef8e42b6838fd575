import { type Column, COLUMNS, FIRST_COLUMNS, isFigure } from './columns';

/** The windows in which figures stand, in the order of the table. */
export const COLUMN_GROUPS = ['now', 'last30Minutes', 'today'] as const;

/** For no figure at all: an empty text would be nobody's choice. */
const NONE = 'none';
const SEPARATOR = '.';

/** What names the row comes first, then the figures by their windows; within a window they stay as they are. */
export const inTableOrder = (figures: readonly Column[]): readonly Column[] => [
  ...COLUMNS.filter((column) => !isFigure(column)),
  ...COLUMN_GROUPS.flatMap((group) => figures.filter((column) => column.group === group)),
];

/** The columns that a URL or a memory names, in its order; those of the beginning where it names none that there is. */
export function columnsFrom(text: string | null): readonly Column[] {
  if (text === null || text === '') return FIRST_COLUMNS;
  const ids = new Set(text.split(SEPARATOR));
  const figures = [...ids].flatMap((id) => COLUMNS.filter((column) => column.id === id && isFigure(column)));
  return figures.length === 0 && text !== NONE ? FIRST_COLUMNS : inTableOrder(figures);
}

/** What {@link columnsFrom} reads; null for the columns of the beginning. */
export function columnsText(columns: readonly Column[]): string | null {
  const text = idsOf(columns);
  if (text === idsOf(FIRST_COLUMNS)) return null;
  return text === '' ? NONE : text;
}

const idsOf = (columns: readonly Column[]): string =>
  columns
    .filter(isFigure)
    .map(({ id }) => id)
    .join(SEPARATOR);
