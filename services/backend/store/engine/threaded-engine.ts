import { Worker } from 'node:worker_threads';
import type { FromEngine, ToEngine } from './engine-messages';
import type { WireEngine } from './wire-engine';

/** Somebody who waits for the thread to say something. */
interface Waiting {
  readonly resolve: (answer: Uint8Array | null) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The database of a folder, in a thread of its own: while it runs a statement, or waits for the disk, this one takes
 * requests and writes to Sync. In one thread the two took turns, and the backend could use one core of many.
 *
 * @param file the bundle of `engine-thread.ts`
 */
export function openThreadedEngine(file: string, folder: string): WireEngine {
  const thread = new Worker(file, { workerData: folder });
  const waiting: Waiting[] = [];
  let ended: Error | null = null;

  const said = (): Promise<Uint8Array | null> =>
    new Promise((resolve, reject) => {
      if (ended === null) waiting.push({ resolve, reject });
      else reject(ended);
    });
  const tell = (message: ToEngine): Promise<Uint8Array | null> => {
    const answer = said();
    thread.postMessage(message, message === 'close' ? [] : [message.buffer]);
    return answer;
  };
  const end = (reason: Error): void => {
    ended ??= reason;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  thread.on('message', (message: FromEngine) => {
    const next = waiting.shift();
    if (message.kind === 'done') next?.resolve(message.answer);
    else next?.reject(new Error(message.reason));
  });
  thread.on('error', end);
  thread.on('exit', () => {
    end(new Error('the thread of the embedded database ended'));
  });

  return {
    ready: said().then(() => undefined),
    exchange: async (messages) => (await tell(new Uint8Array(messages))) ?? new Uint8Array(),
    close: async () => {
      await tell('close');
      await thread.terminate();
    },
    abandon: () => void thread.terminate(),
  };
}
