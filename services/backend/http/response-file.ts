import { PortableResponse, type ImportProblem } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { ImportRecord } from '../domain/response-import';
import { storableTexts } from './canned-input';
import type { FileContent, FileRecord } from './response-csv';

/** Reads a JSON file: an array of the contract's `PortableResponse`. */
export function readResponseJson(value: unknown): FileContent {
  if (!Array.isArray(value)) {
    return { records: [], problems: [{ line: 1, field: null, message: 'The file is no array of responses.' }] };
  }
  return { records: value.map((record: unknown, index) => ({ value: record, lines: [index + 1] })), problems: [] };
}

/** Checks the records of a file one by one. */
export function checkRecords({ records, problems }: FileContent): {
  readonly records: readonly ImportRecord[];
  readonly problems: readonly ImportProblem[];
} {
  const found = [...problems];
  const checked = records.flatMap((record): ImportRecord[] => {
    const result = v.safeParse(PortableResponse, record.value);
    if (!result.success) {
      found.push(...problemsOf(record, result.issues));
      return [];
    }
    const { id = null, status = null, ...content } = result.output;
    return [{ line: record.lines[0] ?? 1, id, status, content: storableTexts(content) }];
  });
  return { records: checked, problems: found };
}

/** What each field takes, for people who edit a file. */
const RULES: Readonly<Record<string, string>> = {
  title: 'A title has 1 to 120 characters.',
  shortcut: 'A shortcut has at most 32 letters, digits, "-" and "_", and begins with a letter or a digit.',
  category: 'A category has at most 60 characters.',
  tags: 'There are at most 10 tags, of 1 to 30 characters each.',
  channels: 'A channel is a name such as web, sms or whatsapp.',
  channel: 'A channel is a name such as web, sms or whatsapp, or nothing for all of them.',
  status: 'A status is draft, published or retired.',
  language: 'A language is a tag such as en or pt-BR.',
  body: 'The text is missing.',
  variants: 'A response has at least one text.',
};

/** One problem for each wrong field, on the line that it is on. */
function problemsOf({ lines }: FileRecord, issues: readonly v.BaseIssue<unknown>[]): ImportProblem[] {
  const problems = issues.map((issue): ImportProblem => {
    const [top, index, inner] = (v.getDotPath(issue) ?? '').split('.');
    const isVariant = top === 'variants' && index !== undefined;
    const line = (isVariant ? lines[Number(index)] : undefined) ?? lines[0] ?? 1;
    const field = (isVariant ? inner : top) ?? '';
    return { line, field: field === '' ? null : field, message: RULES[field] ?? 'This is no response.' };
  });
  return [...new Map(problems.map((problem) => [`${problem.line} ${String(problem.field)}`, problem])).values()];
}
