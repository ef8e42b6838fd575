import { outageWords } from '@flex-sync-suite/shared/views';
import { createFormatters } from '../model/formatters';
import { OUTAGE } from './strings';
import { NOON } from '../testing/queue-fixtures';

it('the banner above the table says since when the figures are old, if it is known', () => {
  const { timeOfDay } = createFormatters('en-US');
  const banner = (since: number | null): string | undefined =>
    outageWords({ kind: 'lost', since, cause: 'network', code: null }, OUTAGE, timeOfDay)?.text;
  expect(banner(null)).toMatch(/^The figures below are the last known ones\. Reconnecting/);
  expect(banner(NOON)).toMatch(/^The figures below have not been updated since \d.*M\. Reconnecting/);
});
