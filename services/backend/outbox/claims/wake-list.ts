import { priorityOf } from '../../store/outbox/sync-keys';

/**
 * Objects of which this process knows that they changed, each with the instant from which it may be written again. It
 * saves the wait for the next poll; the database alone decides what is really due, and a poll finds what is lost here.
 * What has low priority waits apart: thousands of its keys must neither hold up the others nor be taken without room for
 * them. Of these, attributes come last, as in the database.
 */
export interface WakeList {
  wake(keys: Iterable<string>): void;
  /** No write of this object before `at`. */
  defer(key: string, at: number): void;
  /** It was claimed otherwise. */
  forget(key: string): void;
  /** Takes out up to `limit` keys that are due, of low priority at most `lowPriority`. */
  takeDue(now: number, limit: number, lowPriority: number): string[];
  /** When the next key is due, of low priority too if `withLowPriority`: an instant before `now` when one is; null when none waits. */
  nextDueAt(now: number, withLowPriority: boolean): number | null;
  /** Whether nothing of low priority waits. */
  readonly isLowPriorityEmpty: boolean;
}

export function createWakeList(): WakeList {
  const watched = new Set<string>();
  const responses = new Set<string>();
  const attributes = new Set<string>();
  const notBefore = new Map<string, number>();
  const queues = [watched, responses, attributes] as const;
  const queueOf = (key: string): Set<string> => queues[priorityOf(key)];

  function take(queue: Set<string>, now: number, limit: number): string[] {
    const due: string[] = [];
    if (limit <= 0) return due;
    for (const key of queue) {
      if ((notBefore.get(key) ?? 0) > now) continue;
      queue.delete(key);
      notBefore.delete(key);
      due.push(key);
      if (due.length === limit) break;
    }
    return due;
  }

  return {
    wake: (keys) => {
      for (const key of keys) queueOf(key).add(key);
    },
    defer: (key, at) => {
      notBefore.set(key, at);
    },
    forget: (key) => {
      queueOf(key).delete(key);
    },
    takeDue: (now, limit, mostLowPriority) => {
      const due = take(watched, now, limit);
      const room = Math.min(mostLowPriority, limit - due.length);
      const ofResponses = take(responses, now, room);
      return [...due, ...ofResponses, ...take(attributes, now, room - ofResponses.length)];
    },
    nextDueAt: (now, withLowPriority) => {
      let next: number | null = null;
      for (const queue of withLowPriority ? queues : [watched]) {
        for (const key of queue) {
          next = Math.min(next ?? Infinity, notBefore.get(key) ?? 0);
          if (next <= now) return next;
        }
      }
      return next;
    },
    get isLowPriorityEmpty() {
      return responses.size + attributes.size === 0;
    },
  };
}
