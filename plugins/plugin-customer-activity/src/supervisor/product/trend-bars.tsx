import type { PRODUCT_FIGURES } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useSupervisor } from '../parts/supervisor-context';
import { PRODUCT_FIGURE_TITLES, words } from '../parts/supervisor-strings';

const texts = words.trend;

interface TrendBarsProps {
  readonly figure: (typeof PRODUCT_FIGURES)[number];
  readonly unit: 'hour' | 'day';
  readonly points: readonly { readonly at: number; readonly count: number }[];
}

/** One figure over time: bars for eyes, with the total and the highest in words. Time goes in the reading direction. */
export function TrendBars({ figure, unit, points }: TrendBarsProps): React.JSX.Element {
  const { format } = useSupervisor();
  const total = points.reduce((sum, { count }) => sum + count, 0);
  const peak = points.reduce((most, point) => (point.count > most.count ? point : most), { at: 0, count: 0 });
  const when = (at: number): string => (unit === 'hour' ? format.dateTimeShort(at) : format.date(at));
  return (
    <Box marginBottom="space40" data-testid="trend-figure" data-key={figure}>
      <Text as="p" fontSize="fontSize20">
        {texts.total(PRODUCT_FIGURE_TITLES[figure], format.count(total))}{' '}
        <Text as="span" fontSize="fontSize20" color="colorTextWeak">
          {peak.count === 0 ? texts.nothing : texts.most(format.count(peak.count), when(peak.at))}
        </Text>
      </Text>
      {peak.count === 0 ? null : (
        <Box
          aria-hidden="true"
          display="flex"
          alignItems="flex-end"
          height="48px"
          borderBottomStyle="solid"
          borderBottomWidth="borderWidth10"
          borderBottomColor="colorBorderWeaker"
        >
          {points.map(({ at, count }) => (
            <div key={at} title={`${when(at)}: ${format.count(count)}`} style={COLUMN}>
              <Box backgroundColor="colorBackgroundPrimary" style={barStyle(count / peak.count)} />
            </div>
          ))}
        </Box>
      )}
    </Box>
  );
}

// A gap only where there is room for one: a year has 365 bars.
const COLUMN = {
  flex: '1 1 0',
  minWidth: 0,
  height: '100%',
  display: 'flex',
  alignItems: 'flex-end',
  padding: '0 4%',
} as const;

// Where colours are forced, the border is what is seen of it.
const barStyle = (share: number) => ({
  width: '100%',
  height: share > 0 ? `max(2px, ${(share * 100).toFixed(1)}%)` : '0',
  boxSizing: 'border-box' as const,
  borderTop: share > 0 ? '1px solid transparent' : '0',
});
