import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { TableCell } from '@flex-sync-suite/shared/views';
import React from 'react';
import { useQueueTrend } from '../data/answers/use-queue-trend';
import { trendGist, trendLine } from '../model/figures/trend-lines';
import { useFormatters } from '../parts/formatters-context';
import { Sparkline } from '../parts/sparkline';
import { gistWords, trendStrings as words } from '../strings/trend-strings';
import { EmptyCell } from './figure-cells';

/** How many waited in the last hour, as a line. Its Document is open while the row is drawn, and no longer. */
export function TrendCell({ sid }: { readonly sid: TaskQueueSid }): React.JSX.Element {
  const format = useFormatters();
  const trend = useQueueTrend(sid);
  if (trend == null) return <EmptyCell cell="waitingTrend" reason={trend === null ? words.missing : words.loading} />;
  const line = trendLine(trend, 'waiting');
  const gist = gistWords('waiting', trendGist(line, 'highest'), format);
  return (
    <TableCell title={gist}>
      <span data-cell="waitingTrend">
        <Sparkline values={line.values} heightPx={32} label={words.label(words.lines.waiting, gist)} />
      </span>
    </TableCell>
  );
}
