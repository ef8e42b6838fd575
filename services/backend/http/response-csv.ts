import type { ImportProblem, PortableResponse } from '@flex-sync-suite/shared/contract';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { guardedCell, listCell, listOfCell, unguardedCell } from '../domain/response-csv-cells';
import { shortcutKey } from '../domain/response-content';

/** A response as a file has it, not checked yet. */
export interface FileRecord {
  readonly value: unknown;
  /** Line of each of its variants, the first one that of the record. */
  readonly lines: readonly number[];
}

export interface FileContent {
  readonly records: readonly FileRecord[];
  readonly problems: readonly ImportProblem[];
}

const SHARED_COLUMNS = ['id', 'title', 'shortcut', 'category', 'tags', 'channels', 'status'] as const;
const COLUMNS = [...SHARED_COLUMNS, 'language', 'channel', 'body'] as const;
const NEEDED_COLUMNS: readonly Column[] = ['title', 'language', 'body'];
type Column = (typeof COLUMNS)[number];
type SharedColumn = (typeof SHARED_COLUMNS)[number];

interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** One line for each variant; the columns of docs/canned-responses.md, with the byte order mark that Excel asks for. */
export function writeResponseCsv(responses: readonly PortableResponse[]): string {
  const rows = responses.flatMap((response) =>
    response.variants.map(({ language, channel, body }): Record<Column, string> => ({
      id: response.id ?? '',
      title: response.title,
      shortcut: response.shortcut ?? '',
      category: response.category ?? '',
      tags: listCell(response.tags ?? []),
      channels: listCell(response.channels ?? []),
      status: response.status ?? '',
      language,
      channel: channel ?? '',
      body,
    })),
  );
  const cells = rows.map((row) => COLUMNS.map((column) => guardedCell(row[column])));
  return stringify([[...COLUMNS], ...cells], { bom: true, quoted: true, record_delimiter: '\r\n' });
}

/** Reads a CSV file (RFC 4180; comma, semicolon or tab): the lines of one response become one record. */
export function readResponseCsv(text: string): FileContent {
  const parsed = readRows(text);
  if (!Array.isArray(parsed)) return { records: [], problems: [parsed] };
  const [header, ...rows] = parsed;
  if (header === undefined) return failed(1, 'The file is empty.');
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const headerProblems = checkHeader(columns, header.line);
  if (headerProblems.length > 0) return { records: [], problems: headerProblems };
  const problems: ImportProblem[] = [];
  const named = rows.flatMap(({ line, cells }): CsvRow[] => {
    if (cells.length > columns.length) {
      const message = `The line has ${cells.length} cells and the header ${columns.length}: quote cells with commas.`;
      problems.push({ line, field: null, message });
    }
    const cell = (column: Column) => unguardedCell(cells[columns.indexOf(column)] ?? '');
    return [{ line, cells: Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as CsvRow['cells'] }];
  });
  const records = group(named).map(([first, ...others]): FileRecord => {
    problems.push(...others.flatMap((row) => disagreements(first, row)));
    return { value: toRecord(columns, [first, ...others]), lines: [first, ...others].map(({ line }) => line) };
  });
  return { records, problems };
}

const failed = (line: number, message: string): FileContent => ({
  records: [],
  problems: [{ line, field: null, message }],
});

/** Every record with the line it begins on; blank ones are left out. */
function readRows(text: string): { line: number; cells: string[] }[] | ImportProblem {
  let records: { record: string[]; raw: string }[];
  try {
    const options = {
      bom: true,
      raw: true,
      relax_column_count: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
    };
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const message =
      'A quoted cell is not well formed: a cell with quotes in it is quoted, and each of them is doubled.';
    return { line, field: null, message };
  }
  let line = 1;
  return records.flatMap(({ record, raw }) => {
    const begins = line;
    line += raw.match(/\r\n|\r|\n/g)?.length ?? 0;
    return record.every((cell) => cell.trim() === '') ? [] : [{ line: begins, cells: record }];
  });
}

/** Spreadsheets of half the world write semicolons; no column's name has one. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const countOf = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best));
}

function checkHeader(columns: readonly string[], line: number): ImportProblem[] {
  const known: readonly string[] = COLUMNS;
  const missing = NEEDED_COLUMNS.filter((column) => !columns.includes(column));
  const wrong = columns.filter((column, index) => !known.includes(column) || columns.indexOf(column) !== index);
  return [
    ...missing.map((column) => ({ line, field: column, message: `The column "${column}" is missing.` })),
    ...wrong.map((column) => ({
      line,
      field: null,
      message: `"${column}" is no column, or is there twice. Columns are ${COLUMNS.join(', ')}.`,
    })),
  ];
}

/** Lines with the same id, or without one with the same title and shortcut, are one response. */
function group(rows: readonly CsvRow[]): [CsvRow, ...CsvRow[]][] {
  const groups = new Map<string, [CsvRow, ...CsvRow[]]>();
  for (const row of rows) {
    const { id, title, shortcut } = row.cells;
    const key = JSON.stringify(id === '' ? [title.trim(), shortcutKey(shortcut.trim())] : [id]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups.values()];
}

/** What a further line of a response says otherwise than the first; an empty cell says nothing. */
function disagreements(first: CsvRow, other: CsvRow): ImportProblem[] {
  const differing = SHARED_COLUMNS.filter(
    (column) =>
      other.cells[column].trim() !== '' && comparable(column, other.cells) !== comparable(column, first.cells),
  );
  return differing.map((column) => ({
    line: other.line,
    field: column,
    message: `Line ${first.line} of the same response says something else: repeat it, or leave the cell empty.`,
  }));
}

const comparable = (column: SharedColumn, cells: CsvRow['cells']): string | null =>
  column === 'shortcut' ? shortcutKey(cells.shortcut.trim()) : cells[column].trim();

/** A column that the file does not have says nothing. */
function toRecord(columns: readonly string[], rows: readonly [CsvRow, ...CsvRow[]]): unknown {
  const { cells } = rows[0];
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const has = (column: SharedColumn) => columns.includes(column);
  return {
    id: orNull(cells.id),
    title: cells.title,
    status: orNull(cells.status)?.toLowerCase() ?? null,
    ...(has('shortcut') ? { shortcut: orNull(cells.shortcut) } : {}),
    ...(has('category') ? { category: orNull(cells.category) } : {}),
    ...(has('tags') ? { tags: listOfCell(cells.tags) } : {}),
    ...(has('channels') ? { channels: listOfCell(cells.channels) } : {}),
    variants: rows.map((row) => ({
      language: row.cells.language.trim(),
      channel: orNull(row.cells.channel),
      body: row.cells.body,
    })),
  };
}
