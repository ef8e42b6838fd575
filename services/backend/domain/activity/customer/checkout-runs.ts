import type { ActivityEvent } from '../activity-event';
import { SILENCE_MS } from '../ordered-events';
import { checkoutJoins } from './checkout-joins';
import { arrivedAtMs, firstNotCompleted, type CheckoutStep } from './checkout-steps';
import { RunDrafts, type RunDraft } from './run-drafts';

/** One run of one customer through the checkout. */
export interface CheckoutRun {
  /** Null when the shop told none; then `firstMessageId` tells runs apart. */
  readonly checkoutId: string | null;
  /** `messageId` of the run's first event. */
  readonly firstMessageId: string;
  readonly startedAtMs: number;
  /** The run's newest event. */
  readonly lastAtMs: number;
  /** The steps that were told, by number. */
  readonly steps: readonly CheckoutStep[];
  /** The customer's last event before 30 min of silence after the run's last event, as far as known. */
  readonly silentFromMs: number;
  readonly status: CheckoutStatus;
}

/** How far a run has come. */
export type CheckoutStatus =
  | { readonly kind: 'ordered'; readonly orderId: string; readonly atMs: number }
  | {
      readonly kind: 'open';
      /** The first step not completed. */
      readonly step: number;
      /** Since when the customer was on that step without a silence of 30 min. */
      readonly sinceMs: number;
      /** When the silence makes, or made, it a stopped run: `silentFromMs` and 30 min. */
      readonly stopsAtMs: number;
    };

/** The runs of one customer, in the order in which they began. */
export function checkoutRuns(sessions: readonly (readonly ActivityEvent[])[]): CheckoutRun[] {
  const runs = new RunDrafts(checkoutJoins(sessions.flat()));
  for (const session of sessions) {
    runs.enter(session);
    for (const event of session) runs.add(event);
  }
  return runs.all.map(finished);
}

function finished({ checkoutId, first, order, lastAtMs, session, resumedAtMs, ...draft }: RunDraft): CheckoutRun {
  const steps = [...draft.steps.values()].sort((a, b) => a.step - b.step);
  const step = firstNotCompleted(steps);
  const silentFromMs = session.at(-1)?.atMs ?? lastAtMs;
  const sinceMs = Math.max(resumedAtMs, arrivedAtMs(steps, step) ?? 0);
  return {
    checkoutId,
    firstMessageId: first.messageId,
    startedAtMs: first.atMs,
    lastAtMs,
    steps,
    silentFromMs,
    status:
      order === null
        ? { kind: 'open', step, sinceMs, stopsAtMs: silentFromMs + SILENCE_MS }
        : { kind: 'ordered', ...order },
  };
}
