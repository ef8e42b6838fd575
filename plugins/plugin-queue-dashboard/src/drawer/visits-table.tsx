import { serviceLevel, type ServiceLevelPolicy } from '@flex-sync-suite/shared/contract';
import { TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { mean } from '../model/figures/formulas';
import { drawerStrings } from '../strings/drawer-strings';
import { Figure, NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import { DetailTable, ROW } from './detail-table';
import { WindowCell, type FiguresRow } from './window-cell';

type ColumnId = 'window' | 'offered' | 'answered' | 'abandoned' | 'level' | 'wait';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'window', widthPx: 0, align: 'start' },
  { id: 'offered', widthPx: 64, align: 'end' },
  { id: 'answered', widthPx: 80, align: 'end' },
  { id: 'abandoned', widthPx: 92, align: 'end' },
  { id: 'level', widthPx: 76, align: 'end' },
  { id: 'wait', widthPx: 152, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  window: drawerStrings.window,
  offered: drawerStrings.offered,
  answered: drawerStrings.answered,
  abandoned: drawerStrings.abandoned,
  level: drawerStrings.level,
  wait: drawerStrings.medianWait,
};

interface VisitsTableProps {
  readonly rows: readonly FiguresRow[];
  /** How the queue's service level is judged. */
  readonly policy: ServiceLevelPolicy;
}

/** What became of the visits of a queue. */
export const VisitsTable = ({ rows, policy }: VisitsTableProps): React.JSX.Element => (
  <DetailTable testId="queue-figures" label={drawerStrings.figuresTable} columns={COLUMNS} titles={TITLES}>
    {rows.map((row) => (
      <VisitsRow key={row.name} {...row} policy={policy} />
    ))}
  </DetailTable>
);

function VisitsRow({
  name,
  channel,
  figures,
  policy,
}: FiguresRow & Pick<VisitsTableProps, 'policy'>): React.JSX.Element {
  const { count, percent, clock, spokenDuration } = useFormatters();
  const { offered, answered, abandoned, shortAbandoned, answerWaitPercentilesMs: waits } = figures;
  const level = serviceLevel(figures, policy);
  const slowest = waits === null ? undefined : drawerStrings.slowest(clock(waits.p90), clock(waits.p95));
  const [asa, meanAbandon] = [mean(figures.answerWaitMs, answered), mean(figures.abandonWaitMs, abandoned)];
  return (
    <tr style={ROW} data-testid={channel === null ? 'figures-window' : 'figures-channel'}>
      <WindowCell channel={channel} name={name} />
      <TableCell align="end">
        <span data-cell="offered">{count(offered)}</span>
      </TableCell>
      <TableCell align="end" detail={asa === null ? undefined : drawerStrings.meanWait(clock(asa))}>
        <span data-cell="answered">{count(answered)}</span>
      </TableCell>
      <TableCell align="end" detail={meanAbandon === null ? undefined : drawerStrings.meanAbandon(clock(meanAbandon))}>
        <span data-cell="abandoned">{count(abandoned - shortAbandoned)}</span>
      </TableCell>
      <TableCell align="end">
        {level === null ? (
          <NoValue cell="level" reason={strings.noTraffic} />
        ) : (
          <span data-cell="level">{percent(level)}</span>
        )}
      </TableCell>
      <TableCell align="end" title={slowest} detail={slowest}>
        {waits === null ? (
          <NoValue cell="wait" reason={strings.noTraffic} />
        ) : (
          <Figure cell="wait" spoken={spokenDuration(waits.p50)}>
            {clock(waits.p50)}
          </Figure>
        )}
      </TableCell>
    </tr>
  );
}
