import type { LiveViewState } from '@flex-sync-suite/shared/views';

/** A permission, and a Map that was taken out of Sync, may arrive this much later than the answer that promised them. */
export const ARRIVAL_MS = 15_000;

/** What is shown of one customer: `gone` when Sync holds nothing of her any more. */
export type CustomerState = LiveViewState | { readonly kind: 'gone' };

interface CustomerStateInputs {
  readonly live: LiveViewState;
  /** Code of what befell the Map; null for nothing. */
  readonly problem: string | null;
  /** When the backend told of the customer, and now, by the browser's clock. */
  readonly foundAt: number;
  readonly now: number;
}

/** A Map that is missing means nothing recent; one that is missing or refused just after it was promised is on its way. */
export function customerState({ live, problem, foundAt, now }: CustomerStateInputs): CustomerState {
  const isArriving = now - foundAt < ARRIVAL_MS;
  if (live.kind === 'forbidden' && isArriving) return { kind: 'loading' };
  if (problem !== 'not-found' && problem !== 'removed') return live;
  // Without a wire or a backend their absence is what is told.
  if (live.kind === 'lost' || live.kind === 'denied') return live;
  if (live.kind === 'error' && live.problem !== problem) return live;
  return problem === 'not-found' && isArriving ? { kind: 'loading' } : { kind: 'gone' };
}
