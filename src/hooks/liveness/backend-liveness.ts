import { HEARTBEAT_INTERVAL_MS } from '../../contract';

/** The backend counts as dead after this many milliseconds without a heartbeat. */
export const DEAD_AFTER_MS = 3 * HEARTBEAT_INTERVAL_MS;
/** After a reconnection the missed heartbeat may be on its way: time it is given before the backend counts as dead. */
const REPLAY_GRACE_MS = 5000;
/** Clocks closer than this count as equal: network delay alone explains the difference. */
const EQUAL_CLOCKS_MS = 2000;
const MAX_SAMPLES = 6;

/**
 * What the browser has observed of the backend's heartbeat. Two clocks take part: `at` is the backend's, everything
 * else the browser's, which may be minutes off.
 */
export interface HeartbeatLog {
  /** When watching began. */
  readonly startedAt: number;
  readonly hasConnected: boolean;
  /** When the connection last came back; null if it never went away. */
  readonly reconnectedAt: number | null;
  /** Newest heartbeat. */
  readonly beat: { readonly at: number; readonly seenAt: number } | null;
  /** Backend clock − browser clock, for each of the last heartbeats that arrived live. */
  readonly offsets: readonly number[];
}

/** Whether the payloads still have a living source. Instants are the browser's. */
export type BackendLiveness =
  | { readonly status: 'unknown' }
  | { readonly status: 'alive'; readonly lastSeenAt: number }
  | { readonly status: 'dead'; readonly lastSeenAt: number | null };

export function startHeartbeatLog(startedAt: number): HeartbeatLog {
  return { startedAt, hasConnected: false, reconnectedAt: null, beat: null, offsets: [] };
}

/** Notes a heartbeat. The first one is a snapshot of unknown age, so it tells nothing about the difference of clocks. */
export function noteHeartbeat(log: HeartbeatLog, at: number, seenAt: number): HeartbeatLog {
  if (log.beat === null) return { ...log, beat: { at, seenAt } };
  if (at <= log.beat.at) return log;
  return { ...log, beat: { at, seenAt }, offsets: [...log.offsets, at - seenAt].slice(-MAX_SAMPLES) };
}

/** Notes that the connection is up: for the first time, or again. */
export function noteConnected(log: HeartbeatLog, now: number): HeartbeatLog {
  return log.hasConnected ? { ...log, reconnectedAt: now } : { ...log, hasConnected: true };
}

/**
 * Backend clock − browser clock, in milliseconds; 0 while it is unknown or small. Delay makes every sample too small,
 * so the largest is the best. Whole seconds, so that jitter does not redraw the clocks.
 */
export function clockOffsetMs({ beat, offsets }: HeartbeatLog): number {
  // A snapshot from the future proves that the browser's clock is at least that far behind.
  const known = offsets.length > 0 ? Math.max(...offsets) : beat === null ? 0 : Math.max(0, beat.at - beat.seenAt);
  return Math.abs(known) < EQUAL_CLOCKS_MS ? 0 : Math.round(known / 1000) * 1000;
}

/** Judges the log at `now`, the browser's clock. */
export function judgeBackend(log: HeartbeatLog, now: number): BackendLiveness {
  const { beat, startedAt, reconnectedAt } = log;
  if (beat === null) {
    return now - startedAt > DEAD_AFTER_MS ? { status: 'dead', lastSeenAt: null } : { status: 'unknown' };
  }
  const lastSeenAt = beat.at - clockOffsetMs(log);
  const isReplaying = reconnectedAt !== null && now - reconnectedAt < REPLAY_GRACE_MS;
  return now - lastSeenAt > DEAD_AFTER_MS && !isReplaying
    ? { status: 'dead', lastSeenAt }
    : { status: 'alive', lastSeenAt };
}
