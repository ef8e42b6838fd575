import { createFormatters } from './model/formatters';
import { boardBanner } from './strings';
import { NOON } from './testing/queue-fixtures';

describe('the banner above the table', () => {
  const format = createFormatters('en-US');

  it('says since when, if it is known, and what to do', () => {
    const banner = (since: number | null, reason: string | null, isFinal: boolean): string | undefined =>
      boardBanner({ kind: 'lost', since, reason, isFinal }, format)?.text;
    expect(banner(null, null, false)).toBe('The figures below have not been updated. Reconnecting by itself.');
    expect(banner(NOON, 'Token refused', true)).toMatch(
      /updated since \d.*M\. Token refused\. Reload the page to connect again\.$/,
    );
    expect(boardBanner({ kind: 'stale', since: null }, format)?.text).toContain('have had no source. They');
    expect(boardBanner({ kind: 'stale', since: NOON }, format)?.text).toMatch(/no source since \d/);
    expect(boardBanner({ kind: 'ready' }, format)).toBeNull();
  });
});
