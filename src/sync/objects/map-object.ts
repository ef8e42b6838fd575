import type { SyncMapRef } from '../../contract';
import type { SyncMapItemPort, SyncMapPort } from '../client-port';
import { createCollection } from './collection-object';
import { createPendingWrites, type PendingWrite } from './pending-writes';
import { toSyncError } from '../sync-error';
import type { SyncObject } from './sync-object';
import { createTurns } from './turns';
import type { SyncIssue } from '../sync-result';

/** Where a write reaches Sync. */
export interface MapTarget {
  readonly port: SyncMapPort;
  /** Whether the Map has such an item, valid or not. */
  has(key: string): boolean;
}

/** A write, and how it is sent. */
export interface MapWrite<T> extends PendingWrite<T> {
  /** @returns the item as Sync has it now, `removed`, or null when nothing was written */
  readonly send: (target: MapTarget) => Promise<SyncMapItemPort | 'removed' | null>;
}

/** A Map: its data is every item that matches the schema, by key, with the writes under way laid over it. */
export interface MapObject<T> extends SyncObject<ReadonlyMap<string, T>> {
  /**
   * Shows the write at once, and sends it when the Map is open and earlier writes to its key are through.
   * @param whenOpen rejects with a SyncError when the Map cannot be opened now
   * @throws SyncError
   */
  write(write: MapWrite<T>, whenOpen: () => Promise<void>, onChange: () => void): Promise<void>;
}

/** What remains of an item that was removed. */
interface GoneItem {
  readonly key: string;
}

export function createMapObject<T>(ref: SyncMapRef<T>, onIssue: (issue: SyncIssue) => void): MapObject<T> {
  const writes = createPendingWrites<T>();
  const inTurn = createTurns();
  let shown: ReadonlyMap<string, T> | undefined;
  const collection = createCollection<string, SyncMapItemPort, GoneItem, SyncMapPort, T, ReadonlyMap<string, T>>({
    schema: ref.schema,
    onIssue,
    open: (client) => client.map({ id: ref.uniqueName, mode: 'open_existing' }),
    keyOf: ({ key }) => key,
    show(items) {
      const next = writes.over(items);
      // An acknowledged write says what was shown already.
      if (shown === undefined || !isSameMap(next, shown)) shown = next;
      return shown;
    },
    // The event of an acknowledgement comes before its promise: between the two, the write would be laid over itself.
    onOwnWrite(key) {
      const acknowledged = writes.first(key);
      if (acknowledged !== undefined) end(acknowledged);
    },
  });

  /** Without effect for a write that has ended. */
  function end(write: PendingWrite<T>): void {
    const value = writes.remove(write);
    if (value !== undefined) collection.adopt(write.key, value);
    collection.redraw();
  }

  async function send(write: MapWrite<T>): Promise<void> {
    const port = collection.port();
    if (port === undefined) throw new Error('The Map was closed before it could be written');
    const item = await write.send({ port, has: (key) => collection.has(key) });
    // The SDK tells nobody of an item that it met only while it solved a conflict.
    if (item === 'removed') collection.drop(write.key);
    else if (item !== null) collection.take(write.key, item);
  }

  return {
    requests: collection.requests,
    content: () => collection.content(),
    open: (...request) => collection.open(...request),
    async write(write, whenOpen, onChange) {
      writes.add(write);
      collection.redraw();
      onChange();
      await inTurn(write.key, async () => {
        try {
          await whenOpen();
          await send(write).catch((error: unknown) => {
            throw toSyncError(error, ref.uniqueName);
          });
        } finally {
          end(write);
          onChange();
        }
      });
    },
  };
}

function isSameMap(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && b.get(key) === value);
}
