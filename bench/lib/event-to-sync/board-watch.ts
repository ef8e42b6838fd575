import { parentPort } from 'node:worker_threads';
import { Client } from 'twilio-sync';
import type { QueueDocument } from '../../../src/contract';
import type { Step } from './event-load';
import { decodeNatively } from '../native-decoding';
import { queueSidOf } from '../queues';
import { instantNow } from './thread-roles';

/** What the watching thread is given. */
export interface WatchPart {
  readonly role: 'watch';
  readonly token: string;
  readonly twilsockUri: string;
  readonly queues: number;
}

/** What a Document says of each step. */
export type Counts = Readonly<Record<Step, number>>;

/** An event of the SDK that brought a Document. */
export interface Update {
  readonly queue: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly counts: Counts;
}

/** What came since it was asked last. */
export interface Seen {
  readonly updates: readonly Update[];
  /** The longest time in which the thread did nothing else: the SDK itself costs as much as it costs. */
  readonly stallMs: number;
}

type Shown = Pick<QueueDocument, 'now' | 'today'>;

/**
 * How many tasks of the queue took each step today, as far as the Document knows. A task that waits has not been reserved,
 * and one that wraps up or was handled has come to its wrap-up: no task of a load is canceled or transferred.
 */
const countsOf = ({ now, today }: Shown): Counts => ({
  entered: today.offered,
  reserved: today.offered - now.queued,
  accepted: today.answered,
  wrapping: now.wrapping + today.handled,
  handled: today.handled,
  completed: today.completed,
});

/** Subscribes to the Documents with the genuine SDK, tells their first state, and then what came whenever it is asked. */
export async function watchBoard({ token, twilsockUri, queues }: WatchPart): Promise<void> {
  // Node's own WebSocket never reports a failed handshake (nodejs/undici#3546); the SDK takes `ws` when there is none.
  Reflect.deleteProperty(globalThis, 'WebSocket');
  decodeNatively();
  const client = new Client(token, { Twilsock: { uri: twilsockUri } });
  let updates: Update[] = [];
  const numbers = Array.from({ length: queues }, (_each, index) => index + 1);
  const first = await Promise.all(
    numbers.map(async (queue): Promise<Update> => {
      const document = await client.document({ id: `queue.${queueSidOf(queue)}`, mode: 'open_existing' });
      document.on('updated', ({ data }: { readonly data: unknown }) => {
        updates.push({ queue, at: instantNow(), counts: countsOf(data as Shown) });
      });
      return { queue, at: instantNow(), counts: countsOf(document.data as Shown) };
    }),
  );
  let [stallMs, last] = [0, performance.now()];
  setInterval(() => {
    const now = performance.now();
    [stallMs, last] = [Math.max(stallMs, now - last - 20), now];
  }, 20);
  parentPort?.on('message', () => {
    parentPort?.postMessage({ updates, stallMs } satisfies Seen);
    [updates, stallMs] = [[], 0];
  });
  parentPort?.postMessage({ updates: first, stallMs: 0 } satisfies Seen);
}
