/** What every line of a response repeats, or leaves empty; see docs/canned-responses.md. */
export const SHARED_COLUMNS = ['id', 'title', 'shortcut', 'category', 'tags', 'channels', 'status'] as const;
/** The columns of a CSV file, in the order in which an export writes them. */
export const COLUMNS = [...SHARED_COLUMNS, 'language', 'channel', 'body'] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * What spreadsheets may read as the beginning of a formula (owasp.org, "CSV Injection"). Apostrophes before it count,
 * so that a text that really begins with one is told from a guarded text. A program that takes a semicolon, a tab or a line
 * end for the end of a cell begins another one there.
 */
const FORMULA_START = /^(?='*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?='*[=+\-@＝＋－＠])/g;
const GUARD = /^'(?='*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])'(?='*[=+\-@＝＋－＠])/g;

/** The text as a cell that no spreadsheet evaluates. */
export const guardedCell = (text: string): string => text.replace(FORMULA_START, "'");

/** The text of which {@link guardedCell} made this cell. */
export const unguardedCell = (cell: string): string => cell.replace(GUARD, '');

/** Several texts in one cell: separated by semicolons; a semicolon or a backslash of a text follows a backslash. */
export const listCell = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[\\;]/g, (character) => `\\${character}`)).join(';');

/** The texts of a cell, without the space around them. */
export function listOfCell(cell: string): string[] {
  const parts = cell.match(/(?:\\[\s\S]|[^\\;])+/g) ?? [];
  return parts.map((part) => part.replace(/\\([\\;])/g, '$1').trim()).filter((text) => text !== '');
}
