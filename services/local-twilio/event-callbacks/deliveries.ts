import type { CallbackConfig } from './callback-config';
import type { Attempt, Callback, CallbackSender } from './callback-sender';

/** Copies count one by one: two for a duplicated event. `sent` = acknowledged + failed + pending. */
export interface DeliveryCounts {
  readonly sent: number;
  readonly acknowledged: number;
  /** Refused by the receiver (4xx), or given up after `retryForMs`. */
  readonly failed: number;
  readonly pending: number;
  readonly lastFailure: string | null;
}

/** Callbacks on their way: a few at a time, each repeated until it is taken, refused or given up. */
export interface Deliveries {
  /** Sends it when `delayMs` have passed. */
  add(callback: Callback, delayMs: number): void;
  counts(): DeliveryCounts;
  /** Forgets what is pending and the counts. */
  clear(): void;
}

interface Delivery extends Callback {
  attempts: number;
  firstTriedAt: number;
}

/** All that {@link Deliveries.clear} forgets. What was in flight then ends in a run that nobody looks at any more. */
interface Run {
  readonly ready: Set<Delivery>;
  readonly timers: Set<NodeJS.Timeout>;
  sent: number;
  acknowledged: number;
  failed: number;
  lastFailure: string | null;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

const newRun = (): Run => ({
  ready: new Set(),
  timers: new Set(),
  sent: 0,
  acknowledged: 0,
  failed: 0,
  lastFailure: null,
});

export function createDeliveries(
  sender: CallbackSender,
  config: () => Pick<CallbackConfig, 'retryForMs' | 'concurrency'>,
  log: (line: string) => void,
): Deliveries {
  let current = newRun();
  let inFlight = 0;

  const later = (run: Run, delayMs: number, delivery: Delivery): void => {
    const add = (): void => {
      run.ready.add(delivery);
      pump();
    };
    if (delayMs <= 0) {
      add();
      return;
    }
    const timer = setTimeout(() => {
      run.timers.delete(timer);
      add();
    }, delayMs);
    run.timers.add(timer);
  };

  const pump = (): void => {
    const run = current;
    for (const delivery of run.ready) {
      if (inFlight >= config().concurrency) return;
      run.ready.delete(delivery);
      inFlight += 1;
      void attempt(run, delivery).finally(() => {
        inFlight -= 1;
        pump();
      });
    }
  };

  const attempt = async (run: Run, delivery: Delivery): Promise<void> => {
    if (delivery.attempts === 0) delivery.firstTriedAt = Date.now();
    delivery.attempts += 1;
    const outcome = await sender.send(delivery);
    if (run !== current) return;
    const waitMs = retryAfter(outcome, delivery, config().retryForMs);
    if (waitMs !== null) later(run, waitMs, delivery);
    else if (outcome.kind === 'acknowledged') run.acknowledged += 1;
    else fail(run, delivery, outcome.reason, log);
  };

  return {
    add(callback, delayMs) {
      current.sent += 1;
      later(current, delayMs, { ...callback, attempts: 0, firstTriedAt: 0 });
    },
    counts() {
      const { sent, acknowledged, failed, lastFailure } = current;
      return { sent, acknowledged, failed, pending: sent - acknowledged - failed, lastFailure };
    },
    clear() {
      for (const timer of current.timers) clearTimeout(timer);
      current = newRun();
    },
  };
}

/** Null: this was the last attempt. */
function retryAfter(outcome: Attempt, { attempts, firstTriedAt }: Delivery, retryForMs: number): number | null {
  if (outcome.kind !== 'unavailable') return null;
  const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  const waitMs = Math.max(backoffMs, outcome.retryAfterMs);
  return Date.now() + waitMs - firstTriedAt <= retryForMs ? waitMs : null;
}

/** The same failure a thousand times over is one line. */
function fail(run: Run, { fields }: Delivery, reason: string, log: (line: string) => void): void {
  run.failed += 1;
  const { EventType: type = '', Sid: sid = '' } = fields;
  if (run.lastFailure !== reason) log(`taskrouter: callback ${type} ${sid} lost: ${reason}`);
  run.lastFailure = reason;
}
