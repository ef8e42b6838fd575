import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';

export interface SharedAnswersOptions {
  readonly now: () => number;
  /** An answer is this old at most. */
  readonly sharedMs: number;
}

interface Shared<Answer> {
  readonly since: number;
  readonly answer: Promise<Answer>;
}

/** Asks once for all supervisors who look at the same queues within a while; the order of the queues does not matter. */
export function createSharedAnswers<Answer>(
  { now, sharedMs }: SharedAnswersOptions,
  ask: (sids: readonly TaskQueueSid[]) => Promise<Answer>,
): (sids: readonly TaskQueueSid[]) => Promise<Answer> {
  const shared = new Map<string, Shared<Answer>>();
  return (sids) => {
    for (const [key, { since }] of shared) if (Math.abs(now() - since) >= sharedMs) shared.delete(key);
    const sorted = [...new Set(sids)].sort();
    const key = sorted.join(' ');
    const found = shared.get(key);
    if (found !== undefined) return found.answer;
    const answer = ask(sorted);
    shared.set(key, { since: now(), answer });
    // The next one asks again.
    answer.catch(() => shared.delete(key));
    return answer;
  };
}
