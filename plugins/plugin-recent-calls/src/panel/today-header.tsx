import { ControlRow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo } from 'react';
import type { TodayCounters } from '../model/today-counters';
import { strings } from '../parts/strings';
import { Duration } from '../parts/duration';
import { useFormatters } from '../parts/formatters-context';

/** The agent's day in four figures. */
export const TodayHeader = memo(function TodayHeader({ counters }: { readonly counters: TodayCounters }) {
  const { count } = useFormatters();
  const { answered, outbound, missed, missedOpen, ahtMs } = counters;
  return (
    <ControlRow as="dl" columnGap="space60">
      <Figure name="answered">{count(answered)}</Figure>
      <Figure name="outbound">{count(outbound)}</Figure>
      <Figure name="missed">{missed === 0 ? count(0) : strings.missedCount(count(missedOpen), count(missed))}</Figure>
      <Figure name="aht" title={strings.ahtTitle}>
        {ahtMs === null ? strings.noValue : <Duration ms={ahtMs} />}
      </Figure>
    </ControlRow>
  );
});

function Figure({
  name,
  title,
  children,
}: {
  readonly name: keyof typeof strings.counters;
  readonly title?: string;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <Box display="flex" columnGap="space20" fontSize="fontSize20" lineHeight="lineHeight20" title={title}>
      <Box as="dt" color="colorTextWeak">
        {strings.counters[name]}
      </Box>
      <Box as="dd" margin="space0" color="colorText" fontWeight="fontWeightSemibold" data-counter={name}>
        <bdi>{children}</bdi>
      </Box>
    </Box>
  );
}
