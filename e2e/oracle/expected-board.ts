import { isDeepStrictEqual } from 'node:util';
import type { Health, Truth } from '../support/control-plane';
import { readDocument } from '../support/sync-rest';
import { queueFigures, type QueueFigures } from './queue-figures';

type QueueData = QueueFigures & { at: string; asOf: string; v: number };

/** A difference between what stands in Sync and the truth, in words. */
export type Difference = string;

/** Reads every queue's Document and says which are not what `truth` makes of them now. */
export async function wrongDocuments(health: Health, truth: Truth, timeZone: string): Promise<readonly Difference[]> {
  const heartbeat = await readDocument<{ asOf: string | null }>(health, 'backend-heartbeat');
  const at = Math.max(Date.now(), Date.parse(heartbeat?.asOf ?? truth.at));
  const differences: Difference[] = [];
  for (const { sid, name } of truth.queues) {
    const found = await readDocument<QueueData>(health, `queue.${sid}`);
    const expected = queueFigures(truth, sid, at, timeZone);
    const comparable = found && { now: found.now, last30Minutes: found.last30Minutes, today: found.today };
    if (isDeepStrictEqual(comparable, expected)) continue;
    const [wanted, read] = [JSON.stringify(expected), JSON.stringify(comparable)];
    differences.push(`${name} at ${new Date(at).toISOString()}: expected ${wanted}\n  found ${read}`);
  }
  return differences;
}

/** As {@link wrongDocuments}, of the live figures alone: what happened unseen may be told with an estimated instant. */
export async function wrongLiveFigures(health: Health, truth: Truth): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const { sid, name } of truth.queues) {
    const found = await readDocument<QueueData>(health, `queue.${sid}`);
    const { now } = queueFigures(truth, sid, Date.now(), 'UTC');
    if (!isDeepStrictEqual(found?.now, now)) {
      differences.push(`${name} now: expected ${JSON.stringify(now)}\n  found ${JSON.stringify(found?.now)}`);
    }
  }
  return differences;
}
