import { COLUMNS, type Column } from './response-csv-cells';

/** Names that exports of Chatwoot (canned responses), Zendesk (macros) and Freshdesk give to what we have a column for. */
const OTHER_NAMES: ReadonlyMap<string, Column> = new Map([
  ['short_code', 'shortcut'],
  ['shortcode', 'shortcut'],
  ['name', 'title'],
  ['macro', 'title'],
  ['macro_title', 'title'],
  ['macro_name', 'title'],
  ['content', 'body'],
  ['text', 'body'],
  ['message', 'body'],
  ['comment', 'body'],
  ['comment_value', 'body'],
  ['comment_description', 'body'],
  ['locale', 'language'],
  ['folder', 'category'],
]);

/** What those exports tell besides, and a response has no place for. */
const LEFT_OUT = new Set(
  'account_id active created_at created_by updated_at updated_by position url restriction description default usage_7d usage_30d'.split(
    ' ',
  ),
);

/** A text whose file does not tell its language. */
export const ASSUMED_LANGUAGE = 'en';

/** Where each column of ours stands in a file. */
export interface ColumnPlaces {
  /** Absent: the file does not have it. */
  readonly places: ReadonlyMap<Column, number>;
  readonly problems: readonly { readonly field: string | null; readonly message: string }[];
  /** What is understood in another way than it is written. */
  readonly notes: readonly string[];
}

/** More wrong names than this help nobody. */
const MAX_WRONG = 197;

/**
 * Finds our columns by our names, or by those of other systems. Cells without a name, as spreadsheets leave them, are no
 * columns.
 */
export function columnPlaces(header: readonly string[]): ColumnPlaces {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const places = new Map<Column, number>();
  const notes: string[] = [];
  const wrong: string[] = [];
  names.forEach((name, place) => {
    const column = COLUMNS.find((known) => known === name);
    if (column !== undefined && !places.has(column)) places.set(column, place);
    else if (column !== undefined) wrong.push(name);
  });
  const leftOut: string[] = [];
  names.forEach((name, place) => {
    const plain = name.replace(/[^a-z0-9]+/g, '_');
    const column = OTHER_NAMES.get(plain);
    if (name === '' || COLUMNS.some((known) => known === name)) return;
    if (column !== undefined && !places.has(column)) {
      places.set(column, place);
      notes.push(`The column "${name}" was read as "${column}".`);
    } else if (LEFT_OUT.has(plain)) leftOut.push(`"${name}"`);
    else wrong.push(name);
  });
  // A file of our own that lacks a column is a mistake; one of another system never has it.
  const assumed = notes.length === 0 ? [] : assumedColumns(places);
  if (leftOut.length > 0) notes.push(`Not imported: the columns ${leftOut.join(', ')}.`);
  notes.push(...assumed.map((column) => ASSUMPTIONS[column]));
  const missing = NEEDED.filter((column) => !places.has(column) && !assumed.some((one) => one === column));
  const problems = [
    ...missing.map((column) => ({ field: column, message: `The column "${column}" is missing.` })),
    ...wrong.slice(0, MAX_WRONG).map((name) => ({ field: null, message: wrongName(name) })),
  ];
  return { places, notes, problems };
}

const NEEDED = ['title', 'language', 'body'] as const;
const ASSUMPTIONS = {
  title: 'The file has no titles: the shortcuts are the titles.',
  language: `The file tells no language: "${ASSUMED_LANGUAGE}" is assumed. Add a column "language" to name another one.`,
};

function assumedColumns(places: ReadonlyMap<Column, number>): readonly (keyof typeof ASSUMPTIONS)[] {
  return [
    ...(!places.has('title') && places.has('shortcut') ? (['title'] as const) : []),
    ...(places.has('language') ? [] : (['language'] as const)),
  ];
}

const wrongName = (name: string): string =>
  `"${name}" is no column, or is there twice. Columns are ${COLUMNS.join(', ')}.`;
