import type { FunnelFigures } from '@flex-sync-suite/shared/contract';
import { csvOf } from '@flex-sync-suite/shared/views';
import type { RankedRow, RankingKind } from './ranking';

/** Rows of one shape with their fields' names as the header; amounts in minor units, as the backend writes them. */
function csvOfRows(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const [first] = rows;
  return csvOf([first === undefined ? [] : Object.keys(first), ...rows.map((row) => Object.values(row))]);
}

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
  csvOfRows(
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
  csvOfRows(
    steps.map(({ step, name, entered, completed, stopped }) => ({
      step,
      name: name ?? '',
      entered,
      completed,
      stopped,
    })),
  );
