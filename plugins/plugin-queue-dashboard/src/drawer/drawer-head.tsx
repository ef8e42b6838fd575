import type { ActivitySid, QueueDetail } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { whyWaiting } from '../model/why-waiting';
import { whyLine } from '../strings/drawer-strings';
import { useFormatters } from '../parts/formatters-context';
import { StatusShape } from '../parts/status-shape';
import { STATUS_WORDS, statusReason } from '../strings/strings';

interface DrawerHeadProps {
  /** Null for a queue that the list of queues does not have. */
  readonly health: QueueHealth | null;
  readonly detail: QueueDetail | null;
  readonly offlineActivitySid: ActivitySid | undefined;
}

/** How it stands with the queue, as in its row, and why nobody takes what waits. */
export function DrawerHead({ health, detail, offlineActivitySid }: DrawerHeadProps): React.JSX.Element {
  const format = useFormatters();
  const now = useLiveNow();
  return (
    <Box marginBottom="space50" style={ROOM}>
      {health === null ? null : <Status health={health} />}
      {detail === null ? null : (
        <Text as="p" marginTop="space20" fontWeight="fontWeightSemibold" style={BREAKING} data-testid="why-waiting">
          {whyLine(whyWaiting(detail, offlineActivitySid), format, now)}
        </Text>
      )}
    </Box>
  );
}

function Status({ health }: { readonly health: QueueHealth }): React.JSX.Element {
  const { status, lastKnownAt } = health;
  const reason = statusReason(health, useFormatters());
  return (
    <Text as="p" data-cell="status">
      <StatusShape status={status} isLastKnown={lastKnownAt !== null} /> {STATUS_WORDS[status]}
      {reason === '' ? '' : `. ${reason}`}
    </Text>
  );
}

/** A line that grows by a word moves nothing below it. */
const ROOM = { minHeight: '5em' } as const;
const BREAKING = { overflowWrap: 'anywhere' } as const;
