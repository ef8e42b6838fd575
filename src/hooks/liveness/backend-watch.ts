import type { BackendHeartbeat, SyncDocumentRef } from '../../contract';
import { onDemand, type Source } from '../../observable';
import type { SyncStore } from '../../sync';
import {
  clockOffsetMs,
  judgeBackend,
  noteConnected,
  noteHeartbeat,
  startHeartbeatLog,
  type BackendLiveness,
  type HeartbeatLog,
} from './backend-liveness';
import { pageClock } from './page-clock';

const JUDGED_EVERY_MS = 1_000;

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
 * Watches the backend's heartbeat, without React, while somebody is subscribed: tells once a second.
 *
 * @param ref the heartbeat, in the scope that the page uses anyway: another scope would be another connection
 */
export function watchBackend(store: SyncStore, ref: SyncDocumentRef<BackendHeartbeat>): Source<BackendWatch> {
  const heartbeat = store.document(ref);
  const connection = store.connection(ref.scope);
  const clock = pageClock(JUDGED_EVERY_MS);
  let snapshot = watchOf(startHeartbeatLog(clock.getSnapshot()), clock.getSnapshot());

  function start(tell: () => void): () => void {
    let log = startHeartbeatLog(clock.getSnapshot());
    let lastBeat: string | undefined;
    let wasConnected = false;

    const judge = (): void => {
      snapshot = watchOf(log, clock.getSnapshot());
      tell();
    };
    // The instant of arrival, not of the last tick: a background tab ticks once a minute but receives at once.
    const onBeat = (): void => {
      const at = heartbeat.getSnapshot().data?.at;
      if (at === undefined || at === lastBeat) return;
      lastBeat = at;
      log = noteHeartbeat(log, Date.parse(at), Date.now());
      judge();
    };
    const onConnection = (): void => {
      const isConnected = connection.getSnapshot().status === 'connected';
      if (isConnected && !wasConnected) log = noteConnected(log, Date.now());
      if (isConnected !== wasConnected) judge();
      wasConnected = isConnected;
    };
    const stops = [heartbeat.subscribe(onBeat), connection.subscribe(onConnection), clock.subscribe(judge)];
    onBeat();
    onConnection();
    judge();
    return () => {
      for (const stop of stops) stop();
    };
  }

  return onDemand({ getSnapshot: () => snapshot, start });
}

const watchOf = (log: HeartbeatLog, now: number): BackendWatch => ({
  backend: judgeBackend(log, now),
  clockOffsetMs: clockOffsetMs(log),
  now,
  startedAt: log.startedAt,
});
