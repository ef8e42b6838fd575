/** Part of a text in UTF-16 units, as `selectionStart` and `selectionEnd` count. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** A text after an insertion; `caret` follows what was inserted. */
export interface EditedText {
  readonly text: string;
  readonly caret: number;
}

/** Puts `inserted` in place of the selection. Both sides stay; use {@link wholeSelection} first. */
export function insertText(text: string, { start, end }: Selection, inserted: string): EditedText {
  return { text: text.slice(0, start) + inserted + text.slice(end), caret: start + inserted.length };
}

/** As a textarea holds it: line breaks are one character. */
export const asTextareaValue = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * The selection within the text, in order, and grown to whole characters as people see them: an offset inside of one,
 * remembered from before the text changed, moves behind it; the start of a range moves before it.
 */
export function wholeSelection(text: string, { start, end }: Selection): Selection {
  const [from, to] = start <= end ? [start, end] : [end, start];
  if (from === to) {
    const caret = characterAt(text, clamp(from, text))?.end ?? clamp(from, text);
    return { start: caret, end: caret };
  }
  const first = clamp(from, text);
  const last = clamp(to, text);
  return { start: characterAt(text, first)?.start ?? first, end: characterAt(text, last)?.end ?? last };
}

const clamp = (offset: number, text: string): number => Math.min(Math.max(0, Math.trunc(offset)), text.length);

/** Far longer than any character in use; bounds the work for a text of any length. */
const REACH = 128;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The character that an offset lies inside of; null at a boundary. */
function characterAt(text: string, offset: number): Selection | null {
  if (offset === 0 || offset === text.length) return null;
  // ASCII on both sides is the everyday case, and never one character, but for a line break of two.
  if (isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))) return null;
  const from = windowStart(text, offset);
  const containing = segmenter.segment(text.slice(from, offset + REACH)).containing(offset - from);
  if (containing === undefined || from + containing.index === offset) return null;
  return { start: from + containing.index, end: from + containing.index + containing.segment.length };
}

const isPlain = (unit: number): boolean => unit >= 0x20 && unit < 0x7f;

/** A boundary before the offset to segment from: an ASCII character, or as far back as it is worth looking. */
function windowStart(text: string, offset: number): number {
  const earliest = Math.max(0, offset - REACH);
  for (let at = offset - 1; at > earliest; at -= 1) if (isPlain(text.charCodeAt(at))) return at;
  return earliest;
}
