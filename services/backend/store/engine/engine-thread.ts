import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../error-code';
import type { FromEngine, ToEngine } from './engine-messages';
import { openOwnEngine } from './own-engine';

// The thread of the embedded engine: what it is told is done in order.

if (parentPort === null || typeof workerData !== 'string') {
  throw new Error('This file is run by the backend, in a thread of its own');
}
const port = parentPort;
const engine = openOwnEngine(workerData);

function tell(message: FromEngine): void {
  port.postMessage(message, message.kind === 'done' && message.answer !== null ? [message.answer.buffer] : []);
}

async function answering(work: () => Promise<Uint8Array | null>): Promise<void> {
  try {
    tell({ kind: 'done', answer: ownBytes(await work()) });
  } catch (error) {
    tell({ kind: 'failed', reason: messageOf(error) });
  }
}

/** The bytes alone, which can be handed over: an answer may be a part of a larger buffer. */
function ownBytes(bytes: Uint8Array | null): Uint8Array<ArrayBuffer> | null {
  if (bytes === null) return null;
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength;
  return isWhole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

async function close(): Promise<null> {
  await engine.close();
  port.unref();
  return null;
}

let last = answering(() => engine.ready.then(() => null));
port.on('message', (told: ToEngine) => {
  last = last.then(() => answering(() => (told === 'close' ? close() : engine.exchange(told))));
});
