import { TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { mean } from '../model/formulas';
import { drawerStrings } from '../strings/drawer-strings';
import { Figure, NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import { DetailTable, ROW } from './detail-table';
import { WindowCell, type FiguresRow } from './window-cell';

type ColumnId = 'window' | 'handled' | 'aht' | 'ring' | 'missed' | 'rejected';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'window', widthPx: 0, align: 'start' },
  { id: 'handled', widthPx: 80, align: 'end' },
  { id: 'aht', widthPx: 156, align: 'end' },
  { id: 'ring', widthPx: 64, align: 'end' },
  { id: 'missed', widthPx: 88, align: 'end' },
  { id: 'rejected', widthPx: 80, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  window: drawerStrings.window,
  handled: drawerStrings.handled,
  aht: drawerStrings.aht,
  ring: drawerStrings.ring,
  missed: drawerStrings.missed,
  rejected: drawerStrings.rejected,
};

/** What agents made of the invitations of a queue. */
export const HandlingTable = ({ rows }: { readonly rows: readonly FiguresRow[] }): React.JSX.Element => (
  <DetailTable testId="queue-handling" label={drawerStrings.handlingTable} columns={COLUMNS} titles={TITLES}>
    {rows.map((row) => (
      <HandlingRow key={row.name} {...row} />
    ))}
  </DetailTable>
);

function HandlingRow({ name, channel, figures }: FiguresRow): React.JSX.Element {
  const { count, clock } = useFormatters();
  const { handled, talkMs, wrapMs, accepted, ringMs, missed, rejected } = figures;
  const [talk, wrap] = [mean(talkMs, handled), mean(wrapMs, handled)];
  return (
    <tr style={ROW} data-testid={channel === null ? 'handling-window' : 'handling-channel'}>
      <WindowCell channel={channel} name={name} />
      <CountCell cell="handled">{count(handled)}</CountCell>
      <TableCell
        align="end"
        detail={talk === null || wrap === null ? undefined : drawerStrings.talkAndWrap(clock(talk), clock(wrap))}
      >
        <MeanFigure cell="aht" ms={mean(talkMs + wrapMs, handled)} />
      </TableCell>
      <TableCell align="end">
        <MeanFigure cell="ring" ms={mean(ringMs, accepted)} />
      </TableCell>
      <CountCell cell="missed">{count(missed)}</CountCell>
      <CountCell cell="rejected">{count(rejected)}</CountCell>
    </tr>
  );
}

const CountCell = ({ cell, children }: { readonly cell: ColumnId; readonly children: string }): React.JSX.Element => (
  <TableCell align="end">
    <span data-cell={cell}>{children}</span>
  </TableCell>
);

function MeanFigure({ cell, ms }: { readonly cell: ColumnId; readonly ms: number | null }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  if (ms === null) return <NoValue cell={cell} reason={strings.noTraffic} />;
  return (
    <Figure cell={cell} spoken={spokenDuration(ms)}>
      {clock(ms)}
    </Figure>
  );
}
