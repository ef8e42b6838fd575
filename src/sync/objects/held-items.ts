import type { SyncItemPort } from '../client-port';
import { isSameJson } from './json';
import type { Held, PayloadReader } from './payload-reader';
import type { SyncContent } from './sync-object';
import type { SyncIssue } from '../sync-result';

/** What is known of the items of a Map or List: those that match the schema, and why the others do not. */
export interface HeldItems<K extends string | number, T, D> {
  content(): SyncContent<D>;
  /** Whether Sync has such an item, valid or not. */
  has(key: K): boolean;
  take(key: K, item: SyncItemPort): void;
  drop(key: K): void;
  /** Every item there is was read, `found`; of those in `changedMeanwhile` an event told something newer. */
  complete(found: ReadonlyMap<K, SyncItemPort>, changedMeanwhile: ReadonlySet<K>): void;
  /** Another object under the same name counts its versions anew. */
  startOver(): void;
  /** `value` stands for the item from now on if it says the same, so that what is shown already keeps its identity. */
  adopt(key: K, value: T): void;
  /** `show` has something new to say. */
  redraw(): void;
}

/** @param show data of every valid item, in no order; called only after something changed */
export function createHeldItems<K extends string | number, T, D>(
  reader: PayloadReader<T>,
  show: (items: ReadonlyMap<K, T>) => D,
): HeldItems<K, T, D> {
  const issues = new Map<K, SyncIssue>();
  const items = new Map<K, Held<T>>();
  /** Rebuilt when read after a change, so that a burst of events costs one new collection. */
  let data: D | undefined;
  let [isStale, isLoaded] = [false, false];

  function take(key: K, { data: itemData, revision }: SyncItemPort): void {
    const before = items.get(key);
    const read = reader.read({ key, data: itemData, revision }, before);
    if (read.kind === 'issue') {
      drop(key);
      issues.set(key, read.issue);
      return;
    }
    issues.delete(key);
    items.set(key, read.held);
    isStale ||= before === undefined || before.value !== read.held.value;
  }

  function drop(key: K): void {
    issues.delete(key);
    isStale = items.delete(key) || isStale;
  }

  return {
    content() {
      if (isLoaded && isStale) {
        data = show(new Map([...items].map(([key, { value }]) => [key, value])));
        isStale = false;
      }
      return { data, issues: [...issues.values()], invalid: null };
    },
    has: (key) => items.has(key) || issues.has(key),
    take,
    drop,
    complete(found, changedMeanwhile) {
      for (const [key, item] of found) if (!changedMeanwhile.has(key)) take(key, item);
      for (const key of [...items.keys(), ...issues.keys()]) {
        if (!found.has(key) && !changedMeanwhile.has(key)) drop(key);
      }
      isStale ||= !isLoaded;
      isLoaded = true;
    },
    startOver() {
      for (const [key, { value }] of items) items.set(key, { value, v: undefined });
    },
    adopt(key, value) {
      const held = items.get(key);
      if (held !== undefined && isSameJson(held.value, value)) items.set(key, { value, v: held.v });
      isStale = true;
    },
    redraw() {
      isStale = true;
    },
  };
}
