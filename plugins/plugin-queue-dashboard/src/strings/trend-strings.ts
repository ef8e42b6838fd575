import type { Formatters } from '../model/formatters';
import type { TrendGist, TrendLineName } from '../model/figures/trend-lines';

/** Every sentence of the trends. Numbers arrive formatted. */
export const trendStrings = {
  title: 'Last 60 minutes',
  note: 'In steps of five minutes; waiting is the most at one moment of a step.',
  lines: {
    waiting: 'Waiting',
    offered: 'Offered',
    answered: 'Answered',
    abandoned: 'Abandoned',
    serviceLevel: 'Service level',
  } satisfies Readonly<Record<TrendLineName, string>>,
  offeredAndAnswered: 'Offered, and answered',
  highest: (value: string, time: string, latest: string) => `highest ${value} at ${time}, now ${latest}`,
  lowest: (value: string, time: string, latest: string) => `lowest ${value} at ${time}, last ${latest}`,
  highestOnly: (value: string, time: string) => `highest ${value} at ${time}`,
  none: 'none in the last 60 minutes',
  noTraffic: 'no traffic in the last 60 minutes',
  label: (line: string, gist: string) => `${line}, last 60 minutes: ${gist}`,
  loading: 'The last 60 minutes are being read.',
  missing: 'The last 60 minutes of this queue are not known yet: they come with its next change.',
} as const;

/** A line in words, as in "highest 14 at 9:20, now 3". */
export function gistWords(name: TrendLineName, gist: TrendGist | null, format: Formatters): string {
  if (gist === null) return name === 'serviceLevel' ? trendStrings.noTraffic : trendStrings.none;
  const at = format.minuteOfDay(gist.extremeAtMs);
  if (name === 'serviceLevel')
    return trendStrings.lowest(format.percent(gist.extreme), at, format.percent(gist.latest));
  const highest = format.count(gist.extreme);
  return name === 'waiting'
    ? trendStrings.highest(highest, at, format.count(gist.latest))
    : trendStrings.highestOnly(highest, at);
}
