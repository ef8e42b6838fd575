/**
 * What spreadsheets may read as the beginning of a formula (owasp.org, "CSV Injection"). Apostrophes before it count,
 * so that a text that really begins with one is told from a guarded text.
 */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED_START = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** The text as a cell that no spreadsheet evaluates. */
export const guardedCell = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** The text of which {@link guardedCell} made this cell. */
export const unguardedCell = (cell: string): string => (GUARDED_START.test(cell) ? cell.slice(1) : cell);

/** Several texts in one cell: separated by semicolons; a semicolon or a backslash of a text follows a backslash. */
export const listCell = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[\\;]/g, (character) => `\\${character}`)).join(';');

/** The texts of a cell, without the space around them. */
export function listOfCell(cell: string): string[] {
  const parts = cell.match(/(?:\\[\s\S]|[^\\;])+/g) ?? [];
  return parts.map((part) => part.replace(/\\([\\;])/g, '$1').trim()).filter((text) => text !== '');
}
