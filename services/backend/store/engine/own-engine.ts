import { PGlite } from '@electric-sql/pglite';
import { DURABLE_PARAMETERS, DurableNodeFS } from './durable-node-fs';
import type { WireEngine } from './wire-engine';

/** The database of a folder, in the thread that asks for it. */
export function openOwnEngine(folder: string): WireEngine {
  const engine = new PGlite({
    fs: new DurableNodeFS(folder),
    startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...DURABLE_PARAMETERS],
  });
  return {
    ready: engine.waitReady,
    exchange: (messages) => exchangeWith(engine, messages),
    close: () => engine.close(),
    // The next message to it could keep the thread for ever.
    abandon: () => undefined,
  };
}

/**
 * The answer to messages, unread. `execProtocolRaw` of PGlite 0.5.16 reads each answer, too, and keeps every message that it
 * read until the engine is closed: a backend's memory would grow with each row that it is told.
 */
export async function exchangeWith(
  engine: Pick<PGlite, 'execProtocolRawStream'>,
  messages: Uint8Array,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await engine.execProtocolRawStream(messages, {
    onRawData: (part) => {
      // A view of the engine's memory, which it goes on to write to.
      parts.push(part.slice());
    },
  });
  const answer = new Uint8Array(parts.reduce((bytes, { length }) => bytes + length, 0));
  let at = 0;
  for (const part of parts) {
    answer.set(part, at);
    at += part.length;
  }
  return answer;
}
