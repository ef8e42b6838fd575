/** What a browser would draw as nothing, or let turn round its neighbours: controls, formats, lone surrogates, line separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A name as it is, whatever is in it: what could not be seen is written as an escape, such as `\u202e`, and a backslash as
 * two, so that no two names look the same.
 */
export const literalText = (text: string): string => seen(text.replace(/\\/g, '\\\\'));

/** A JSON value in one line, likewise; the escapes are JSON's own. */
export const literalJson = (value: unknown): string => seen(JSON.stringify(value));

const seen = (text: string): string => text.replace(UNSEEN, escapeOf);

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
