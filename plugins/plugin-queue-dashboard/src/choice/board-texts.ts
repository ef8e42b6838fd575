import { sortOfText, sortText } from '@flex-sync-suite/shared/views';
import { DEFAULT_SORT } from '../model/order/sort-queues';
import { COLUMNS } from '../table/columns';
import { columnsFrom, columnsText } from '../table/shown-columns';

/** What a person can choose to see of the board, each a parameter of its URL. */
export const PARTS = ['columns', 'filter', 'group', 'layout', 'sort', 'summary'] as const;
export type Part = (typeof PARTS)[number];

/** Each part in the one text that stands for it, so that equal choices are equal texts. */
export type BoardTexts = Readonly<Record<Part, string>>;
/** Some of them. */
export type SomeTexts = Readonly<Partial<BoardTexts>>;

/** In a URL that has to say it: the columns that the board begins with. */
const FIRST = 'default';

/** The board for which nobody chose anything. */
export const PLAIN: BoardTexts = {
  columns: FIRST,
  filter: '',
  group: '',
  layout: 'table',
  sort: sortText(DEFAULT_SORT),
  summary: 'on',
};

const SORTED_BY = COLUMNS.map(({ id }) => id);

/** The text that stands for what somebody wrote; null for what says nothing. */
const CANONICAL: Readonly<Record<Part, (text: string) => string | null>> = {
  columns: (text) => columnsText(columnsFrom(text)) ?? FIRST,
  filter: (text) => text,
  group: (text) => text,
  layout: oneOf('table', 'cards'),
  sort: (text) => {
    const sort = sortOfText(text, SORTED_BY);
    return sort === null ? null : sortText(sort);
  },
  summary: oneOf('on', 'off'),
};

function oneOf(...texts: readonly string[]): (text: string) => string | null {
  return (text) => (texts.includes(text) ? text : null);
}

/** The parts that are told and say something. */
export function partsIn(textOf: (part: Part) => string | null | undefined): SomeTexts {
  const parts: Partial<Record<Part, string>> = {};
  for (const part of PARTS) {
    const text = textOf(part);
    const canonical = text == null ? null : CANONICAL[part](text);
    if (canonical !== null) parts[part] = canonical;
  }
  return parts;
}

/** The parts that are other ones than those of `base`. */
export function differences(parts: SomeTexts, base: BoardTexts): SomeTexts {
  return partsIn((part) => (parts[part] === base[part] ? null : parts[part]));
}

/** Whether nothing is told. */
export const isBare = (parts: SomeTexts): boolean => PARTS.every((part) => parts[part] === undefined);
