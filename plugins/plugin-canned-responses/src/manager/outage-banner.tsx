import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { useBackendLiveness, useSyncConnection, useSource } from '@flex-sync-suite/shared/hooks';
import { liveViewState, type MessageWords, outageWords, ViewBanner } from '@flex-sync-suite/shared/views';
import React, { useEffect } from 'react';
import { useManager } from './parts/manager-context';
import type { ManagerFormatters } from './parts/manager-formatters';
import { RetryButton } from './parts/manager-message';
import { MANAGER_OUTAGE, unreadMessage } from './parts/manager-strings';
import { managerOutage, type ManagerOutage } from './model/manager-outage';

/** What the connection and the heartbeat are judged with: the libraries that are shown came over another way. */
const HELD = { status: 'ready', data: null, error: null, isLive: false, staleSince: null, issues: [] } as const;

interface OutageBannerProps {
  /** Called when the notice comes and goes. */
  readonly onOutage: (isOut: boolean) => void;
}

/** The one notice above the libraries. It renders once a second, and tells the view only of a change. */
export function OutageBanner({ onOutage }: OutageBannerProps): React.JSX.Element {
  const { libraries, list, format } = useManager();
  const connection = useSyncConnection('shared');
  const { backend } = useBackendLiveness(backendHeartbeatDocument);
  const { answer, failure } = useSource(libraries);
  const { failure: listFailure } = useSource(list);
  const failures = [failure, listFailure].filter((each) => each !== null);
  // Without libraries there is a message in their place.
  const outage = answer === null ? null : managerOutage(liveViewState({ source: HELD, connection, backend }), failures);
  const isOut = outage !== null;
  useEffect(() => {
    onOutage(isOut);
  }, [isOut, onOutage]);
  return (
    <ViewBanner
      words={outage === null ? null : wordsOf(outage, format)}
      variant={outage?.kind === 'lost' ? 'error' : 'warning'}
      size="page"
      action={
        failures.length === 0 ? null : (
          <RetryButton
            onRetry={() => {
              void libraries.load();
              list.reload();
            }}
          />
        )
      }
      testId="manager-banner"
    />
  );
}

const wordsOf = (outage: ManagerOutage, { dateTime }: ManagerFormatters): MessageWords | null =>
  outage.kind === 'unread' ? unreadMessage(outage.failure) : outageWords(outage, MANAGER_OUTAGE, dateTime);
