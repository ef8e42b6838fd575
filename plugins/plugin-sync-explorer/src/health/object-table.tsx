import type { SyncObjectReport } from '@flex-sync-suite/shared/hooks';
import {
  HeaderCell,
  TableCell,
  TableRow,
  TableScroller,
  useRowNavigation,
  useRowWindow,
  WindowedTable,
  type TableColumn,
} from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React, { useRef } from 'react';
import type { HealthFormatters } from './health-formatters';
import { objectId, worstFirst } from './health-rows';
import { healthWords } from './health-strings';

export interface ObjectTableProps {
  readonly objects: readonly SyncObjectReport[];
  readonly now: number;
  readonly format: HealthFormatters;
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
  const order = rows.map(objectId);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { tabStop, containerProps } = useRowNavigation({ order, container: body, idAttribute: 'data-object-id' });
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx: ROW_HEIGHT_PX });
  if (rows.length === 0) return <Text as="p">{healthWords.noObjects}</Text>;
  return (
    <TableScroller ref={scroller} testId="health-objects">
      <WindowedTable
        label={healthWords.objects(format.count(rows.length))}
        columns={COLUMNS}
        ariaRowCount={1 + rows.length}
        head={COLUMNS.map(({ id, align }) => (
          <HeaderCell key={id} align={align}>
            {healthWords.columns[id]}
          </HeaderCell>
        ))}
        parts={parts}
        body={body}
        bodyProps={containerProps}
        renderRow={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          const id = objectId(row);
          return (
            <TableRow
              key={id}
              heightPx={ROW_HEIGHT_PX}
              ariaRowIndex={2 + index}
              isTabStop={id === tabStop}
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
    </TableScroller>
  );
}

function stateWords(row: SyncObjectReport, now: number, { count, duration }: HealthFormatters): string {
  const { error, status, isLive, staleSince, issues } = row;
  const leftOut = issues === 0 ? '' : `, ${healthWords.leftOut(count(issues))}`;
  if (error !== null) return healthWords.errors[error] + leftOut;
  if (status === 'pending') return healthWords.opening;
  return (isLive ? healthWords.live : healthWords.notLiveFor(duration(now - (staleSince ?? now)))) + leftOut;
}
