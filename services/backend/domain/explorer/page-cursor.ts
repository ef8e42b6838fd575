import * as v from 'valibot';
import type { PageMark, PagePlace } from './seen';

const wholeNumber = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));

const Cursor = v.object({
  n: wholeNumber(999_999_999),
  t: v.nullable(v.pipe(v.string(), v.maxLength(700))),
  s: v.pipe(wholeNumber(100), v.minValue(1)),
});

/** Where a page ended, as text for the caller to hand back. Pages are counted by their size, which goes along. */
export const encodePage = ({ pageNumber, pageToken }: PageMark, pageSize: number): string =>
  Buffer.from(JSON.stringify({ n: pageNumber, t: pageToken, s: pageSize })).toString('base64url');

/** @returns null for a text that no page ended with */
export function decodePage(text: string): PagePlace | null {
  const parsed = v.safeParse(Cursor, jsonOf(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) return null;
  const { n, t, s } = parsed.output;
  return { pageSize: s, after: { pageNumber: n, pageToken: t } };
}

/** The JSON value of a text; undefined for what is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
