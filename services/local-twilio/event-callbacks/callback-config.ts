/** How delivery is disturbed, in real time. */
export interface CallbackConfig {
  /** Share of events, 0–1, that are sent twice. */
  readonly duplicate: number;
  /** Every copy waits a random time up to this long: callbacks overtake each other. */
  readonly shuffleMs: number;
  /** Share of events, 0–1, that are never sent. */
  readonly drop: number;
  /** How long an attempt that met a lost connection, a 5xx or a 429 is repeated. */
  readonly retryForMs: number;
  /** Requests at a time, at most. */
  readonly concurrency: number;
}

/** Of {@link CallbackConfig.concurrency}. */
export const MOST_CALLBACKS_AT_ONCE = 128;

export const DEFAULT_CALLBACK_CONFIG: CallbackConfig = {
  duplicate: 0,
  shuffleMs: 0,
  drop: 0,
  retryForMs: 60_000,
  concurrency: 8,
};
