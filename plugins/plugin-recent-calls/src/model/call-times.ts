import type { RecentCall } from '@flex-sync-suite/shared/contract';

/** The parts of one call in milliseconds; null where the call never came to that part. Running parts end at `now`. */
export interface CallTimes {
  /** In the queue before it was offered to this agent. */
  readonly waitMs: number | null;
  /** Ringing at this agent, until the answer or the end. */
  readonly ringMs: number;
  readonly talkMs: number | null;
  readonly wrapMs: number | null;
}

/** @param now by the backend's clock, whose instants the call carries */
export function callTimes(call: RecentCall, now: number): CallTimes {
  const { createdAt, acceptedAt, wrapupAt, endedAt } = call;
  const enteredAt = call.enteredAt ?? call.taskCreatedAt;
  return {
    waitMs: enteredAt === null ? null : between(enteredAt, createdAt, now),
    ringMs: between(createdAt, acceptedAt ?? endedAt, now),
    talkMs: acceptedAt === null ? null : between(acceptedAt, wrapupAt ?? endedAt, now),
    wrapMs: wrapupAt === null ? null : between(wrapupAt, endedAt, now),
  };
}

/** Talk and wrap-up together; null for a call that this agent never took. */
export function handleMs(call: RecentCall, now: number): number | null {
  const { talkMs, wrapMs } = callTimes(call, now);
  return talkMs === null ? null : talkMs + (wrapMs ?? 0);
}

/** Whether the call still goes on, so that its times run. */
export const isInProgress = ({ outcome }: Pick<RecentCall, 'outcome'>): boolean =>
  outcome === 'ringing' || outcome === 'talking' || outcome === 'wrapping';

/** The one duration of a row: the conversation, or how long it rang when there was none. */
export function rowDurationMs(call: RecentCall, now: number): number {
  const { talkMs, ringMs } = callTimes(call, now);
  return talkMs ?? ringMs;
}

function between(from: string, to: string | null, now: number): number {
  return Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from));
}
