import type { QueueStatus } from './figures/queue-row-model';

/** A queue whose status a screen reader should hear about. */
export interface StatusChange {
  readonly sid: string;
  readonly status: QueueStatus;
}

/** What the live region said last and what waits to be said. */
export interface AnnouncerState {
  /** Last known status by SID; null before the first look, which is never announced. */
  readonly known: ReadonlyMap<string, QueueStatus> | null;
  /** Changes not yet spoken, newest status per queue. */
  readonly pending: ReadonlyMap<string, QueueStatus>;
  readonly spoken: readonly StatusChange[];
  readonly spokenAt: number;
}

/** Least time between two announcements: a busy board must not talk over its reader. */
export const ANNOUNCE_EVERY_MS = 5000;

export const SILENT: AnnouncerState = { known: null, pending: new Map(), spoken: [], spokenAt: 0 };

/**
 * Only a change between these is worth words. Loading belongs to the whole board; ok and noTraffic differ by a caller, not
 * by health.
 */
const WEIGHT: Partial<Record<QueueStatus, number>> = { ok: 0, noTraffic: 0, warning: 1, critical: 2 };

/**
 * Compares the statuses with what was known, and speaks when the last announcement is old enough.
 *
 * @returns the same object when nothing changed
 */
export function announce(
  state: AnnouncerState,
  statuses: ReadonlyMap<string, QueueStatus>,
  now: number,
): AnnouncerState {
  const fresh = [...statuses].filter(
    ([sid, status]) => WEIGHT[status] !== undefined && state.known?.get(sid) !== status,
  );
  const isSilent = now - state.spokenAt < ANNOUNCE_EVERY_MS;
  if (fresh.length === 0 && (isSilent || state.pending.size === 0)) return state;

  const pending = new Map(state.pending);
  for (const [sid, status] of fresh) {
    const before = state.known?.get(sid);
    if (before !== undefined && WEIGHT[before] !== WEIGHT[status]) pending.set(sid, status);
  }
  const known = new Map([...(state.known ?? []), ...fresh]);
  if (pending.size === 0 || isSilent) return { ...state, known, pending };
  return { known, pending: new Map(), spoken: [...pending].map(([sid, status]) => ({ sid, status })), spokenAt: now };
}
