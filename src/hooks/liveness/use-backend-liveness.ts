import { useEffect, useReducer } from 'react';
import type { BackendHeartbeat, SyncDocumentRef } from '../../contract';
import type { SyncConnection } from '../../sync';
import {
  clockOffsetMs,
  judgeBackend,
  noteConnected,
  noteHeartbeat,
  startHeartbeatLog,
  type BackendLiveness,
  type HeartbeatLog,
} from './backend-liveness';
import { useNow } from './use-now';
import { useSyncDocument } from '../use-sync-document';

type Observation =
  | { readonly type: 'heartbeat'; readonly at: number; readonly seenAt: number }
  | { readonly type: 'connected'; readonly seenAt: number };

/** What the page knows about the source of its payloads. */
export interface BackendWatch {
  readonly backend: BackendLiveness;
  /** Backend clock − browser clock, in milliseconds. */
  readonly clockOffsetMs: number;
  /** The browser's clock, once a second. */
  readonly now: number;
  /** When watching began, by the browser's clock. */
  readonly startedAt: number;
}

/**
 * Watches the backend's heartbeat. Renders once a second: use it where children are memoised.
 *
 * @param ref the heartbeat, in the scope that the page uses anyway: another scope would be another connection
 * @param connection connection of that scope
 */
export function useBackendLiveness(ref: SyncDocumentRef<BackendHeartbeat>, connection: SyncConnection): BackendWatch {
  const heartbeat = useSyncDocument(ref, { select: ({ at }) => at });
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
