import type { QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { changeOf, COMPARED, countsBefore, figuresBefore, type ComparedFigures } from '../model/figures/week-before';
import { ChangeFigure } from '../parts/change-figure';
import { useFormatters } from '../parts/formatters-context';
import { figureWords, noHistoryWords, weekBeforeStrings as words } from '../strings/week-before-strings';
import { strings } from '../strings/strings';

interface WeekBeforeLineProps {
  /** Null until it is known. */
  readonly before: QueueWeekBefore | null;
  /** Of the day so far. */
  readonly today: ComparedFigures;
}

/** One line: the day of all queues shown, beside the same weekday until the same time a week before. */
export function WeekBeforeLine({ before, today }: WeekBeforeLineProps): React.JSX.Element {
  const format = useFormatters();
  const counts = countsBefore(before, 'today');
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      columnGap="space40"
      color="colorTextWeak"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      fontVariantNumeric="tabular-nums"
      data-testid="week-before"
    >
      {before === null ? null : counts === null ? (
        noHistoryWords(before, format)
      ) : (
        <>
          <span title={words.note}>{words.today(format.weekdayMinute(Date.parse(before.beforeAt)))}:</span>
          {COMPARED.map(({ id, unit }) => {
            const change = changeOf(unit, today[id], figuresBefore(counts)[id]);
            const value = today[id];
            return (
              <span key={id}>
                {words.figures[id]} {value === null ? strings.noValue : figureWords(unit, value, format)}{' '}
                {change === null ? null : (
                  <ChangeFigure cell={`week-${id}`} change={change} beforeAt={before.beforeAt} />
                )}
              </span>
            );
          })}
        </>
      )}
    </Box>
  );
}
