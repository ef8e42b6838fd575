import { TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { mean } from '../model/figures/formulas';
import { drawerStrings } from '../strings/drawer-strings';
import { Figure, NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import { DetailTable, ROW } from './detail-table';
import { WindowCell, type FiguresRow } from './window-cell';

type ColumnId = 'window' | 'handled' | 'aht' | 'ring' | 'missed' | 'occupancy';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'window', widthPx: 0, align: 'start' },
  { id: 'handled', widthPx: 76, align: 'end' },
  { id: 'aht', widthPx: 156, align: 'end' },
  { id: 'ring', widthPx: 56, align: 'end' },
  { id: 'missed', widthPx: 84, align: 'end' },
  { id: 'occupancy', widthPx: 92, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  window: drawerStrings.window,
  handled: drawerStrings.handled,
  aht: drawerStrings.aht,
  ring: drawerStrings.ring,
  missed: drawerStrings.missed,
  occupancy: drawerStrings.occupancy,
};

/** What agents made of the invitations of a queue. */
export const HandlingTable = ({ rows }: { readonly rows: readonly FiguresRow[] }): React.JSX.Element => (
  <DetailTable testId="queue-handling" label={drawerStrings.handlingTable} columns={COLUMNS} titles={TITLES}>
    {rows.map((row) => (
      <HandlingRow key={row.name} {...row} />
    ))}
  </DetailTable>
);

function HandlingRow({ name, channel, figures, occupancy }: FiguresRow): React.JSX.Element {
  const { count, clock } = useFormatters();
  const { handled, talkMs, wrapMs, accepted, ringMs, missed, rejected } = figures;
  const [talk, wrap] = [mean(talkMs, handled), mean(wrapMs, handled)];
  return (
    <tr style={ROW} data-testid={channel === null ? 'handling-window' : 'handling-channel'}>
      <WindowCell channel={channel} name={name} />
      <TableCell align="end">
        <span data-cell="handled">{count(handled)}</span>
      </TableCell>
      <TableCell
        align="end"
        detail={talk === null || wrap === null ? undefined : drawerStrings.talkAndWrap(clock(talk), clock(wrap))}
      >
        <MeanFigure cell="aht" ms={mean(talkMs + wrapMs, handled)} />
      </TableCell>
      <TableCell align="end">
        <MeanFigure cell="ring" ms={mean(ringMs, accepted)} />
      </TableCell>
      <TableCell
        align="end"
        detail={
          <>
            <span data-cell="rejected">{count(rejected)}</span> {drawerStrings.rejected}
          </>
        }
      >
        <span data-cell="missed">{count(missed)}</span>
      </TableCell>
      <TableCell align="end">
        <OccupancyFigure {...{ channel, occupancy }} />
      </TableCell>
    </tr>
  );
}

function OccupancyFigure({ channel, occupancy }: Pick<FiguresRow, 'channel' | 'occupancy'>): React.JSX.Element {
  const { percent } = useFormatters();
  if (occupancy === undefined) {
    return <NoValue cell="occupancy" reason={channel === null ? strings.notTold : strings.ofWholeQueue} />;
  }
  const share = mean(occupancy.busyMs, occupancy.busyOrAvailableMs);
  if (share === null) return <NoValue cell="occupancy" reason={strings.nobodyThere} />;
  return <span data-cell="occupancy">{percent(share)}</span>;
}

function MeanFigure({ cell, ms }: { readonly cell: ColumnId; readonly ms: number | null }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  if (ms === null) return <NoValue cell={cell} reason={strings.noTraffic} />;
  return (
    <Figure cell={cell} spoken={spokenDuration(ms)}>
      {clock(ms)}
    </Figure>
  );
}
