import {
  MAX_IMPORTED_RESPONSES,
  unguardedCell,
  withoutSlash,
  type ImportProblem,
} from '@flex-sync-suite/shared/contract';
import { shortcutKey, titleKey } from '../../../domain/responses/response-content';
import { COLUMNS, listOfCell, SHARED_COLUMNS, type Column } from '../../../domain/responses/response-csv-cells';
import { ASSUMED_LANGUAGE, columnPlaces, type ColumnPlaces } from '../../../domain/responses/response-csv-columns';
import { csvRows, MalformedRow, type CsvRow } from './csv-rows';
import { MAX_PROBLEMS, refuseUtf16, tooManyResponses, type FileContent, type FileRecord } from './response-file';

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
 * @throws Refusal `invalid` for what is no text
 */
export function* readResponseCsv(file: Buffer): Generator<undefined, FileContent> {
  refuseUtf16(file);
  const text = withoutControlZ(file);
  try {
    return yield* readRows(csvRows(text, delimiterOf(text)));
  } catch (error) {
    if (!(error instanceof MalformedRow)) throw error;
    return { records: [], problems: [{ line: error.line, field: null, message: error.message }], notes: [] };
  }
}

function* readRows(rows: Iterable<CsvRow>): Generator<undefined, FileContent> {
  const groups = new Map<string, Group>();
  const problems: ImportProblem[] = [];
  let columns: (ColumnPlaces & { readonly header: readonly string[] }) | null = null;
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
    const width = widthOf(cells);
    if (width === 0) continue;
    if (columns === null) {
      if (SEPARATOR_LINE.test(cells.join(','))) continue;
      columns = { ...columnPlaces(cells), header: cells.slice(0, width) };
      for (const { field, message } of columns.problems) add(line, field, message);
      if (problems.length > 0) return { records: [], problems, notes: [] };
      continue;
    }
    const { header } = columns;
    if (width > header.length) {
      add(line, null, `The line has ${width} cells and the header ${header.length}: quote cells with commas.`);
    } else if (cells.some((cell, place) => cell.trim() !== '' && header[place]?.trim() === '')) {
      add(line, null, 'The line has a text in a column without a name: name the column, or empty the cell.');
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
    records.push({ value: valueOf(columns?.places ?? new Map(), group), lines: group.lines });
    yield;
  }
  return { records, problems, notes: columns?.notes ?? [] };
}

/** What a spreadsheet is told about a file in its first line. */
const SEPARATOR_LINE = /^"?sep=([,;\t|]?)"?[,;\t|]*$/i;
/** MS-DOS ended a text with it, and some programs still do. */
const CONTROL_Z = 0x1a;

function withoutControlZ(file: Buffer): Buffer {
  let end = file.length;
  while (end > 0 && (file[end - 1] === CONTROL_Z || isLineEnd(file[end - 1]))) end -= 1;
  return file.includes(CONTROL_Z, end) ? file.subarray(0, file.indexOf(CONTROL_Z, end)) : file;
}

const isLineEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/** As the file tells, else what the header has most of: spreadsheets of half the world write semicolons. */
function delimiterOf(file: Buffer): string {
  const lines = file
    .toString('utf8', 0, MAX_HEADER_BYTES)
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]/);
  const [first = '', second = ''] = lines.filter((line) => /[^\s,;"]/.test(line));
  const told = SEPARATOR_LINE.exec(first);
  if (told?.[1] !== undefined && told[1] !== '') return told[1];
  const header = told === null ? first : second;
  const countOf = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best));
}

/** The cells that say something; spreadsheets write empty ones as far as anybody ever clicked. */
const widthOf = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1;

function namedCells({ places }: ColumnPlaces, cells: readonly string[]): Cells {
  const cell = (column: Column) => unguardedCell(cells[places.get(column) ?? -1] ?? '');
  const named = Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Cells;
  return {
    ...named,
    ...(places.has('title') ? {} : { title: withoutSlash(named.shortcut) }),
    ...(places.has('language') ? {} : { language: ASSUMED_LANGUAGE }),
  };
}

/** Lines with the same id, or without one with the same title and shortcut, are one response. */
const keyOf = ({ id, title, shortcut }: Cells): string =>
  JSON.stringify(id === '' ? [titleKey(title), shortcutKey(withoutSlash(shortcut))] : [id]);

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
  return column === 'shortcut' ? shortcutKey(withoutSlash(cells.shortcut)) : cells[column].trim();
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const variantOf = ({ language, channel, body }: Cells): Group['variants'][number] => ({
  language: language.trim(),
  channel: orNull(channel),
  body,
});

/** A column that the file does not have says nothing. */
function valueOf(places: ColumnPlaces['places'], { cells, variants }: Group): unknown {
  const has = (column: SharedColumn) => places.has(column);
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
