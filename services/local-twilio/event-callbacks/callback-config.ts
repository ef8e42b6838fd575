import * as v from 'valibot';

/** Of {@link CallbackConfig.concurrency}. */
export const MOST_CALLBACKS_AT_ONCE = 128;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** What is to change of a {@link CallbackConfig}; the rest stays. */
export const CallbackChange = v.strictObject({
  duplicate: v.exactOptional(Share),
  shuffleMs: v.exactOptional(Count),
  drop: v.exactOptional(Share),
  retryForMs: v.exactOptional(Count),
  concurrency: v.exactOptional(v.pipe(Count, v.minValue(1), v.maxValue(MOST_CALLBACKS_AT_ONCE))),
});
/** A parsed change. */
export type CallbackChange = v.InferOutput<typeof CallbackChange>;

/** How callbacks are delivered, and disturbed, in real time. */
export interface CallbackConfig {
  /** Share of events, 0–1, that are sent twice. */
  readonly duplicate: number;
  /** Every copy waits a random time up to this long: callbacks overtake each other. */
  readonly shuffleMs: number;
  /** Share of events, 0–1, that are never sent. */
  readonly drop: number;
  /** How long an attempt that met a lost connection, a 5xx or a 429 is repeated; 0: not at all. */
  readonly retryForMs: number;
  /** Requests at a time, at most. */
  readonly concurrency: number;
}

/** As events of TaskRouter are delivered. */
export const TASK_ROUTER_CALLBACKS: CallbackConfig = {
  duplicate: 0,
  shuffleMs: 0,
  drop: 0,
  retryForMs: 60_000,
  concurrency: 8,
};

/** As Event Streams delivers to a sink: for up to four hours (docs.twilio.com, "Event delivery retries and event duplication"). */
export const EVENT_STREAMS: CallbackConfig = { ...TASK_ROUTER_CALLBACKS, retryForMs: 4 * 60 * 60_000 };
/** As webhooks of Sync are delivered: no page of Twilio's promises that a failed one is repeated. */
export const SYNC_WEBHOOKS: CallbackConfig = { ...TASK_ROUTER_CALLBACKS, retryForMs: 0 };
