import { isUtf8 } from 'node:buffer';
import { MAX_RECORD_BYTES, notUtf8 } from './response-file';

export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that cannot be read, and so nothing behind it either. */
export class MalformedRow extends Error {
  override readonly name = 'MalformedRow';

  /** @param line where the row begins */
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
// The bytes of these characters are part of no other character in UTF-8.
const [QUOTE, RETURN, NEWLINE] = [...Buffer.from('"\r\n')];
const LINE_END = /\r\n|\r|\n/g;
const BAD_QUOTES = 'A quoted cell is not well formed: a cell with quotes in it is quoted, and each of them is doubled.';
const TAB = '\t'.charCodeAt(0);
const TOO_LONG = 'The line is longer than any response: perhaps a quote in it is not closed.';

/**
 * The rows of a CSV file in UTF-8 (RFC 4180), blank ones among them. A line ends with CR, LF or both. Row by row, so that
 * everything else gets its turn between two: csv-parse keeps the thread for as long as a piece of the file takes, which is
 * half a second for 16 KiB of lines of different lengths.
 *
 * Programs that separate by tabs seldom quote: there, a quote that encloses no whole cell is a character like any other.
 *
 * @param delimiter one ASCII character
 * @throws MalformedRow
 * @throws Refusal `invalid` for what is no text
 */
export function* csvRows(file: Buffer, delimiter: string): Generator<CsvRow> {
  const separator = delimiter.charCodeAt(0);
  let line = 1;
  for (let at = file.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0; at < file.length;) {
    const begin = at;
    const cells: string[] = [];
    let lineEnds = 1;
    for (;;) {
      const { isQuoted, end, problem } = endOfCell(file, at, separator);
      if (end - begin > MAX_RECORD_BYTES) throw new MalformedRow(line, TOO_LONG);
      if (problem !== null) throw new MalformedRow(line, problem);
      const bytes = isQuoted ? file.subarray(at + 1, end - 1) : file.subarray(at, end);
      if (!isUtf8(bytes)) throw notUtf8();
      const text = bytes.toString();
      if (isQuoted) lineEnds += text.match(LINE_END)?.length ?? 0;
      cells.push(isQuoted ? text.replaceAll('""', '"') : text);
      at = end + 1;
      if (file[end] !== separator) break;
    }
    yield { line, cells };
    if (file[at - 1] === RETURN && file[at] === NEWLINE) at += 1;
    line += lineEnds;
  }
}

/** Where a cell ends, and why it is none. */
interface CellEnd {
  readonly isQuoted: boolean;
  readonly end: number;
  readonly problem: string | null;
}

function endOfCell(file: Buffer, start: number, separator: number): CellEnd {
  if (file[start] !== QUOTE) return endOfPlain(file, start, separator);
  const quoted = endOfQuoted(file, start, separator);
  return quoted.problem === BAD_QUOTES && separator === TAB ? endOfPlain(file, start, separator) : quoted;
}

function endOfQuoted(file: Buffer, start: number, separator: number): CellEnd {
  const limit = start + MAX_RECORD_BYTES;
  let end = start + 1;
  for (let isOpen = true; isOpen && end <= limit; end += 1) {
    end = file.indexOf('"', end);
    if (end === -1) return { isQuoted: true, end: file.length, problem: BAD_QUOTES };
    // Two of them are one of the text.
    isOpen = file[end + 1] === QUOTE;
    if (isOpen) end += 1;
  }
  return { isQuoted: true, end, problem: isEnd(file[end], separator) ? null : BAD_QUOTES };
}

function endOfPlain(file: Buffer, start: number, separator: number): CellEnd {
  const limit = start + MAX_RECORD_BYTES;
  let end = start;
  while (end <= limit && !isEnd(file[end], separator)) {
    if (file[end] === QUOTE && separator !== TAB) return { isQuoted: false, end, problem: BAD_QUOTES };
    end += 1;
  }
  return { isQuoted: false, end, problem: null };
}

const isEnd = (byte: number | undefined, separator: number): boolean =>
  byte === undefined || byte === separator || byte === RETURN || byte === NEWLINE;
