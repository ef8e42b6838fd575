import type { SyncListRef } from '../../contract';
import type { SyncListItemPort, SyncListPort } from '../client-port';
import { createCollection } from './collection-object';
import type { SyncObject } from './sync-object';
import type { SyncIssue } from '../sync-result';

/** An item of a List. The index names it for as long as the List exists: it is never given again. */
export interface SyncListEntry<T> {
  readonly index: number;
  readonly value: T;
}

/** A List: its data is every item that matches the schema, by ascending index. */
export function createListObject<T>(
  ref: SyncListRef<T>,
  onIssue: (issue: SyncIssue) => void,
): SyncObject<readonly SyncListEntry<T>[]> {
  let shown: ReadonlyMap<number, SyncListEntry<T>> = new Map();

  return createCollection<
    number,
    SyncListItemPort,
    { readonly index: number },
    SyncListPort,
    T,
    readonly SyncListEntry<T>[]
  >({
    schema: ref.schema,
    onIssue,
    open: (client) => client.list({ id: ref.uniqueName, mode: 'open_existing' }),
    keyOf: ({ index }) => index,
    show(items) {
      const entries = [...items]
        .sort(([a], [b]) => a - b)
        .map(([index, value]) => {
          const before = shown.get(index);
          return before?.value === value ? before : Object.freeze({ index, value });
        });
      shown = new Map(entries.map((entry) => [entry.index, entry]));
      return Object.freeze(entries);
    },
  });
}
