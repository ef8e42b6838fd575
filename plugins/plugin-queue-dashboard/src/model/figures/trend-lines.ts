import { ratio, TREND_STEP_MS, type QueueTrend } from '@flex-sync-suite/shared/contract';

/** Lines of a trend that are drawn. Numbers of the steps, the oldest first; null where there is none. */
export interface TrendLine {
  readonly values: readonly (number | null)[];
  /** When the first step began, in UTC milliseconds. */
  readonly sinceMs: number;
}

type Counted = 'waiting' | 'offered' | 'answered' | 'abandoned';

/** The lines of a trend in the order in which a drawer shows them. */
export type TrendLineName = Counted | 'serviceLevel';

/** One line of a trend. A step in which nothing was judged has no service level. */
export function trendLine(trend: QueueTrend, name: TrendLineName): TrendLine {
  const values =
    name === 'serviceLevel'
      ? trend.judged.map((judged, step) => ratio(trend.served[step] ?? 0, judged))
      : [...trend[name]];
  return { values, sinceMs: Date.parse(trend.since) };
}

/** What a line comes to, for whoever does not see it. */
export interface TrendGist {
  /** The largest number, or of a service level the smallest, and when its step began: of several the newest. */
  readonly extreme: number;
  readonly extremeAtMs: number;
  /** The number of the newest step that has one. */
  readonly latest: number;
}

/** Null for a line without numbers, or with none but zeros in which nothing was counted. */
export function trendGist({ values, sinceMs }: TrendLine, which: 'highest' | 'lowest'): TrendGist | null {
  const numbers = values.flatMap((value, step) => (value === null ? [] : [{ value, step }]));
  const [latest] = numbers.slice(-1);
  if (latest === undefined) return null;
  const isBeyond = (a: number, b: number): boolean => (which === 'highest' ? a >= b : a <= b);
  const found = numbers.reduce((best, one) => (isBeyond(one.value, best.value) ? one : best));
  if (which === 'highest' && found.value === 0) return null;
  return { extreme: found.value, extremeAtMs: sinceMs + found.step * TREND_STEP_MS, latest: latest.value };
}

const WIDTH = 100;
const HEIGHT = 24;
/** Half a line, so that none is cut off. */
const EDGE = 1.5;

/** The place where lines are drawn. */
export const TREND_BOX = `0 0 ${WIDTH} ${HEIGHT}`;

/** How high a number stands, between 0 and `top`. */
export const heightOf = (value: number, top: number): number =>
  round(HEIGHT - EDGE - (Math.min(value, top) / top) * (HEIGHT - 2 * EDGE));

/** A line as SVG draws it; it breaks where there is no number, and a number alone is a dot. */
export function trendPath(values: readonly (number | null)[], top: number): string {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  return values
    .map((value, index) => {
      if (value === null) return '';
      const at = `${round(EDGE + index * step)} ${heightOf(value, top)}`;
      const isFirst = index === 0 || values[index - 1] === null;
      const isLast = index === values.length - 1 || values[index + 1] === null;
      return isFirst ? `M${at}${isLast ? 'h0' : ''}` : `L${at}`;
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
