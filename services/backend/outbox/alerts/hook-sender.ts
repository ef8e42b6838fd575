import type { Clock } from '../../base/clock';
import { timedSignature } from '../../base/keyed-hash';
import type { Logger } from '../../base/log';
import { PostFailed, type PublicPost } from '../../base/public-post';
import { repeat, type Repeated } from '../../base/repeat';
import { hookHeaders, nextAttemptAt } from '../../domain/alerts/alert-hooks';
import type { HookTarget } from '../../store/alerts/alert-hooks';
import {
  leaseDueHooks,
  nextDelivery,
  nextDueAt,
  recordNotTaken,
  recordTaken,
  releaseHook,
  type HookDelivery,
} from '../../store/alerts/hook-deliveries';
import type { Database } from '../../store/database';
import { inTransaction } from '../../store/transaction';

export interface HookSenderOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly post: PublicPost;
  /** Told of each attempt. */
  readonly onOutcome: (outcome: 'taken' | 'not-taken' | 'given-up') => void;
}

/** What another process was told of and left; of its own a process is told. */
const LONGEST_REST_MS = 30_000;
const LEASE_MS = 60_000;
/** Then the rest is another turn's: with the longest attempt it ends well within the lease. */
const TURN_MS = 30_000;

/**
 * Sends what webhooks are to be told: when it is told that there is something (`again`), when a message is due, and after a
 * rest. Each has its own turn, so that one that is slow keeps no other waiting; a turn is a lease
 * in the database, so that of several processes one sends. What a process that died had sent may be sent again: it has the
 * same id. After a failure the turn ends, and the message waits, with all later ones about its alert.
 */
export function startHookSender({ database, clock, log, post, onOutcome }: HookSenderOptions): Repeated {
  const db = database.kysely;
  const stop = new AbortController();
  const turns = new Set<Promise<void>>();
  let restMs = LONGEST_REST_MS;

  async function attempt(hook: HookTarget, delivery: HookDelivery): Promise<boolean> {
    const reason = await reasonAgainst(hook, delivery);
    if (stop.signal.aborted && reason !== null) return false;
    const nowMs = clock.now();
    if (reason === null) {
      await inTransaction(db, (trx) => recordTaken(trx, hook.id, delivery, nowMs));
      onOutcome('taken');
      return true;
    }
    const againAt = nextAttemptAt(delivery.attempts + 1, delivery.createdAt, nowMs);
    await inTransaction(db, (trx) => recordNotTaken(trx, hook.id, delivery, { reason, nowMs, againAt }));
    onOutcome(againAt === null ? 'given-up' : 'not-taken');
    if (againAt === null) log.error({ hookId: hook.id, reason }, 'a webhook did not take an alert for a day');
    return false;
  }

  /** Null when the receiver took it. */
  async function reasonAgainst({ url, secret }: HookTarget, delivery: HookDelivery): Promise<string | null> {
    try {
      const headers = hookHeaders(delivery, timedSignature(secret, delivery.body, clock.now()));
      const { status } = await post({ url, headers, body: delivery.body, signal: stop.signal });
      return status >= 200 && status < 300 ? null : `It answered ${status}.`;
    } catch (error) {
      if (error instanceof PostFailed) return error.message;
      throw error;
    }
  }

  async function turn(hook: HookTarget): Promise<void> {
    const endMs = clock.now() + TURN_MS;
    try {
      for (let isTaken = true; isTaken && !stop.signal.aborted && clock.now() < endMs;) {
        const delivery = await nextDelivery(db, hook.id, clock.now());
        if (delivery === null) break;
        isTaken = await attempt(hook, delivery);
      }
      await releaseHook(db, hook.id);
    } catch (error) {
      // The lease runs out by itself.
      log.error({ err: error, hookId: hook.id }, 'the turn of a webhook failed');
    }
  }

  const looks = repeat({ clock, log, name: 'webhooks of alerts', intervalMs: () => restMs }, async () => {
    const nowMs = clock.now();
    for (const hook of await leaseDueHooks(db, nowMs, nowMs + LEASE_MS)) {
      const running = turn(hook).finally(() => {
        turns.delete(running);
        // What is due next is known now.
        if (!stop.signal.aborted) looks.again();
      });
      turns.add(running);
    }
    const dueAt = await nextDueAt(db, nowMs);
    restMs = Math.min(LONGEST_REST_MS, dueAt === null ? Infinity : Math.max(0, dueAt - clock.now()));
  });
  return {
    again: looks.again,
    close: async () => {
      stop.abort();
      await looks.close();
      await Promise.all(turns);
    },
  };
}
