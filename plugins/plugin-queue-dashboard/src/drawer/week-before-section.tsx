import {
  emptyWindow,
  serviceLevelSums,
  type QueueFiguresAnswer,
  type QueueWeekBefore,
  type ServiceLevelPolicy,
  type WindowFigures,
} from '@flex-sync-suite/shared/contract';
import { TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { windowFigures } from '../model/figures/queue-row-model';
import {
  changeOf,
  COMPARED,
  countsBefore,
  figuresBefore,
  type ComparedFigures,
  type ComparedId,
} from '../model/figures/week-before';
import { ChangeFigure } from '../parts/change-figure';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import { WINDOW_WORDS } from '../strings/drawer-strings';
import { figureWords, noHistoryWords, weekBeforeStrings as words } from '../strings/week-before-strings';
import { DetailSection, DetailTable, Nothing, Note, ROW } from './detail-table';
import { WindowCell } from './window-cell';

interface WeekBeforeSectionProps {
  /** Null until they are known. */
  readonly figures: QueueFiguresAnswer | null;
  readonly before: QueueWeekBefore | null;
  /** How the queue's service level is judged. */
  readonly policy: ServiceLevelPolicy;
}

/** How the windows of a queue compare with those of the week before. */
export function WeekBeforeSection({ figures, before, policy }: WeekBeforeSectionProps): React.JSX.Element | null {
  const format = useFormatters();
  if (figures === null || before === null) return null;
  const isKnown = before.windows.some(({ counts }) => counts !== null);
  const isWhole = before.windows.every(({ counts }) => counts !== null);
  const since = before.storedSince === null ? null : format.dateMinute(Date.parse(before.storedSince));
  return (
    <DetailSection title={words.title(format.weekdayMinute(Date.parse(before.beforeAt)))}>
      {isKnown ? (
        <>
          <DetailTable testId="queue-week-before" label={words.table} columns={COLUMNS} titles={TITLES}>
            {figures.windows.map(({ window, total }) => {
              const counts = countsBefore(before, window);
              return (
                <ComparedRow
                  key={window}
                  name={WINDOW_WORDS[window]}
                  now={comparedOf(total, policy)}
                  then={counts === null ? null : figuresBefore(counts)}
                  beforeAt={before.beforeAt}
                />
              );
            })}
          </DetailTable>
          <Note>{isWhole || since === null ? words.note : `${words.note} ${words.partly(since)}`}</Note>
        </>
      ) : (
        <Nothing>{noHistoryWords(before, format)}</Nothing>
      )}
    </DetailSection>
  );
}

const COLUMNS: readonly TableColumn<ComparedId | 'window'>[] = [
  { id: 'window', widthPx: 0, align: 'start' },
  ...COMPARED.map(({ id }) => ({ id, widthPx: 92, align: 'end' }) as const),
];

const TITLES = { window: words.window, ...words.figures };

/** The same figures as the tables above it. */
function comparedOf(figures: WindowFigures, policy: ServiceLevelPolicy): ComparedFigures {
  const { talkMs, wrapMs } = figures;
  return windowFigures({ ...emptyWindow(), ...figures, handleMs: talkMs + wrapMs }, serviceLevelSums(figures, policy));
}

interface ComparedRowProps extends Pick<QueueWeekBefore, 'beforeAt'> {
  readonly name: string;
  readonly now: ComparedFigures;
  readonly then: ComparedFigures | null;
}

function ComparedRow({ name, now, then, beforeAt }: ComparedRowProps): React.JSX.Element {
  const format = useFormatters();
  return (
    <tr style={ROW} data-testid="week-before-window">
      <WindowCell channel={null} name={name} />
      {COMPARED.map(({ id, unit }) => {
        const was = then?.[id] ?? null;
        const change = changeOf(unit, now[id], was);
        return (
          <TableCell key={id} align="end" detail={was === null ? undefined : words.was(figureWords(unit, was, format))}>
            {change === null ? (
              <NoValue cell={`week-${id}`} reason={then === null ? words.notKnown : strings.noTraffic} />
            ) : (
              <ChangeFigure cell={`week-${id}`} change={change} beforeAt={beforeAt} />
            )}
          </TableCell>
        );
      })}
    </tr>
  );
}
