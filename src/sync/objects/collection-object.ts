import type { Schema } from '../../contract';
import type { SyncClientPort, SyncCollectionPort, SyncItemPort } from '../client-port';
import { createHeldItems, type HeldItems } from './held-items';
import { createPayloadReader } from './payload-reader';
import { readPages } from './read-pages';
import { followObject, type SyncObject, type SyncObjectEvents } from './sync-object';
import type { SyncIssue } from '../sync-result';

/**
 * How many pages there are is known when the last has come. At seven, two small collections open at once, and of a
 * library of many Lists four are read at a time.
 */
const REQUESTS = 7;

/** What tells a Map from a List. */
export interface CollectionKind<K extends string | number, Item extends SyncItemPort, Gone, Port, T, D> {
  readonly schema: Schema<T>;
  readonly onIssue: (issue: SyncIssue) => void;
  open(client: SyncClientPort): Promise<Port & SyncCollectionPort<Item, Gone>>;
  keyOf(each: Item | Gone): K;
  /** Data of every valid item, in no order; called only after something changed. */
  show(items: ReadonlyMap<K, T>): D;
  /** A write of this client was acknowledged; the item is as it was written. */
  onOwnWrite?(key: K): void;
}

/** Items that follow those of a Sync Map or List. */
export interface Collection<K extends string | number, Port, T, D>
  extends SyncObject<D>, Pick<HeldItems<K, T, D>, 'has' | 'take' | 'drop' | 'adopt' | 'redraw'> {
  /** The open Map or List; undefined while it is not open. */
  port(): Port | undefined;
}

/** What Maps and Lists share: complete pages, events that win over them, checked copies, kept identity. */
export function createCollection<K extends string | number, Item extends SyncItemPort, Gone, Port, T, D>(
  kind: CollectionKind<K, Item, Gone, Port, T, D>,
): Collection<K, Port, T, D> {
  const items = createHeldItems<K, T, D>(createPayloadReader(kind.schema, kind.onIssue), (valid) => kind.show(valid));
  let sid: string | undefined;
  let openPort: Port | undefined;

  return {
    ...items,
    requests: REQUESTS,
    port: () => openPort,
    async open(client, events, isWanted) {
      const port = await kind.open(client);
      const close = (): void => {
        if (openPort === port) openPort = undefined;
        port.close();
      };
      if (!isWanted()) {
        close();
        return close;
      }
      if (sid !== undefined && sid !== port.sid) items.startOver();
      sid = port.sid;
      const heard = listen(kind, port, items, events);
      try {
        // Shows the whole at once: never a part, and never an older item than an event brought.
        const found = await readPages(port, (item) => kind.keyOf(item), isWanted);
        if (found !== null) items.complete(found, heard.changed);
      } catch (error) {
        close();
        throw error;
      }
      heard.forget();
      if (isWanted()) openPort = port;
      else close();
      return close;
    },
  };
}

/** Takes over what events tell, and keeps the keys that they were about until those are to be forgotten. */
function listen<K extends string | number, Item extends SyncItemPort, Gone, Port, T, D>(
  kind: CollectionKind<K, Item, Gone, Port, T, D>,
  port: SyncCollectionPort<Item, Gone>,
  items: HeldItems<K, T, D>,
  events: SyncObjectEvents,
): { readonly changed: ReadonlySet<K>; readonly forget: () => void } {
  const changed = new Set<K>();
  let isKept = true;
  const heard = (key: K, isLocal: boolean): void => {
    if (isKept) changed.add(key);
    if (isLocal) kind.onOwnWrite?.(key);
    events.onChange();
  };
  const onItem = ({ item, isLocal }: { readonly item: Item; readonly isLocal: boolean }): void => {
    const key = kind.keyOf(item);
    items.take(key, item);
    heard(key, isLocal);
  };
  port.on('itemAdded', onItem);
  port.on('itemUpdated', onItem);
  port.on('itemRemoved', (gone) => {
    const key = kind.keyOf(gone);
    items.drop(key);
    heard(key, gone.isLocal);
  });
  followObject(port, events);
  return {
    changed,
    forget: () => {
      isKept = false;
      changed.clear();
    },
  };
}
