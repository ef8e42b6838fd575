import { useLooks } from '@flex-sync-suite/shared/views';
import React from 'react';
import { heightOf, TREND_BOX, trendPath } from '../model/figures/trend-lines';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  /** A second line behind the first, on the same scale. */
  readonly behind?: readonly (number | null)[];
  /** A dashed line across, such as a target. */
  readonly mark?: number;
  /** What stands at the top. Default: the largest number. */
  readonly top?: number;
  readonly heightPx: number;
  /** What it shows, in words; null where that stands beside it. */
  readonly label: string | null;
}

/** A line without axes. It does not move: a new step is drawn in its place. The newest is at the right. */
export function Sparkline({ values, behind = [], mark, label, heightPx, ...rest }: SparklineProps): React.JSX.Element {
  const top = rest.top ?? Math.max(1, ...[...values, ...behind].map((value) => value ?? 0));
  return (
    <span
      className={useLooks(LOOKS).frame}
      style={{ height: heightPx }}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <svg viewBox={TREND_BOX} preserveAspectRatio="none" width="100%" height="100%" style={DRAWING} aria-hidden="true">
        {mark === undefined ? null : (
          <path d={`M0 ${heightOf(mark, top)}H100`} strokeDasharray="3 3" strokeWidth={1} opacity={0.6} {...LINE} />
        )}
        {behind.length === 0 ? null : <path d={trendPath(behind, top)} strokeWidth={1.5} opacity={BEHIND} {...LINE} />}
        <path d={trendPath(values, top)} strokeWidth={2} data-trend="line" {...LINE} />
      </svg>
    </span>
  );
}

/** The least at which the line keeps 3:1 against the page, in the light theme and in the dark one (WCAG 1.4.11). */
const BEHIND = 0.7;
const LOOKS = { frame: { display: 'block', color: 'colorTextLink' } } as const;
const DRAWING = { display: 'block', overflow: 'visible' } as const;
const LINE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  vectorEffect: 'non-scaling-stroke',
} as const;
