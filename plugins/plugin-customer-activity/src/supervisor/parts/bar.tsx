import { Box } from '@twilio-paste/core/box';
import React from 'react';

interface BarProps {
  /** From 0 to 1. */
  readonly share: number;
}

/** A figure as a bar, for eyes only: the figure stands beside it. It grows in the reading direction. */
export const Bar = ({ share }: BarProps): React.JSX.Element => (
  <Box
    aria-hidden="true"
    height="8px"
    marginTop="space10"
    borderRadius="borderRadius10"
    backgroundColor="colorBackground"
    data-testid="activity-bar"
  >
    <Box height="100%" borderRadius="borderRadius10" backgroundColor="colorBackgroundPrimary" style={barStyle(share)} />
  </Box>
);

// Where colours are forced, the border is what is seen of it. A figure above nothing is never invisible.
const barStyle = (share: number) => ({
  width: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`,
  minWidth: share > 0 ? '2px' : '0',
  boxSizing: 'border-box' as const,
  border: share > 0 ? '1px solid transparent' : '0',
});
