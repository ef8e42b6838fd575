import type { SyncMapItemPort, SyncMapPort } from '../sync';
import type { FakeCollection, FakePaging } from './fake-collection';
import type { FakeEmitter } from './fake-emitter';
import { sdkError } from './sdk-error';

export interface FakeMapPortOptions {
  readonly sid: string;
  readonly items: FakeCollection<'key', string>;
  readonly emitter: FakeEmitter;
  readonly close: () => void;
  readonly paging: FakePaging;
  /** A write arrives; what it throws is what the write rejects with. */
  readonly arriving: () => void;
}

const NO_ITEM: Omit<SyncMapItemPort, 'key'> = { data: {}, revision: '-1' };

/** An open Map that writes as the SDK does: later than the call, and its own event before the promise. */
export function createFakeMapPort({ sid, items, emitter, close, paging, arriving }: FakeMapPortOptions): SyncMapPort {
  async function write<R>(carryOut: () => R): Promise<R> {
    await Promise.resolve();
    arriving();
    const result = carryOut();
    // The SDK's promise settles some microtasks after its event.
    for (let n = 0; n < 5; n += 1) await Promise.resolve();
    return result;
  }

  const port: SyncMapPort = {
    sid,
    on: emitter.on,
    close,
    getItems: () => Promise.resolve(items.page(0, paging)),
    set: (key, data) => write(() => items.put(key, data, emitter)),
    async mutate(key, mutator) {
      const { data, revision } = items.get(key) ?? NO_ITEM;
      // The SDK's typings lack the null that leaves the item alone.
      const next = mutator(JSON.parse(JSON.stringify(data)) as object) as object | null;
      if (next === null) return { key, data, revision };
      const written = await write(() =>
        (items.get(key) ?? NO_ITEM).revision === revision ? items.put(key, next, emitter) : null,
      );
      return written ?? port.mutate(key, mutator);
    },
    remove: (key) =>
      write(() => {
        if (items.get(key) === undefined) throw sdkError('The specified Map Item does not exist', 404, 54201);
        items.remove(key, emitter);
      }),
  };
  return port;
}
