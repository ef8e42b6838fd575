import React from 'react';
import type { Change } from '../model/figures/week-before';
import { changeWords, figureWords, weekBeforeStrings as words } from '../strings/week-before-strings';
import { Figure } from './figure';
import { useFormatters } from './formatters-context';

interface ChangeFigureProps {
  /** Name of the figure for browser tests. */
  readonly cell: string;
  readonly change: Change;
  /** The instant of the week before, in ISO 8601. */
  readonly beforeAt: string;
}

/** How much more or less a figure is than a week before, small, in no colour of its own. */
export function ChangeFigure({ cell, change, beforeAt }: ChangeFigureProps): React.JSX.Element {
  const format = useFormatters();
  const time = format.weekdayMinute(Date.parse(beforeAt));
  const { written, spoken } = changeWords(change, time, format);
  return (
    <span
      title={`${words.title(time)}: ${words.was(figureWords(change.unit, change.before, format))}`}
      style={ONE_PIECE}
      data-direction={change.direction}
    >
      <Figure cell={cell} spoken={spoken}>
        {written}
      </Figure>
    </span>
  );
}

const ONE_PIECE = { whiteSpace: 'nowrap' } as const;
