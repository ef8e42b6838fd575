import type { Truth } from '../../../e2e/support/control-plane';

/** Counts that never fall within a day, and that both views show. */
export type Counter = 'offered' | 'answered';

/** A cell came to show a count: `at`, in Unix milliseconds, the frame after it was drawn. */
export interface ShownCount {
  readonly queueSid: string;
  readonly counter: Counter;
  readonly count: number;
  readonly at: number;
}

export interface Delays {
  /** From the event in TaskRouter to the frame that shows it, in milliseconds. */
  readonly delaysMs: readonly number[];
  /** Events of the watched cells that were not shown. */
  readonly unseen: number;
}

/**
 * How long each event took to the screen. The rule: each adds one to one count of its queue, so a cell that came to show n
 * shows the first n of them, however many of them it shows at once.
 *
 * @param shown in the order of time; the first of a cell says only what was there before
 * @param window Unix milliseconds between which events count
 */
export function delaysOf(
  truth: Truth,
  shown: readonly ShownCount[],
  window: { readonly from: number; readonly to: number },
): Delays {
  const happened = instantsOf(truth);
  const reached = new Map<string, number>();
  const delaysMs: number[] = [];
  for (const { queueSid, counter, count, at } of shown) {
    const key = `${counter} ${queueSid}`;
    const before = reached.get(key);
    reached.set(key, Math.max(count, before ?? 0));
    if (before === undefined) continue;
    const carried = (happened.get(key) ?? []).slice(before, count);
    delaysMs.push(...carried.filter((instant) => isIn(instant, window)).map((instant) => at - instant));
  }
  const unseen = [...reached].flatMap(([key, count]) =>
    (happened.get(key) ?? []).slice(count).filter((instant) => isIn(instant, window)),
  );
  return { delaysMs, unseen: unseen.length };
}

const isIn = (instant: number, { from, to }: { readonly from: number; readonly to: number }): boolean =>
  instant >= from && instant < to;

/** When each count of each queue went up, by counter and queue. */
function instantsOf({ tasks }: Truth): ReadonlyMap<string, readonly number[]> {
  const instants = new Map<string, number[]>();
  const add = (counter: Counter, queueSid: string, at: string | undefined): void => {
    if (at === undefined) return;
    const key = `${counter} ${queueSid}`;
    instants.set(key, [...(instants.get(key) ?? []), Date.parse(at)]);
  };
  for (const { visits } of tasks) {
    for (const { queueSid, enteredAt, leftAt, why } of visits) {
      add('offered', queueSid, enteredAt);
      if (why === 'answered') add('answered', queueSid, leftAt);
    }
  }
  for (const each of instants.values()) each.sort((a, b) => a - b);
  return instants;
}
