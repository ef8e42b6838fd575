import type { SyncActivityEntry } from '@flex-sync-suite/shared/contract';
import { TableCell, TableRow, type TableColumn } from '@flex-sync-suite/shared/views';
import React, { memo, useMemo } from 'react';
import type { TimelineLog } from '../model/timeline-log';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { RowsTable } from '../parts/rows-table';
import { words } from '../parts/strings';

const texts = words.timeline;
const ROW_HEIGHT_PX = 30;

type ColumnId = keyof typeof texts.columns;
const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'at', widthPx: 200, align: 'start' },
  { id: 'deed', widthPx: 90, align: 'start' },
  { id: 'object', widthPx: 340, align: 'start' },
  { id: 'item', widthPx: 140, align: 'start' },
  { id: 'identity', widthPx: 180, align: 'start' },
  { id: 'revision', widthPx: 110, align: 'end' },
  { id: 'bytes', widthPx: 80, align: 'end' },
  { id: 'status', widthPx: 80, align: 'end' },
];

interface TimelineTableProps {
  readonly entries: TimelineLog;
  /** The same function as long as it does the same. */
  readonly onChoose: (entry: SyncActivityEntry) => void;
}

/** Enter, or a click, shows the object that was written. */
export function TimelineTable({ entries, onChoose }: TimelineTableProps): React.JSX.Element {
  const order = useMemo(() => entries.map(({ id }) => id), [entries]);
  return (
    <RowsTable
      label={texts.title}
      testId="explorer-timeline-rows"
      columns={COLUMNS}
      titles={texts.columns}
      order={order}
      rowHeightPx={ROW_HEIGHT_PX}
      idAttribute="data-entry"
      onEnter={(id) => {
        const entry = entries.find((each) => each.id === id);
        if (entry !== undefined) onChoose(entry);
      }}
      renderRow={({ id, index, isTabStop }) => {
        const entry = entries[index];
        return entry === undefined ? null : (
          <Row key={id} entry={entry} index={index} isTabStop={isTabStop} onChoose={onChoose} />
        );
      }}
    />
  );
}

interface RowProps {
  readonly entry: SyncActivityEntry;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly onChoose: (entry: SyncActivityEntry) => void;
}

const Row = memo(function Row({ entry, index, isTabStop, onChoose }: RowProps) {
  const { format } = useExplorer();
  const { id, at, deed, kind, sid, uniqueName, itemKey, identity, revision, bytes, status } = entry;
  const isRefused = status !== null && status >= 400;
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={index + 2}
      isTabStop={isTabStop}
      attributes={{ 'data-entry': id, 'data-deed': deed }}
      onClick={() => {
        onChoose(entry);
      }}
    >
      <TableCell>{format.dateTime(Date.parse(at))}</TableCell>
      <TableCell>{texts.deeds[deed]}</TableCell>
      <TableCell isRowHeader>
        {words.kind[kind]} <Literal text={uniqueName ?? sid ?? words.unnamed} isOneLine />
      </TableCell>
      <TableCell>{itemKey === null ? '' : <Literal text={itemKey} isOneLine />}</TableCell>
      <TableCell>
        <Literal text={identity} isOneLine />
      </TableCell>
      <TableCell align="end">{revision ?? ''}</TableCell>
      <TableCell align="end">{bytes === null ? '' : format.count(bytes)}</TableCell>
      <TableCell align="end">{isRefused ? <strong>{texts.refused(status)}</strong> : (status ?? '')}</TableCell>
    </TableRow>
  );
});
