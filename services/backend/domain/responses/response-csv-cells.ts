/** What every line of a response repeats, or leaves empty; see docs/canned-responses.md. */
export const SHARED_COLUMNS = ['id', 'title', 'shortcut', 'category', 'tags', 'channels', 'status'] as const;
/** The columns of a CSV file, in the order in which an export writes them. */
export const COLUMNS = [...SHARED_COLUMNS, 'language', 'channel', 'body'] as const;
export type Column = (typeof COLUMNS)[number];

/** Several texts in one cell: separated by semicolons; a semicolon or a backslash of a text follows a backslash. */
export const listCell = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[\\;]/g, (character) => `\\${character}`)).join(';');

/** The texts of a cell, without the space around them. */
export function listOfCell(cell: string): string[] {
  const parts = cell.match(/(?:\\[\s\S]|[^\\;])+/g) ?? [];
  return parts.map((part) => part.replace(/\\([\\;])/g, '$1').trim()).filter((text) => text !== '');
}
