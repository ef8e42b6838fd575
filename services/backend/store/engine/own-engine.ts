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
    exchange: (messages) => engine.execProtocolRaw(messages),
    close: () => engine.close(),
    // The next message to it could keep the thread for ever.
    abandon: () => undefined,
  };
}
