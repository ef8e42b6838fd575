import { useLooks } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { Severity } from '../model/assess-queue';

interface BarProps {
  /** How much of it is full, from 0 to 1; what is more is shown as all of it. */
  readonly share: number;
  /** Where its mark is, from 0 to 1. Default: it has none. */
  readonly mark?: number;
  readonly severity: Severity | null;
}

/** A figure as a length, at the foot of its cell. Decoration: the figure and what it is measured by stand above it. */
export function Bar({ share, mark, severity }: BarProps): React.JSX.Element {
  const looks = useLooks(LOOKS);
  return (
    <span className={looks.place} aria-hidden="true" data-bar={severity ?? 'none'}>
      <span className={looks[severity ?? 'none']} style={{ width: percent(share) }} />
      {mark === undefined ? null : (
        <span className={looks.mark} style={{ insetInlineStart: `calc(${percent(mark)} - 1px)` }} />
      )}
    </span>
  );
}

const percent = (share: number): string => `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;

const FILLED = { display: 'block', height: '100%', borderRadius: 'borderRadius10' } as const;
const LOOKS = {
  // It takes no room of the lines above it: every row is equally high.
  place: {
    position: 'absolute',
    insetInlineStart: 8,
    insetInlineEnd: 8,
    bottom: '3px',
    height: '4px',
    borderRadius: 'borderRadius10',
    backgroundColor: 'colorBackgroundStrong',
  },
  none: { ...FILLED, backgroundColor: 'colorBackgroundStrongest' },
  warning: { ...FILLED, backgroundColor: 'colorBackgroundWarning' },
  critical: { ...FILLED, backgroundColor: 'colorBackgroundError' },
  mark: {
    position: 'absolute',
    top: '-2px',
    bottom: '-2px',
    width: '2px',
    backgroundColor: 'colorBackgroundBodyInverse',
  },
} as const;
