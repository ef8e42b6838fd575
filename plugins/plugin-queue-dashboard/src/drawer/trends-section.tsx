import type { QueueTrend, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { useQueueTrend } from '../data/answers/use-queue-trend';
import { trendGist, trendLine, type TrendLineName } from '../model/figures/trend-lines';
import { useFormatters } from '../parts/formatters-context';
import { Sparkline } from '../parts/sparkline';
import { gistWords, trendStrings as words } from '../strings/trend-strings';
import { DetailSection, Nothing } from './detail-table';

interface TrendsSectionProps {
  readonly sid: TaskQueueSid;
  /** Service level that the queue is to reach, in percent. */
  readonly targetPercent: number;
}

/** The last hour of a queue as four small lines. */
export function TrendsSection({ sid, targetPercent }: TrendsSectionProps): React.JSX.Element {
  const trend = useQueueTrend(sid);
  if (trend == null) {
    return (
      <DetailSection title={words.title}>
        <Nothing>{trend === null ? words.missing : words.loading}</Nothing>
      </DetailSection>
    );
  }
  return (
    <DetailSection title={words.title} note={words.note}>
      <Box as="dl" display="grid" columnGap="space60" rowGap="space40" margin="space0" style={GRID}>
        <Trend {...{ trend }} name="waiting" title={words.lines.waiting} />
        <Trend {...{ trend }} name="answered" behind="offered" title={words.offeredAndAnswered} />
        <Trend {...{ trend }} name="abandoned" title={words.lines.abandoned} />
        <Trend {...{ trend }} name="serviceLevel" title={words.lines.serviceLevel} top={1} mark={targetPercent / 100} />
      </Box>
    </DetailSection>
  );
}

const GRID = { gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))' } as const;

interface TrendProps {
  readonly trend: QueueTrend;
  readonly name: TrendLineName;
  readonly title: string;
  readonly behind?: TrendLineName;
  readonly top?: number;
  readonly mark?: number;
}

function Trend({ trend, name, title, behind, ...look }: TrendProps): React.JSX.Element {
  const format = useFormatters();
  const line = trendLine(trend, name);
  const saidOf = (one: TrendLineName): string =>
    gistWords(one, trendGist(trendLine(trend, one), one === 'serviceLevel' ? 'lowest' : 'highest'), format);
  const said =
    behind === undefined ? [saidOf(name)] : [behind, name].map((one) => `${words.lines[one]}: ${saidOf(one)}`);
  return (
    <Box minWidth="0" fontSize="fontSize20" lineHeight="lineHeight20" data-testid={`trend-${name}`}>
      <Box as="dt" fontWeight="fontWeightSemibold">
        {title}
      </Box>
      <Box as="dd" margin="space0" marginTop="space30">
        <Sparkline
          values={line.values}
          {...(behind === undefined ? {} : { behind: trendLine(trend, behind).values })}
          {...look}
          heightPx={36}
          label={null}
        />
      </Box>
      {said.map((sentence) => (
        <Box key={sentence} as="dd" margin="space0" color="colorTextWeak">
          {sentence}
        </Box>
      ))}
    </Box>
  );
}
