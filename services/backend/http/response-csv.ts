import { MAX_IMPORTED_RESPONSES, type ImportProblem } from '@flex-sync-suite/shared/contract';
import { shortcutKey, titleKey } from '../domain/response-content';
import { COLUMNS, listOfCell, SHARED_COLUMNS, unguardedCell, type Column } from '../domain/response-csv-cells';
import { csvRows, MalformedRow, type CsvRow } from './csv-rows';
import { MAX_PROBLEMS, tooManyResponses, type FileContent, type FileRecord } from './response-file';

const NEEDED_COLUMNS: readonly Column[] = ['title', 'language', 'body'];
/** The names of all columns take less. */
const MAX_HEADER_BYTES = 4 * 1_024;
/** 10 MiB may be millions, more than a process should hold. */
const MAX_ROWS = 100_000;
/** The Document of a response has no room for more. */
const MAX_TEXTS = 400;

type SharedColumn = (typeof SHARED_COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

/** The lines of one response. */
interface Group {
  readonly cells: Cells;
  readonly lines: number[];
  readonly variants: { readonly language: string; readonly channel: string | null; readonly body: string }[];
}

/**
 * Reads a CSV file in UTF-8 (comma, semicolon or tab): the lines of one response become one record. Yields between two
 * lines, and reads no further than an import can go.
 *
 * @throws HttpProblem 400 for what is no text
 */
export function* readResponseCsv(file: Buffer): Generator<undefined, FileContent> {
  try {
    return yield* readRows(csvRows(file, delimiterOf(file)));
  } catch (error) {
    if (!(error instanceof MalformedRow)) throw error;
    return { records: [], problems: [{ line: error.line, field: null, message: error.message }] };
  }
}

function* readRows(rows: Iterable<CsvRow>): Generator<undefined, FileContent> {
  const groups = new Map<string, Group>();
  const problems: ImportProblem[] = [];
  let columns: readonly string[] | null = null;
  const add = (line: number, field: string | null, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ line, field, message });
  };
  let count = 0;
  for (const { line, cells } of rows) {
    yield;
    count += 1;
    if (count > MAX_ROWS) {
      problems.push({ line, field: null, message: `One import takes ${MAX_ROWS} rows: split the file here.` });
      break;
    }
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (columns === null) {
      columns = cells.map((cell) => cell.trim().toLowerCase());
      for (const { field, message } of headerProblems(columns)) add(line, field, message);
      if (problems.length > 0) return { records: [], problems };
      continue;
    }
    if (cells.length > columns.length) {
      add(line, null, `The line has ${cells.length} cells and the header ${columns.length}: quote cells with commas.`);
    }
    const named = namedCells(columns, cells);
    const key = keyOf(named);
    const group = groups.get(key);
    if (group !== undefined) addLine(group, line, named, add);
    else if (groups.size < MAX_IMPORTED_RESPONSES) {
      groups.set(key, { cells: named, lines: [line], variants: [variantOf(named)] });
    } else {
      problems.push(tooManyResponses(line));
      break;
    }
  }
  if (columns === null) add(1, null, 'The file is empty.');
  const records: FileRecord[] = [];
  for (const group of groups.values()) {
    records.push({ value: valueOf(columns ?? [], group), lines: group.lines });
    yield;
  }
  return { records, problems };
}

/** Spreadsheets of half the world write semicolons; no column's name has one. */
function delimiterOf(file: Buffer): string {
  const [header = ''] = file.toString('utf8', 0, MAX_HEADER_BYTES).split(/[\r\n]/, 1);
  const countOf = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best));
}

function headerProblems(columns: readonly string[]): { readonly field: string | null; readonly message: string }[] {
  const known: readonly string[] = COLUMNS;
  const missing = NEEDED_COLUMNS.filter((column) => !columns.includes(column));
  // Of as many as this, one is wrong for certain.
  const first = columns.slice(0, MAX_PROBLEMS);
  const wrong = first.filter((column, index) => !known.includes(column) || columns.indexOf(column) !== index);
  return [
    ...missing.map((column) => ({ field: column, message: `The column "${column}" is missing.` })),
    ...wrong.map((column) => ({
      field: null,
      message: `"${column}" is no column, or is there twice. Columns are ${COLUMNS.join(', ')}.`,
    })),
  ];
}

function namedCells(columns: readonly string[], cells: readonly string[]): Cells {
  const cell = (column: Column) => unguardedCell(cells[columns.indexOf(column)] ?? '');
  return Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Cells;
}

/** Lines with the same id, or without one with the same title and shortcut, are one response. */
const keyOf = ({ id, title, shortcut }: Cells): string =>
  JSON.stringify(id === '' ? [titleKey(title), shortcutKey(shortcut.trim())] : [id]);

function addLine(
  { cells: first, lines, variants }: Group,
  line: number,
  cells: Cells,
  addProblem: (line: number, field: string | null, message: string) => void,
): void {
  const [firstLine = line] = lines;
  const differing = SHARED_COLUMNS.filter(
    // An empty cell says nothing.
    (column) => cells[column].trim() !== '' && comparable(column, cells) !== comparable(column, first),
  );
  for (const column of differing) {
    const message = `Line ${firstLine} of the same response says something else: repeat it, or leave the cell empty.`;
    addProblem(line, column, message);
  }
  if (variants.length === MAX_TEXTS) {
    addProblem(line, null, `The response of line ${firstLine} has more than ${MAX_TEXTS} texts: keep fewer.`);
    return;
  }
  lines.push(line);
  variants.push(variantOf(cells));
}

function comparable(column: SharedColumn, cells: Cells): string | null {
  if (column === 'title') return titleKey(cells.title);
  return column === 'shortcut' ? shortcutKey(cells.shortcut.trim()) : cells[column].trim();
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const variantOf = ({ language, channel, body }: Cells): Group['variants'][number] => ({
  language: language.trim(),
  channel: orNull(channel),
  body,
});

/** A column that the file does not have says nothing. */
function valueOf(columns: readonly string[], { cells, variants }: Group): unknown {
  const has = (column: SharedColumn) => columns.includes(column);
  return {
    id: orNull(cells.id),
    title: cells.title,
    status: orNull(cells.status)?.toLowerCase() ?? null,
    ...(has('shortcut') ? { shortcut: orNull(cells.shortcut) } : {}),
    ...(has('category') ? { category: orNull(cells.category) } : {}),
    ...(has('tags') ? { tags: listOfCell(cells.tags) } : {}),
    ...(has('channels') ? { channels: listOfCell(cells.channels) } : {}),
    variants,
  };
}
