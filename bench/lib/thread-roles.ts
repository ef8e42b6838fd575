import { Worker } from 'node:worker_threads';

/** Has `script` do a part of the work in a thread of its own; it finds in `workerData` which. */
export function startThread(script: string, workerData: object): Worker {
  const thread = new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 256 } });
  thread.once('error', (error) => {
    throw error;
  });
  return thread;
}

/** What the thread says next. */
export const nextMessage = <T>(thread: Worker): Promise<T> =>
  new Promise((resolve) =>
    thread.once('message', (message: T) => {
      resolve(message);
    }),
  );

/** Milliseconds since 1970 with their fractions, the same in every thread of this machine. */
export const instantNow = (): number => performance.timeOrigin + performance.now();
