import { guardedCell } from '../../contract';

/**
 * Lines as the text of a CSV file, as the backend writes them: every cell quoted, with a byte order mark, and none that a
 * spreadsheet evaluates. Numbers are written without grouping, whatever the language of the page.
 */
export function csvOf(lines: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

/** For `saveFile`. */
export const csvBlob = (text: string): Blob => new Blob([text], { type: 'text/csv;charset=utf-8' });

const cellOf = (value: string | number): string => `"${guardedCell(String(value)).replace(/"/g, '""')}"`;
