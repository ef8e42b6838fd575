import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { useBackendLiveness, useSyncConnection } from '@flex-sync-suite/shared/hooks';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import React, { useEffect } from 'react';
import { useManager } from './manager-context';
import { managerStrings } from './manager-strings';

/**
 * Says when the backend gives no sign of life. It renders once a second, and tells the view only of a change.
 */
export function BackendWatch({ onDead }: { readonly onDead: (isDead: boolean) => void }): React.JSX.Element {
  const { format } = useManager();
  const { backend } = useBackendLiveness(backendHeartbeatDocument, useSyncConnection('shared'));
  const isDead = backend.status === 'dead';
  useEffect(() => {
    onDead(isDead);
  }, [isDead, onDead]);
  return (
    <div role="alert" data-testid="manager-banner">
      {backend.status === 'dead' ? (
        <Callout variant="warning" marginY="space40">
          <CalloutText>
            {managerStrings.deadBackend(backend.lastSeenAt === null ? null : format.dateTime(backend.lastSeenAt))}
          </CalloutText>
        </Callout>
      ) : null}
    </div>
  );
}
