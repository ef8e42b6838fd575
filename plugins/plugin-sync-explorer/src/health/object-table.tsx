import type { SyncObjectReport } from '@flex-sync-suite/shared/hooks';
import { TableCell, TableRow, type TableColumn } from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { ExplorerFormatters } from '../parts/explorer-context';
import { RowsTable } from '../parts/rows-table';
import { objectId, worstFirst } from './health-rows';
import { healthWords } from './health-strings';

export interface ObjectTableProps {
  readonly objects: readonly SyncObjectReport[];
  readonly now: number;
  readonly format: ExplorerFormatters;
}

type ColumnId = keyof typeof healthWords.columns;

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'object', widthPx: 360, align: 'start' },
  { id: 'scope', widthPx: 100, align: 'start' },
  { id: 'state', widthPx: 220, align: 'start' },
  { id: 'listeners', widthPx: 100, align: 'end' },
  { id: 'refused', widthPx: 100, align: 'end' },
];

const ROW_HEIGHT_PX = 36;

/** Every object that this page has open, the ones in trouble first. Only the rows near the visible part are drawn. */
export function ObjectTable({ objects, now, format }: ObjectTableProps): React.JSX.Element {
  const rows = worstFirst(objects);
  if (rows.length === 0) return <Text as="p">{healthWords.noObjects}</Text>;
  return (
    <RowsTable
      label={healthWords.objects(format.count(rows.length))}
      testId="health-objects"
      columns={COLUMNS}
      titles={healthWords.columns}
      order={rows.map(objectId)}
      rowHeightPx={ROW_HEIGHT_PX}
      idAttribute="data-object-id"
      renderRow={({ id, index, ariaRowIndex, isTabStop }) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          <TableRow
            key={id}
            heightPx={ROW_HEIGHT_PX}
            ariaRowIndex={ariaRowIndex}
            isTabStop={isTabStop}
            isQuiet={row.listeners === 0}
            attributes={{ 'data-object-id': id }}
          >
            <TableCell isRowHeader title={row.uniqueName}>
              <bdi>{row.uniqueName}</bdi>
            </TableCell>
            <TableCell>{healthWords.scopes[row.scope]}</TableCell>
            <TableCell>{stateWords(row, now, format)}</TableCell>
            <TableCell align="end">{format.count(row.listeners)}</TableCell>
            <TableCell align="end">{format.count(row.refusedOpens)}</TableCell>
          </TableRow>
        );
      }}
    />
  );
}

function stateWords(row: SyncObjectReport, now: number, { count, inWords }: ExplorerFormatters): string {
  const { error, status, isLive, staleSince, issues } = row;
  const leftOut = issues === 0 ? '' : `, ${healthWords.leftOut(count(issues))}`;
  if (error !== null) return healthWords.errors[error] + leftOut;
  if (status === 'pending') return healthWords.opening;
  return (isLive ? healthWords.live : healthWords.notLiveFor(inWords(now - (staleSince ?? now)))) + leftOut;
}
