import type { QueueFiguresAnswer, ServiceLevelPolicy, VisitFigures } from '@flex-sync-suite/shared/contract';
import { serviceLevel } from '@flex-sync-suite/shared/contract';
import { asSentence, TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { WatchedAnswer } from '../data/answer-watch';
import { drawerStrings, WINDOW_WORDS } from '../parts/drawer-strings';
import { Figure, NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { DetailSection, DetailTable, Nothing, ROW } from './detail-table';

type ColumnId = 'window' | 'offered' | 'answered' | 'abandoned' | 'level' | 'wait';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'window', widthPx: 0, align: 'start' },
  { id: 'offered', widthPx: 76, align: 'end' },
  { id: 'answered', widthPx: 84, align: 'end' },
  { id: 'abandoned', widthPx: 92, align: 'end' },
  { id: 'level', widthPx: 84, align: 'end' },
  { id: 'wait', widthPx: 116, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  window: drawerStrings.window,
  offered: drawerStrings.offered,
  answered: drawerStrings.answered,
  abandoned: drawerStrings.abandoned,
  level: drawerStrings.level,
  wait: drawerStrings.medianWait,
};

interface FiguresSectionProps {
  readonly watched: WatchedAnswer<QueueFiguresAnswer>;
  /** How the queue's service level is judged. */
  readonly policy: ServiceLevelPolicy;
}

/** What became of the visits of a queue, by window, and by channel where it has several. */
export function FiguresSection({ watched: { answer, failure }, policy }: FiguresSectionProps): React.JSX.Element {
  if (answer === null) {
    const reason = failure === null ? drawerStrings.loadingFigures : asSentence(failure.message);
    return (
      <DetailSection title={drawerStrings.figuresTitle}>
        <Nothing>{reason}</Nothing>
      </DetailSection>
    );
  }
  return (
    <DetailSection title={drawerStrings.figuresTitle} note={drawerStrings.figuresNote}>
      <DetailTable testId="queue-figures" label={drawerStrings.figuresTable} columns={COLUMNS} titles={TITLES}>
        {answer.windows.map(({ window, total, channels }) => (
          <React.Fragment key={window}>
            <FiguresRow name={WINDOW_WORDS[window]} channel={null} figures={total} policy={policy} />
            {channels.length < 2
              ? null
              : channels.map(({ channel, ...figures }) => (
                  <FiguresRow
                    key={channel}
                    {...{ channel, figures, policy }}
                    name={drawerStrings.ofChannel(WINDOW_WORDS[window], channel)}
                  />
                ))}
          </React.Fragment>
        ))}
      </DetailTable>
    </DetailSection>
  );
}

interface FiguresRowProps {
  /** As a screen reader says it. */
  readonly name: string;
  /** Null for the sum of all. */
  readonly channel: string | null;
  readonly figures: VisitFigures;
  readonly policy: ServiceLevelPolicy;
}

function FiguresRow({ name, channel, figures, policy }: FiguresRowProps): React.JSX.Element {
  const { count, percent, clock, spokenDuration } = useFormatters();
  const { offered, answered, abandoned, shortAbandoned, answerWaitPercentilesMs: waits } = figures;
  const level = serviceLevel(figures, policy);
  return (
    <tr style={ROW} data-testid={channel === null ? 'figures-window' : 'figures-channel'}>
      <TableCell isRowHeader title={name}>
        {channel === null ? (
          name
        ) : (
          <bdi dir="auto" style={INDENTED} aria-label={name}>
            {channel}
          </bdi>
        )}
      </TableCell>
      <TableCell align="end">
        <span data-cell="offered">{count(offered)}</span>
      </TableCell>
      <TableCell align="end">
        <span data-cell="answered">{count(answered)}</span>
      </TableCell>
      <TableCell align="end">
        <span data-cell="abandoned">{count(abandoned - shortAbandoned)}</span>
      </TableCell>
      <TableCell align="end">
        {level === null ? (
          <NoValue cell="level" reason={strings.noTraffic} />
        ) : (
          <span data-cell="level">{percent(level)}</span>
        )}
      </TableCell>
      <TableCell
        align="end"
        detail={waits === null ? undefined : drawerStrings.slowest(clock(waits.p90), clock(waits.p95))}
      >
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

const INDENTED = { paddingInlineStart: '1rem' } as const;
