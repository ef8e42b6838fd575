import { randomUUID } from 'node:crypto';
import type { TaskRouterEvent } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import { createCallbackSender, type Callback, type CallbackSender } from './callback-sender';

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

const DEFAULT_CALLBACK_CONFIG: CallbackConfig = {
  duplicate: 0,
  shuffleMs: 0,
  drop: 0,
  retryForMs: 60_000,
  concurrency: 8,
};

/** Copies count one by one: two for a duplicated event. `sent` = acknowledged + failed + pending. */
export interface CallbackCounts {
  readonly sent: number;
  readonly acknowledged: number;
  /** Refused by the receiver (4xx), or given up after `retryForMs`. */
  readonly failed: number;
  /** Events held back on purpose. */
  readonly dropped: number;
  readonly pending: number;
  readonly lastFailure: string | null;
}

export interface Callbacks {
  readonly config: CallbackConfig;
  configure(config: Partial<CallbackConfig>, random?: () => number): void;
  counts(): CallbackCounts;
  /** Forgets what is pending and the counts. */
  clear(): void;
  close(): Promise<void>;
}

interface Delivery extends Callback {
  readonly generation: number;
  attempts: number;
  firstTriedAt: number;
}

interface CallbacksOptions {
  readonly sender?: CallbackSender;
  /** Source of the disturbances. */
  readonly random?: () => number;
  readonly log?: (line: string) => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** Posts every event of the engine to the workspace's `EventCallbackUrl`. Order is not promised. */
export function createCallbacks(router: TaskRouter, options: CallbacksOptions = {}): Callbacks {
  const { log = (line) => process.stderr.write(`${line}\n`) } = options;
  const sender = options.sender ?? createCallbackSender(MOST_CALLBACKS_AT_ONCE);
  let config = DEFAULT_CALLBACK_CONFIG;
  let random = options.random ?? Math.random;
  const ready = new Set<Delivery>();
  const timers = new Set<NodeJS.Timeout>();
  let generation = 0;
  let inFlight = 0;
  let counts = { sent: 0, acknowledged: 0, failed: 0, dropped: 0 };
  let lastFailure: string | null = null;

  const later = (delayMs: number, delivery: Delivery): void => {
    if (delayMs <= 0) {
      ready.add(delivery);
      pump();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      ready.add(delivery);
      pump();
    }, delayMs);
    timers.add(timer);
  };

  const pump = (): void => {
    for (const delivery of ready) {
      if (inFlight >= config.concurrency) return;
      ready.delete(delivery);
      inFlight += 1;
      void attempt(delivery).finally(() => {
        inFlight -= 1;
        pump();
      });
    }
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    if (delivery.attempts === 0) delivery.firstTriedAt = Date.now();
    delivery.attempts += 1;
    const outcome = await sender.send(delivery);
    if (delivery.generation !== generation) return;
    if (outcome.kind === 'acknowledged') {
      counts.acknowledged += 1;
      return;
    }
    const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** (delivery.attempts - 1), LONGEST_RETRY_MS);
    const waitMs = outcome.kind === 'refused' ? 0 : Math.max(backoffMs, outcome.retryAfterMs);
    if (outcome.kind === 'unavailable' && Date.now() + waitMs - delivery.firstTriedAt <= config.retryForMs) {
      later(waitMs, delivery);
      return;
    }
    counts.failed += 1;
    const { EventType: type = '', Sid: sid = '' } = delivery.fields;
    // The same failure a thousand times over is one line.
    if (lastFailure !== outcome.reason) log(`taskrouter: callback ${type} ${sid} lost: ${outcome.reason}`);
    lastFailure = outcome.reason;
  };

  const isWanted = (type: string): boolean => {
    const { eventsFilter } = router.state.workspace;
    return eventsFilter === '' || eventsFilter.split(',').some((wanted) => wanted.trim() === type);
  };

  const unsubscribe = router.onEvent((event: TaskRouterEvent) => {
    const url = router.state.workspace.eventCallbackUrl;
    if (url === '' || !isWanted(event.type)) return;
    // The same draws for every event: one setting does not change what another decides.
    const [dropDraw, copyDraw, ...delays] = [random(), random(), random(), random()];
    if (dropDraw < config.drop) {
      counts.dropped += 1;
      return;
    }
    const callback = { url, fields: event.payload, idempotencyToken: randomUUID() };
    for (const delay of delays.slice(0, copyDraw < config.duplicate ? 2 : 1)) {
      counts.sent += 1;
      later(delay * config.shuffleMs, { ...callback, generation, attempts: 0, firstTriedAt: 0 });
    }
  });

  const clear = (): void => {
    generation += 1;
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    ready.clear();
    counts = { sent: 0, acknowledged: 0, failed: 0, dropped: 0 };
    lastFailure = null;
  };

  return {
    get config() {
      return config;
    },
    configure(change, newRandom = random) {
      config = { ...config, ...change };
      random = newRandom;
    },
    counts: () => ({ ...counts, pending: counts.sent - counts.acknowledged - counts.failed, lastFailure }),
    clear,
    async close() {
      unsubscribe();
      clear();
      await sender.close();
    },
  };
}
