/**
 * What spreadsheets may read as the beginning of a formula (owasp.org, "CSV Injection"). Apostrophes before it count,
 * so that a text that really begins with one is told from a guarded text. A program that takes a semicolon, a tab or a line
 * end for the end of a cell begins another one there.
 */
const FORMULA_START = /^(?='*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?='*[=+\-@＝＋－＠])/g;
const GUARD = /^'(?='*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])'(?='*[=+\-@＝＋－＠])/g;

/** The text as a cell of a CSV file that no spreadsheet evaluates. */
export const guardedCell = (text: string): string => text.replace(FORMULA_START, "'");

/** The text of which {@link guardedCell} made this cell. */
export const unguardedCell = (cell: string): string => cell.replace(GUARD, '');
