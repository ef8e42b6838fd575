import { SUMMARY_WINDOWS } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, OptionGroup, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo } from 'react';
import { type Period, type PeriodName, periodName, PRESETS, rangeOf } from '../model/period';
import { createZoneClock, dateOf, endOfHour, startOfDate, startOfHour } from '../model/reporting-hours';
import { useSupervisor } from '../parts/supervisor-context';
import { PERIOD_WORDS, words } from '../parts/supervisor-strings';
import { RangeFields } from './range-fields';
import { RangeFilters } from './range-filters';

/** What time the questions are about, and what narrows their answers. */
export const PeriodBar = memo(function PeriodBar() {
  const { services } = useSupervisor();
  const period = useSource(services.period);
  const timeZone = useSource(services.timeZone);
  const id = useUID();
  return (
    <Box display="flex" flexWrap="wrap" alignItems="flex-end" columnGap="space50" rowGap="space30" flexShrink={0}>
      <Box width="200px">
        <Label htmlFor={id}>{words.period.label}</Label>
        <Select
          id={id}
          value={periodName(period)}
          data-testid="activity-period"
          onChange={({ target }) => {
            const chosen = periodNamed(target.value, period, timeZone);
            if (chosen !== null) services.period.set(chosen);
          }}
        >
          <OptionGroup label={words.period.live}>
            {SUMMARY_WINDOWS.map((window) => (
              <Option key={window} value={window}>
                {PERIOD_WORDS[window]}
              </Option>
            ))}
          </OptionGroup>
          <OptionGroup label={words.period.store}>
            {PRESETS.map((preset) => (
              <Option key={preset} value={preset}>
                {PERIOD_WORDS[preset]}
              </Option>
            ))}
            <Option value="custom" disabled={timeZone === null}>
              {PERIOD_WORDS.custom}
            </Option>
          </OptionGroup>
        </Select>
      </Box>
      {period.kind === 'custom' && timeZone !== null ? <RangeFields range={period} timeZone={timeZone} /> : null}
      {period.kind === 'live' ? null : <RangeFilters />}
    </Box>
  );
});

/** The period of an option. A range of one's own begins as what was shown; for what is live, as today with this hour. */
function periodNamed(name: string, current: Period, timeZone: string | null): Period | null {
  const window = SUMMARY_WINDOWS.find((each) => each === name);
  if (window !== undefined) return { kind: 'live', window };
  const preset = PRESETS.find((each) => each === name);
  if (preset !== undefined) return { kind: 'preset', preset };
  if (timeZone === null || name !== ('custom' satisfies PeriodName)) return null;
  const clock = createZoneClock(timeZone);
  const shown = current.kind === 'live' ? null : rangeOf(current, Date.now(), clock);
  if (shown !== null) return { kind: 'custom', ...shown };
  const now = Date.now();
  const to = endOfHour(clock, now);
  return { kind: 'custom', from: startOfDate(clock, dateOf(clock, now)) ?? startOfHour(clock, now), to };
}
