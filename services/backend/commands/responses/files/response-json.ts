import { isUtf8 } from 'node:buffer';
import { MAX_IMPORTED_RESPONSES } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../../base/refusal';
import {
  MAX_RECORD_BYTES,
  notUtf8,
  refuseUtf16,
  tooManyResponses,
  type FileContent,
  type FileRecord,
} from './response-file';

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
// The bytes of these characters are part of no other character in UTF-8.
const SPACES: readonly number[] = [...Buffer.from(' \t\n\r')];
const [QUOTE, BACKSLASH, COMMA, ARRAY, ARRAY_END, OBJECT, OBJECT_END] = [...Buffer.from('"\\,[]{}')];

/**
 * Reads a JSON file in UTF-8, an array of the contract's `PortableResponse`, element by element: `JSON.parse` of the whole
 * would keep the thread. Yields between two, and reads no further than an import can go.
 *
 * @throws Refusal `invalid` for what is no JSON or no text
 */
export function* readResponseJson(file: Buffer): Generator<undefined, FileContent> {
  refuseUtf16(file);
  const records: FileRecord[] = [];
  let at = spaceFrom(file, file.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0);
  if (at === file.length) throw notJson();
  if (file[at] !== ARRAY) return failed(1, 'The file is no array of responses.');
  at = spaceFrom(file, at + 1);
  let separator = file[at] === ARRAY_END ? ARRAY_END : COMMA;
  if (separator === ARRAY_END) at += 1;
  while (separator === COMMA) {
    const line = records.length + 1;
    if (records.length === MAX_IMPORTED_RESPONSES) return { records, problems: [tooManyResponses(line)], notes: [] };
    const end = endOfElement(file, at);
    if (end === null) return failed(line, 'This is far larger than a response may be.');
    records.push({ value: valueOf(file.subarray(at, end)), lines: [line] });
    separator = file[end];
    at = end + 1;
    yield;
  }
  if (separator !== ARRAY_END || spaceFrom(file, at) < file.length) throw notJson();
  return { records, problems: [], notes: [] };
}

const notJson = (cause?: unknown): Refusal =>
  new Refusal('invalid', 'invalid_request', 'The file is not JSON.', { cause });

const failed = (line: number, message: string): FileContent => ({
  records: [],
  problems: [{ line, field: null, message }],
  notes: [],
});

function valueOf(element: Buffer): unknown {
  if (!isUtf8(element)) throw notUtf8();
  try {
    return JSON.parse(element.toString());
  } catch (error) {
    throw notJson(error);
  }
}

/** Where the next byte is that is no space. */
function spaceFrom(file: Buffer, start: number): number {
  let at = start;
  while (SPACES.includes(file[at] ?? 0)) at += 1;
  return at;
}

/**
 * Where the comma or the bracket is that ends the element; null for an element that is too large to be one. Looks at
 * strings and brackets only: whether the element is well formed, `JSON.parse` will tell.
 * @throws Refusal when there is no end
 */
function endOfElement(file: Buffer, start: number): number | null {
  const limit = Math.min(file.length, start + MAX_RECORD_BYTES);
  let depth = 0;
  for (let at = start; at < limit; at += 1) {
    switch (file[at]) {
      case QUOTE:
        at = endOfString(file, at, limit);
        break;
      case ARRAY:
      case OBJECT:
        depth += 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
      case ARRAY_END:
      case OBJECT_END:
        if (depth === 0) return at;
        depth -= 1;
        break;
    }
  }
  if (limit < file.length) return null;
  throw notJson();
}

/** Where its closing quote is, or `limit` when that comes first. */
function endOfString(file: Buffer, start: number, limit: number): number {
  let at = start + 1;
  while (at < limit && file[at] !== QUOTE) at += file[at] === BACKSLASH ? 2 : 1;
  return at;
}
