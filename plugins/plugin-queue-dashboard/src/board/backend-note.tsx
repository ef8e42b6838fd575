import { backendHeartbeatDocument, type BackendHeartbeat } from '@flex-sync-suite/shared/contract';
import { type BackendWatch, useSyncDocument } from '@flex-sync-suite/shared/hooks';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { Formatters } from '../model/formatters';
import { strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';

interface BackendNoteProps {
  readonly watch: BackendWatch;
  /** Whether there are more queues than the page can follow. */
  readonly isPartlyLive: boolean;
}

/** The trust line of a live board: how old all figures are, and when they were last compared with TaskRouter's own. */
export function BackendNote({ watch, isPartlyLive }: BackendNoteProps): React.JSX.Element {
  const { backend, now, clockOffsetMs } = watch;
  const format = useFormatters();
  const check = useSyncDocument(backendHeartbeatDocument, { select: (heartbeat) => heartbeat.check ?? null });
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak" data-testid="backend-note">
      {noteText()}
    </Text>
  );

  function noteText(): string {
    if (backend.status !== 'alive') return strings.backendUnknown;
    const heard = strings.backendAlive(format.age(now - backend.lastSeenAt));
    const alive = isPartlyLive ? `${heard} ${strings.partlyLive}` : heard;
    return check.data == null ? alive : `${alive} ${checkText(check.data, now + clockOffsetMs, format)}`;
  }
}

type Check = NonNullable<BackendHeartbeat['check']>;

/** The comparison runs every two minutes: one that old has failed several times. */
const OVERDUE_MS = 10 * 60_000;
/** A repair is worth a word for so long. */
const REPAIR_SHOWN_MS = 60 * 60_000;

function checkText(check: Check, now: number, { minuteOfDay, count }: Formatters): string {
  const at = Date.parse(check.at);
  const time = minuteOfDay(at);
  if (now - at > OVERDUE_MS) return strings.checkOverdue(time);
  const repairAt = check.repair === null ? null : Date.parse(check.repair.at);
  if (check.repair === null || repairAt === null || at - repairAt > REPAIR_SHOWN_MS) return strings.checked(time);
  const repaired = count(check.repair.count);
  return repairAt === at
    ? strings.checkedAndRepaired(time, repaired)
    : strings.repairedBefore(time, repaired, minuteOfDay(repairAt));
}
