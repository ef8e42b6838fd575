import {
  foreignPlaceholders,
  MAX_IMPORTED_RESPONSES,
  MAX_LISTED_CHANGES,
  PortableResponse,
  withoutSlash,
  withOurPlaceholders,
  type ImportProblem,
  type ImportQuery,
  type UnknownPlaceholder,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { ImportRecord } from '../../../domain/responses/response-import';
import { storableTexts } from '../storable-content';
import { Refusal } from '../../../base/refusal';

/** A response as a file has it, not checked yet. */
export interface FileRecord {
  readonly value: unknown;
  /** Line of each of its variants, the first one that of the record. */
  readonly lines: readonly number[];
}

export interface FileContent {
  readonly records: readonly FileRecord[];
  readonly problems: readonly ImportProblem[];
  /** What was understood in another way than it is written; see the contract's `ImportReport`. */
  readonly notes: readonly string[];
}

/** More of them help nobody. */
export const MAX_PROBLEMS = 200;

/** What a line of a CSV file or an element of a JSON file takes at most: the Document of a response has 16 KiB. */
export const MAX_RECORD_BYTES = 128 * 1_024;

/** `line`: the first one that is too much. */
export const tooManyResponses = (line: number): ImportProblem => ({
  line,
  field: null,
  message: `One import takes ${MAX_IMPORTED_RESPONSES} responses: split the file here.`,
});

export const notUtf8 = (): Refusal =>
  new Refusal('invalid', 'invalid_encoding', 'The file is not UTF-8: save it as "CSV UTF-8".');

const UTF16_MARKS = [Buffer.of(0xff, 0xfe), Buffer.of(0xfe, 0xff)];

/**
 * Spreadsheets save "Unicode text" as UTF-16, with a mark at its beginning or without: every other byte of its commas and
 * line ends is zero then, as none is in a text file.
 * @throws Refusal `invalid`
 */
export function refuseUtf16(file: Buffer): void {
  // The beginning is the names of columns or fields.
  const start = file.subarray(0, 64);
  const zeros = start.filter((byte) => byte === 0).length;
  if (!UTF16_MARKS.some((mark) => start.indexOf(mark) === 0) && zeros * 4 <= start.length) return;
  throw new Refusal('invalid', 'invalid_encoding', 'The file is UTF-16 or no text: save it as "CSV UTF-8".');
}

/** `/hi` and `en_US` as other programs write them. Everything else is left to the schema. */
function asWeWrite(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { shortcut, variants } = value as { readonly shortcut?: unknown; readonly variants?: unknown };
  return {
    ...value,
    ...(typeof shortcut === 'string' ? { shortcut: withoutSlash(shortcut) } : {}),
    ...(Array.isArray(variants) ? { variants: variants.map(withHyphens) } : {}),
  };
}

function withHyphens(variant: unknown): unknown {
  if (typeof variant !== 'object' || variant === null || !('language' in variant)) return variant;
  const { language } = variant;
  return typeof language === 'string' ? { ...variant, language: language.replaceAll('_', '-') } : variant;
}

/** The file as an import takes it. */
export interface CheckedFile {
  readonly records: readonly ImportRecord[];
  readonly problems: readonly ImportProblem[];
  readonly unknownPlaceholders: readonly UnknownPlaceholder[];
}

/** Checks the records of a file one by one; yields between two. */
export function* checkRecords(
  { records, problems }: Pick<FileContent, 'records' | 'problems'>,
  placeholders: ImportQuery['placeholders'] = 'asWritten',
): Generator<undefined, CheckedFile> {
  const found = [...problems];
  const checked: ImportRecord[] = [];
  const unknown: UnknownPlaceholder[] = [];
  for (const record of records) {
    const result = v.safeParse(PortableResponse, asWeWrite(record.value));
    if (result.success) {
      const { id = null, status = null, ...content } = result.output;
      const given = placeholders === 'ours' ? withOurs(content) : content;
      if (unknown.length < MAX_LISTED_CHANGES) unknown.push(...unknownOf(record, given));
      checked.push({ line: record.lines[0] ?? 1, id, status, content: storableTexts(given) });
    } else if (found.length < MAX_PROBLEMS) {
      found.push(...problemsOf(record, result.issues));
    }
    yield;
  }
  return { records: checked, problems: found, unknownPlaceholders: unknown.slice(0, MAX_LISTED_CHANGES) };
}

const withOurs = <Content extends ImportRecord['content']>(content: Content): Content => ({
  ...content,
  variants: content.variants.map((variant) => ({ ...variant, body: withOurPlaceholders(variant.body) })),
});

function unknownOf({ lines }: FileRecord, { variants }: ImportRecord['content']): UnknownPlaceholder[] {
  return variants.flatMap(({ body }, index) =>
    foreignPlaceholders(body).map(({ at, source, ours }) => {
      const line = lines[index] ?? lines[0] ?? 1;
      return { line, column: Array.from(body.slice(0, at)).length + 1, source, ours };
    }),
  );
}

/** What each field takes, for people who edit a file. */
const RULES: ReadonlyMap<string, string> = new Map([
  ['title', 'A title has 1 to 120 characters.'],
  ['shortcut', 'A shortcut has at most 32 letters, digits, "-" and "_", and begins with a letter or a digit.'],
  ['category', 'A category has at most 60 characters.'],
  ['tags', 'There are at most 10 tags, of 1 to 30 characters each.'],
  ['channels', 'A channel is a name such as web, sms or whatsapp.'],
  ['channel', 'A channel is a name such as web, sms or whatsapp, or nothing for all of them.'],
  ['status', 'A status is draft, published or retired.'],
  ['language', 'A language is a tag such as en or pt-BR.'],
  ['body', 'The text is missing.'],
  ['variants', 'A response has at least one text.'],
]);

/** One problem for each wrong field, on the line that it is on. */
function problemsOf({ lines }: FileRecord, issues: readonly v.BaseIssue<unknown>[]): ImportProblem[] {
  const problems = issues.map((issue): ImportProblem => {
    const [top, index, inner] = (v.getDotPath(issue) ?? '').split('.');
    const isVariant = top === 'variants' && index !== undefined;
    const line = (isVariant ? lines[Number(index)] : undefined) ?? lines[0] ?? 1;
    const field = (isVariant ? inner : top) ?? '';
    return { line, field: field === '' ? null : field, message: RULES.get(field) ?? 'This is no response.' };
  });
  return [...new Map(problems.map((problem) => [`${problem.line} ${String(problem.field)}`, problem])).values()];
}
