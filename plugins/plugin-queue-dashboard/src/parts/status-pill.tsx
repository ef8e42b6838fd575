import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { QueueStatus } from '../model/queue-row-model';
import { StatusShape } from './status-shape';
import { STATUS_WORDS } from '../strings/strings';

/** A status as word, shape and tint. */
export function StatusPill({
  status,
  isLastKnown,
}: {
  readonly status: QueueStatus;
  /** Grey, as nobody knows whether it still holds. */
  readonly isLastKnown: boolean;
}): React.JSX.Element {
  const tint = isLastKnown ? undefined : TINTS[status];
  return (
    <Box
      as="span"
      display="inline-flex"
      alignItems="center"
      columnGap="space20"
      borderRadius="borderRadiusPill"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      {...(tint ?? {})}
    >
      <StatusShape status={status} isLastKnown={isLastKnown} />
      <span data-cell="status" data-status={status} data-last-known={isLastKnown}>
        {STATUS_WORDS[status]}
      </span>
    </Box>
  );
}

const PILL = { paddingX: 'space30', fontWeight: 'fontWeightSemibold' } as const;

/** What is neither well nor ill has none. */
const TINTS = {
  ok: { ...PILL, color: 'colorText', backgroundColor: 'colorBackgroundSuccessWeakest' },
  warning: { ...PILL, color: 'colorTextWarningStrong', backgroundColor: 'colorBackgroundWarningWeakest' },
  critical: { ...PILL, color: 'colorTextErrorStrong', backgroundColor: 'colorBackgroundErrorWeakest' },
  noTraffic: undefined,
  loading: undefined,
  unavailable: undefined,
} as const satisfies Record<QueueStatus, object | undefined>;
