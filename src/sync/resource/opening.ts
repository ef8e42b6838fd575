import type { OpenPlace } from '../connection/open-queue';

/**
 * An object that is open can still be refused: its subscription is asked for afterwards, and the SDK lets Sync take 10 s
 * for the answer (`estimated_delivery_in_ms`). One that lasts longer is taken to be followed, because the SDK tells only
 * of changes: whoever opens what is open already never hears that it is subscribed.
 */
export const SETTLED_MS = 30_000;

/** What one opening holds until it is let go; an answer to one that is over is of no interest. */
export interface Opening {
  place?: OpenPlace;
  close?: () => void;
  settledTimer?: ReturnType<typeof setTimeout>;
}

/** Ends it with everything that it holds. */
export function endOpening(opening: Opening | undefined): void {
  clearTimeout(opening?.settledTimer);
  opening?.place?.withdraw();
  opening?.close?.();
}
