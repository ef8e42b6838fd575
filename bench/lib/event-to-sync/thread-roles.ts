import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What a thread allocates is garbage soon: a small young generation would be collected all the time. */
const YOUNG_GENERATION_MB = 256;

/** Has `script` do a part of the work in a thread of its own; it finds in `workerData` which. */
export const startThread = (script: string, workerData: object): Worker =>
  new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });

/** What the thread says next. @throws the error that ended it */
export async function nextMessage<T>(thread: Worker): Promise<T> {
  const [message] = (await once(thread, 'message')) as [T];
  return message;
}

/** Milliseconds since 1970 with their fractions, the same in every thread of this machine. */
export const instantNow = (): number => performance.timeOrigin + performance.now();
