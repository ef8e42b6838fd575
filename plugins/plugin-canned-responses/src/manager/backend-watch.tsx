import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { ViewBanner } from '@flex-sync-suite/shared/flex';
import { useBackendLiveness, useSyncConnection } from '@flex-sync-suite/shared/hooks';
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
    <ViewBanner
      words={backend.status === 'dead' ? words(backend.lastSeenAt) : null}
      size="page"
      testId="manager-banner"
    />
  );

  function words(lastSeenAt: number | null): { readonly text: string } {
    return { text: managerStrings.deadBackend(lastSeenAt === null ? null : format.dateTime(lastSeenAt)) };
  }
}
