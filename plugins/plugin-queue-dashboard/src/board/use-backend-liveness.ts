import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { useNow, useSyncDocument, type SyncConnection } from '@flex-sync-suite/shared/hooks';
import { useEffect, useReducer } from 'react';
import {
  clockOffsetMs,
  judgeBackend,
  noteConnected,
  noteHeartbeat,
  startHeartbeatLog,
  type BackendLiveness,
  type HeartbeatLog,
} from '../model/backend-liveness';

type Observation =
  | { readonly type: 'heartbeat'; readonly at: number; readonly seenAt: number }
  | { readonly type: 'connected'; readonly seenAt: number };

/** What the board knows about the source of its figures. */
export interface BackendWatch {
  readonly backend: BackendLiveness;
  readonly clockOffsetMs: number;
  /** The browser's clock, once a second. */
  readonly now: number;
  /** When watching began, by the browser's clock. */
  readonly startedAt: number;
}

/** Watches the backend's heartbeat. Renders once a second: use it where children are memoised. */
export function useBackendLiveness(connection: SyncConnection): BackendWatch {
  const heartbeat = useSyncDocument(backendHeartbeatDocument, { select: ({ at }) => at });
  const isConnected = connection.status === 'connected';
  const now = useNow(1000);
  const [log, observe] = useReducer(reduce, now, startHeartbeatLog);

  // The instant of arrival, not of the last tick: a background tab ticks once a minute but receives at once.
  useEffect(() => {
    if (heartbeat.data === undefined) return;
    observe({ type: 'heartbeat', at: Date.parse(heartbeat.data), seenAt: Date.now() });
  }, [heartbeat.data]);
  useEffect(() => {
    if (isConnected) observe({ type: 'connected', seenAt: Date.now() });
  }, [isConnected]);

  return { backend: judgeBackend(log, now), clockOffsetMs: clockOffsetMs(log), now, startedAt: log.startedAt };
}

function reduce(log: HeartbeatLog, observation: Observation): HeartbeatLog {
  return observation.type === 'heartbeat'
    ? noteHeartbeat(log, observation.at, observation.seenAt)
    : noteConnected(log, observation.seenAt);
}
