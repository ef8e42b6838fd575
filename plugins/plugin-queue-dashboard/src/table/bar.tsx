import { Box } from '@twilio-paste/core/box';
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
export const Bar = ({ share, mark, severity }: BarProps): React.JSX.Element => (
  <Box
    as="span"
    position="absolute"
    borderRadius="borderRadius10"
    backgroundColor="colorBackgroundStrong"
    style={PLACE}
    aria-hidden="true"
    data-bar={severity ?? 'none'}
  >
    <Box
      as="span"
      display="block"
      height="100%"
      borderRadius="borderRadius10"
      backgroundColor={COLORS[severity ?? 'none']}
      style={{ width: percent(share) }}
    />
    {mark === undefined ? null : (
      <Box
        as="span"
        position="absolute"
        backgroundColor="colorBackgroundBodyInverse"
        style={{ ...MARK, insetInlineStart: `calc(${percent(mark)} - 1px)` }}
      />
    )}
  </Box>
);

const percent = (share: number): string => `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;

/** It takes no room of the lines above it: every row is equally high. */
const PLACE = { insetInlineStart: 8, insetInlineEnd: 8, bottom: 3, height: 4 } as const;
const MARK = { top: -2, bottom: -2, width: 2 } as const;
const COLORS = {
  none: 'colorBackgroundStrongest',
  warning: 'colorBackgroundWarning',
  critical: 'colorBackgroundError',
} as const;
