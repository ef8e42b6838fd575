import { useLooks } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { QueueStatus } from '../model/figures/queue-row-model';

/** Disc, triangle, square, ring, dashes: told apart without colour and without words. */
const SHAPES = {
  disc: <circle cx="6" cy="6" r="5" />,
  triangle: <path d="M6 1 11.5 11H.5Z" />,
  square: <rect x="1" y="1" width="10" height="10" />,
  ring: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  dash: <rect x="1" y="5" width="10" height="2" />,
} as const;

const SHAPE_OF = {
  ok: 'disc',
  warning: 'triangle',
  critical: 'square',
  noTraffic: 'ring',
  loading: 'dash',
  unavailable: 'dash',
} as const satisfies Record<QueueStatus, keyof typeof SHAPES>;

const GREY = { color: 'colorTextIcon' } as const;
const LOOKS = {
  lastKnown: GREY,
  ok: { color: 'colorTextIconSuccess' },
  warning: { color: 'colorTextIconWarning' },
  critical: { color: 'colorTextIconError' },
  noTraffic: GREY,
  loading: GREY,
  unavailable: { color: 'colorTextIconError' },
} as const;

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
  const shape = SHAPE_OF[status];
  const looks = useLooks(LOOKS);
  return (
    <span className={looks[isLastKnown ? 'lastKnown' : status]} data-shape={shape}>
      <svg
        style={{ width: size, height: size }}
        viewBox="0 0 12 12"
        fill="currentColor"
        aria-hidden="true"
        focusable="false"
      >
        {SHAPES[shape]}
      </svg>
    </span>
  );
}
