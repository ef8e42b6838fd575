import { guardedCell } from '@flex-sync-suite/shared/contract';
import { stringify } from 'csv-stringify/sync';

/** Rows of one shape as CSV with their fields' names as the header; amounts of money in one cell, in minor units. */
export function csvOfRows(rows: readonly object[]): string {
  const [first] = rows;
  const columns = first === undefined ? [] : Object.keys(first);
  const lines = rows.map((row) => Object.values(row).map((value) => guardedCell(cellOf(value))));
  return stringify([columns, ...lines], { quoted: true, record_delimiter: '\r\n', bom: true });
}

function cellOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return '';
  const amounts = value as readonly { readonly minorUnits: number; readonly currency: string }[];
  return amounts.map(({ minorUnits, currency }) => `${minorUnits} ${currency}`).join(';');
}
