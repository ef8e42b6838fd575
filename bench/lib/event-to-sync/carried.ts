import type { Counts, Update } from './board-watch';
import { STEPS, type DueEvent } from './event-load';

/**
 * When the SDK brought each event, in Unix milliseconds; NaN for those it did not bring.
 *
 * The rule: each event adds one to one count of its queue's Document, and no event takes one away. So when a Document has
 * come to count n of a step more than before the load, it carries the first n events of that step and queue that the
 * service accepted, however many of them one write carries. Events of one queue are taken in the order in which they were
 * sent; where the service commits two in the other order, their delays are exchanged, and the sum of both is right.
 *
 * @param accepted positions of the events that were accepted
 * @param before what each Document said before the load, by queue
 */
export function carriedAt(
  events: readonly DueEvent[],
  accepted: readonly number[],
  before: ReadonlyMap<number, Counts>,
  updates: readonly Update[],
): Float64Array {
  const at = new Float64Array(events.length).fill(NaN);
  const waiting = new Map<string, number[]>();
  for (const position of accepted) {
    const event = events[position];
    if (event === undefined || event.step === null) continue;
    const key = `${event.step} ${String(event.queue)}`;
    const line = waiting.get(key);
    if (line === undefined) waiting.set(key, [position]);
    else line.push(position);
  }
  const reached = new Map<string, number>();
  for (const { queue, at: seenAt, counts } of updates) {
    for (const step of STEPS) {
      const key = `${step} ${String(queue)}`;
      const [line, from] = [waiting.get(key), reached.get(key) ?? 0];
      const to = Math.min(line?.length ?? 0, counts[step] - (before.get(queue)?.[step] ?? 0));
      if (line === undefined || to <= from) continue;
      for (const position of line.slice(from, to)) at[position] = seenAt;
      reached.set(key, to);
    }
  }
  return at;
}
