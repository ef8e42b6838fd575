import { HeaderCell, nextSort, SortHeaderCell, type TableSort } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { memo, useMemo, useState } from 'react';
import { Told, Amounts } from '../../parts/words';
import type { Detail, RankedRow, RankingKind } from '../model/ranking';
import { type ComparedRow, RANKING_SORT, type RankingColumn, sortRows } from '../model/sort-rows';
import { Bar } from '../parts/bar';
import { Cell, RowHeader, Weak } from '../parts/cells';
import { ChangeWords } from '../parts/change-words';
import { useSupervisor } from '../parts/supervisor-context';
import {
  DETAIL_TITLES,
  FIGURE_TITLES,
  LABEL_TITLES,
  RANKING_TITLES,
  REVENUE_TITLE,
  words,
} from '../parts/supervisor-strings';

interface RankingTableProps {
  readonly kind: RankingKind;
  readonly rows: readonly ComparedRow[];
  /** Default false: true shows that the figures are old. */
  readonly isStale?: boolean;
}

const DETAILS: Readonly<Record<RankingKind, readonly Detail[]>> = {
  searched: ['withoutResult'],
  withoutResult: [],
  sold: ['orders', 'returnedUnits'],
  visited: ['visitors', 'meanDwellMs'],
};

/** A list as a table, each figure with a bar: the table is what a screen reader has in place of the bars. */
export const RankingTable = memo(function RankingTable({ kind, rows, isStale = false }: RankingTableProps) {
  const { format } = useSupervisor();
  const [sort, setSort] = useState<TableSort<RankingColumn>>(RANKING_SORT);
  const sorted = useMemo(() => sortRows(rows, sort, format.collator), [rows, sort, format]);
  const most = Math.max(1, ...rows.map(({ row }) => row.figure));
  const isCompared = rows.some(({ change }) => change !== null);
  // Live lists and those of the store do not tell the same.
  const details = DETAILS[kind].filter((detail) => rows.some(({ row }) => row.details[detail] !== undefined));
  const hasRevenue = kind === 'sold';

  const columns: readonly RankingColumn[] = [
    'label',
    'figure',
    ...(isCompared ? (['change'] as const) : []),
    ...details,
  ];

  return (
    <Box overflowX="auto">
      <table aria-label={RANKING_TITLES[kind]} style={TABLE}>
        <colgroup>
          <col style={LABEL_WIDTH} />
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <SortHeaderCell
                key={column}
                column={column}
                title={titleOf(kind, column)}
                align={column === 'label' ? 'start' : 'end'}
                sort={sort}
                onSort={(chosen) => {
                  setSort(nextSort(sort, chosen, chosen === 'label' ? 'ascending' : 'descending'));
                }}
              />
            ))}
            {hasRevenue ? <HeaderCell align="end">{REVENUE_TITLE}</HeaderCell> : null}
          </tr>
        </thead>
        <Box as="tbody" color={isStale ? 'colorTextWeak' : 'colorText'}>
          {sorted.map(({ row, change }) => (
            <RankingRow
              key={row.key}
              row={row}
              share={row.figure / most}
              change={change}
              details={details}
              isCompared={isCompared}
              hasRevenue={hasRevenue}
            />
          ))}
        </Box>
      </table>
    </Box>
  );
});

function titleOf(kind: RankingKind, column: RankingColumn): string {
  if (column === 'label') return LABEL_TITLES[kind];
  return column === 'figure' ? FIGURE_TITLES[kind] : DETAIL_TITLES[column];
}

interface RankingRowProps extends ComparedRow {
  /** Of the largest figure. */
  readonly share: number;
  /** Columns. */
  readonly details: readonly Detail[];
  readonly isCompared: boolean;
  readonly hasRevenue: boolean;
}

/** One row. Renders when it, or the largest figure, is another. */
const RankingRow = memo(function RankingRow(props: RankingRowProps) {
  const { row, share, change, details, isCompared, hasRevenue } = props;
  const { format } = useSupervisor();
  return (
    <tr data-testid="activity-row" data-key={row.key}>
      <RowHeader>
        <RowLabel row={row} />
        <Bar share={share} />
      </RowHeader>
      <Cell name="figure">{format.count(row.figure)}</Cell>
      {isCompared ? <Cell name="change">{change === null ? null : <ChangeWords change={change} />}</Cell> : null}
      {details.map((detail) => (
        <Cell key={detail} name={detail}>
          <DetailWords detail={detail} value={row.details[detail]} />
        </Cell>
      ))}
      {hasRevenue ? (
        <Cell name="revenue">
          {row.revenue.length === 0 ? <Weak>{words.list.noRevenue}</Weak> : <Amounts totals={row.revenue} />}
        </Cell>
      ) : null}
    </tr>
  );
}, isSameRow);

/** Rows are made anew with each summary and each answer. */
function isSameRow(before: RankingRowProps, after: RankingRowProps): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function RowLabel({ row }: { readonly row: RankedRow }): React.JSX.Element {
  const { openProduct } = useSupervisor();
  const { productKey, label } = row;
  if (productKey === null) return <Told>{label}</Told>;
  return (
    <Button
      variant="link"
      size="reset"
      data-testid="activity-product"
      onClick={() => {
        openProduct({ productKey, label });
      }}
    >
      <Box as="span" textAlign="start">
        <Told>{label}</Told>
      </Box>
    </Button>
  );
}

function DetailWords({
  detail,
  value,
}: {
  readonly detail: Detail;
  readonly value: number | undefined;
}): React.JSX.Element {
  const { format } = useSupervisor();
  if (value === undefined) return <Weak>{words.list.noRevenue}</Weak>;
  return <>{detail === 'meanDwellMs' ? format.forMs(value) : format.count(value)}</>;
}

// Room for names and bars; figures take what they need.
const LABEL_WIDTH = { width: '45%' };
const TABLE = { width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;
