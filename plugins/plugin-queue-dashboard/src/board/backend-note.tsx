import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { BackendLiveness } from '@flex-sync-suite/shared/hooks';
import { strings } from '../strings';
import { useFormatters } from './board-context';

/** The age of all figures: a quiet queue is as fresh as the backend's last sign of life. */
export function BackendNote({
  backend,
  isStale,
  now,
}: {
  readonly backend: BackendLiveness;
  readonly isStale: boolean;
  readonly now: number;
}): React.JSX.Element {
  const { age } = useFormatters();
  return (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak" data-testid="backend-note">
      {noteText()}
    </Text>
  );

  function noteText(): string {
    if (isStale || backend.status === 'dead') return strings.backendSilent;
    if (backend.status === 'unknown') return strings.backendUnknown;
    return strings.backendAlive(age(now - backend.lastSeenAt));
  }
}
