import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { QueueStatus } from '../model/queue-row-model';

/** Disc, triangle, square, ring, dashes: told apart without colour and without words. */
const SHAPES = {
  disc: <circle cx="6" cy="6" r="5" />,
  triangle: <path d="M6 1 11.5 11H.5Z" />,
  square: <rect x="1" y="1" width="10" height="10" />,
  ring: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  dash: <rect x="1" y="5" width="10" height="2" />,
} as const;

const LOOK = {
  ok: { shape: 'disc', color: 'colorTextIconSuccess' },
  warning: { shape: 'triangle', color: 'colorTextIconWarning' },
  critical: { shape: 'square', color: 'colorTextIconError' },
  noTraffic: { shape: 'ring', color: 'colorTextIcon' },
  loading: { shape: 'dash', color: 'colorTextIcon' },
  unavailable: { shape: 'dash', color: 'colorTextIconError' },
} as const satisfies Record<QueueStatus, { shape: keyof typeof SHAPES; color: string }>;

/** Decoration beside the status word; hidden from screen readers. */
export function StatusShape({
  status,
  isLastKnown,
  size = '12px',
}: {
  readonly status: QueueStatus;
  /** Grey, as nobody knows whether it still holds. */
  readonly isLastKnown: boolean;
  /** Width and height in CSS. Default 12 pixels. */
  readonly size?: string;
}): React.JSX.Element {
  const { shape, color } = LOOK[status];
  return (
    <Box as="span" color={isLastKnown ? 'colorTextIcon' : color} data-shape={shape}>
      <svg
        style={{ width: size, height: size }}
        viewBox="0 0 12 12"
        fill="currentColor"
        aria-hidden="true"
        focusable="false"
      >
        {SHAPES[shape]}
      </svg>
    </Box>
  );
}
