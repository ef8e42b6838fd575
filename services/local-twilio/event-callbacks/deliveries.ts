import type { CallbackConfig } from './callback-config';
import type { Attempt, Callback, CallbackSender } from './callback-sender';

/** Copies count one by one: two for a duplicated event. `sent` = acknowledged + failed + pending. */
export interface DeliveryCounts {
  readonly sent: number;
  readonly acknowledged: number;
  /** Refused by the receiver (4xx), given up after `retryForMs`, or too many were pending. */
  readonly failed: number;
  readonly pending: number;
  readonly lastFailure: string | null;
}

/** Callbacks on their way: a few at a time, each repeated until it is taken, refused or given up. */
export interface Deliveries {
  /** Sends it when `delayMs` have passed, and not before whoever calls has come to an end. */
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

/** Where deliveries go to and how. */
export interface DeliveryOptions {
  readonly sender: CallbackSender;
  readonly config: () => Pick<CallbackConfig, 'retryForMs' | 'concurrency'>;
  readonly log: (line: string) => void;
  /** Beyond so many pending ones, a new one has failed. */
  readonly mostPending: number;
}

interface Parts extends DeliveryOptions {
  run: Run;
  inFlight: number;
  isPumpDue: boolean;
}

export function createDeliveries(options: DeliveryOptions): Deliveries {
  const parts: Parts = { ...options, run: newRun(), inFlight: 0, isPumpDue: false };
  return {
    add(callback, delayMs) {
      const { run, mostPending } = parts;
      const hasRoom = pendingOf(run) < mostPending;
      run.sent += 1;
      if (hasRoom) later(parts, delayMs, { ...callback, attempts: 0, firstTriedAt: 0 });
      else fail(parts, callback, `${mostPending} are pending`);
    },
    counts() {
      const { sent, acknowledged, failed, lastFailure } = parts.run;
      return { sent, acknowledged, failed, pending: pendingOf(parts.run), lastFailure };
    },
    clear() {
      for (const timer of parts.run.timers) clearTimeout(timer);
      parts.run = newRun();
    },
  };
}

const pendingOf = ({ sent, acknowledged, failed }: Run): number => sent - acknowledged - failed;

function later(parts: Parts, delayMs: number, delivery: Delivery): void {
  const { ready, timers } = parts.run;
  const add = (): void => {
    ready.add(delivery);
    pumpSoon(parts);
  };
  if (delayMs <= 0) {
    add();
    return;
  }
  const timer = setTimeout(() => {
    timers.delete(timer);
    add();
  }, delayMs);
  timers.add(timer);
}

/** Signing and sending cost time that whoever made the event must not lose. */
function pumpSoon(parts: Parts): void {
  if (parts.isPumpDue) return;
  parts.isPumpDue = true;
  setImmediate(() => {
    parts.isPumpDue = false;
    pump(parts);
  });
}

/** Tries what is ready, as far as more may be in flight. */
function pump(parts: Parts): void {
  const { ready } = parts.run;
  for (const delivery of ready) {
    if (parts.inFlight >= parts.config().concurrency) return;
    ready.delete(delivery);
    parts.inFlight += 1;
    void attempt(parts, delivery).finally(() => {
      parts.inFlight -= 1;
      pump(parts);
    });
  }
}

async function attempt(parts: Parts, delivery: Delivery): Promise<void> {
  const { sender, config, run } = parts;
  if (delivery.attempts === 0) delivery.firstTriedAt = Date.now();
  delivery.attempts += 1;
  const outcome = await sender.send(delivery);
  if (run !== parts.run) return;
  const waitMs = retryAfter(outcome, delivery, config().retryForMs);
  if (waitMs !== null) later(parts, waitMs, delivery);
  else if (outcome.kind === 'acknowledged') run.acknowledged += 1;
  else fail(parts, delivery, outcome.reason);
}

/** Null: this was the last attempt. */
function retryAfter(outcome: Attempt, { attempts, firstTriedAt }: Delivery, retryForMs: number): number | null {
  if (outcome.kind !== 'unavailable') return null;
  const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  const waitMs = Math.max(backoffMs, outcome.retryAfterMs);
  return Date.now() + waitMs - firstTriedAt <= retryForMs ? waitMs : null;
}

/** The same failure a thousand times over is one line. */
function fail({ run, log }: Parts, { about }: Callback, reason: string): void {
  run.failed += 1;
  if (run.lastFailure !== reason) log(`${about} lost: ${reason}`);
  run.lastFailure = reason;
}
