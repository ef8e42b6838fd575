import { jsonOf } from './json-pointer';

/** What a browser would draw as nothing, or let turn round its neighbours: controls, formats, lone surrogates, line separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A name as it is, whatever is in it: what could not be seen is written as an escape, such as `\u202e`, and a backslash as
 * two, so that no two names look the same.
 */
export const literalText = (text: string): string => seen(text.replace(/\\/g, '\\\\'));

/** A JSON value in one line, likewise; the escapes are JSON's own. */
export const literalJson = (value: unknown): string => seen(jsonOf(value) ?? TOO_DEEP);

const TOO_DEEP = '…';

/** A JSON value as somebody may edit it, in lines, likewise. What the backend shows is never deep. */
export const literalJsonLines = (value: unknown): string =>
  JSON.stringify(value, null, 2).split('\n').map(seen).join('\n');

const seen = (text: string): string => text.replace(UNSEEN, escapeOf);

/** As JSON has it: two escapes for what UTF-16 writes as two. */
const escapeOf = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index);
    return `\\u${unit.toString(16).padStart(4, '0')}`;
  }).join('');
