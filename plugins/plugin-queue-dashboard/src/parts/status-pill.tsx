import { useLooks } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { QueueStatus } from '../model/figures/queue-row-model';
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
  const looks = useLooks(LOOKS);
  return (
    <span className={looks[isLastKnown ? 'plain' : TINTS[status]]}>
      <StatusShape status={status} isLastKnown={isLastKnown} />
      <span data-cell="status" data-status={status} data-last-known={isLastKnown}>
        {STATUS_WORDS[status]}
      </span>
    </span>
  );
}

const PLAIN = {
  display: 'inline-flex',
  alignItems: 'center',
  columnGap: 'space20',
  borderRadius: 'borderRadiusPill',
  fontSize: 'fontSize20',
  lineHeight: 'lineHeight20',
} as const;
const TINTED = { ...PLAIN, paddingX: 'space30', fontWeight: 'fontWeightSemibold' } as const;
const LOOKS = {
  plain: PLAIN,
  ok: { ...TINTED, color: 'colorText', backgroundColor: 'colorBackgroundSuccessWeakest' },
  warning: { ...TINTED, color: 'colorTextWarningStrong', backgroundColor: 'colorBackgroundWarningWeakest' },
  critical: { ...TINTED, color: 'colorTextErrorStrong', backgroundColor: 'colorBackgroundErrorWeakest' },
} as const;

/** What is neither well nor ill has none. */
const TINTS = {
  ok: 'ok',
  warning: 'warning',
  critical: 'critical',
  noTraffic: 'plain',
  loading: 'plain',
  unavailable: 'plain',
} as const satisfies Record<QueueStatus, keyof typeof LOOKS>;
