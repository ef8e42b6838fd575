import { type FunnelFigures, guardedCell } from '@flex-sync-suite/shared/contract';
import type { RankedRow, RankingKind } from './ranking';

/** CSV as the backend's: quoted, with a byte order mark, amounts in minor units. */
function csvOf(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const [first] = rows;
  const header = first === undefined ? [] : Object.keys(first);
  const lines = rows.map((row) => Object.values(row).map((value) => guardedCell(String(value))));
  return `\uFEFF${[header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

const quoted = (cell: string): string => `"${cell.replace(/"/g, '""')}"`;

const FIGURE_NAMES: Readonly<Record<RankingKind, string>> = {
  searched: 'searches',
  withoutResult: 'searches',
  sold: 'units',
  visited: 'visits',
};

const LABEL_NAMES: Readonly<Record<RankingKind, string>> = {
  searched: 'query',
  withoutResult: 'query',
  sold: 'name',
  visited: 'path',
};

/** What a live list shows. */
export const csvOfRanking = (kind: RankingKind, rows: readonly RankedRow[]): string =>
  csvOf(
    rows.map(({ label, figure, details, revenue }) => ({
      [LABEL_NAMES[kind]]: label,
      [FIGURE_NAMES[kind]]: figure,
      ...details,
      ...(kind === 'sold'
        ? { revenue: revenue.map(({ minorUnits, currency }) => `${minorUnits} ${currency}`).join(';') }
        : {}),
    })),
  );

/** The steps of a live funnel. */
export const csvOfFunnel = ({ steps }: FunnelFigures): string =>
  csvOf(
    steps.map(({ step, name, entered, completed, stopped }) => ({
      step,
      name: name ?? '',
      entered,
      completed,
      stopped,
    })),
  );
