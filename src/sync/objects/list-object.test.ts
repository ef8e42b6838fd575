import fc from 'fast-check';
import * as v from 'valibot';
import { defineSyncList } from '../../contract';
import type { SyncClientPort, SyncListItemPort, SyncListPort, SyncPagePort } from '../client-port';
import { createListObject, type SyncListEntry } from './list-object';
import type { SyncObject } from './sync-object';

const Row = v.object({ n: v.number() });
const PAGE = 3;

/** A List whose pages and events come in the order that the test says. */
class ListPort implements SyncListPort {
  readonly sid = 'ES1';
  readonly items = new Map<number, SyncListItemPort>();
  /** Runs between two pages. */
  beforeNextPage: () => void = () => undefined;
  private readonly listeners = new Map<string, (payload: never) => void>();
  private revision = 0;

  on(event: string, listener: (payload: never) => void): void {
    this.listeners.set(event, listener);
  }
  close(): void {
    this.listeners.clear();
  }
  getItems(): Promise<SyncPagePort<SyncListItemPort>> {
    return Promise.resolve(this.page(-1));
  }
  put(index: number, n: number): void {
    this.revision += 1;
    const item = { index, data: { n }, revision: String(this.revision) };
    this.emit(this.items.has(index) ? 'itemUpdated' : 'itemAdded', { item, isLocal: false });
    this.items.set(index, item);
  }
  remove(index: number): void {
    this.items.delete(index);
    this.emit('itemRemoved', { index, isLocal: false });
  }
  private emit(event: string, payload: object): void {
    this.listeners.get(event)?.(payload as never);
  }
  /** As in Sync, a page begins behind the last item of the one before, whatever became of that. */
  private page(after: number): SyncPagePort<SyncListItemPort> {
    const left = [...this.items.values()].filter(({ index }) => index > after).sort((a, b) => a.index - b.index);
    const items = left.slice(0, PAGE);
    return {
      items,
      hasNextPage: left.length > PAGE,
      nextPage: () => {
        this.beforeNextPage();
        return Promise.resolve(this.page(items.at(-1)?.index ?? after));
      },
    };
  }
}

type List = SyncObject<readonly SyncListEntry<v.InferOutput<typeof Row>>[]>;
const pairs = (list: List): unknown => list.content().data?.map(({ index, value }) => [index, value.n]);

async function open(port: ListPort): Promise<List> {
  const list = createListObject(defineSyncList('rows', Row), () => undefined);
  const client: Pick<SyncClientPort, 'list'> = { list: () => Promise.resolve(port) };
  const [ignore, isWanted] = [() => undefined, () => true];
  const events = { onChange: ignore, onRemoved: ignore, onFailure: ignore, onSubscription: ignore };
  // A List asks a client for nothing else.
  await list.open(client as SyncClientPort, events, isWanted);
  return list;
}

it('[R4] lets an event that arrives between two pages win over the pages', async () => {
  const port = new ListPort();
  for (let n = 0; n < 5; n += 1) port.put(n, n);
  port.beforeNextPage = () => {
    port.put(0, 100);
    port.remove(4);
    port.put(9, 9);
  };
  expect(pairs(await open(port))).toEqual([
    [0, 100],
    [1, 1],
    [2, 2],
    [3, 3],
    [9, 9],
  ]);
});

it('[R6] takes the second of two removals of one item calmly', async () => {
  const port = new ListPort();
  port.put(0, 1);
  const list = await open(port);
  port.remove(0);
  const { data } = list.content();
  expect(data).toEqual([]);
  port.remove(0);
  expect(list.content().data).toBe(data);
});

it('shows what Sync holds, in its order, after any changes, during the pages or after them', async () => {
  const change = fc.record({ at: fc.nat(12), n: fc.option(fc.nat(9)) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(30), async (changes, loadedAfter) => {
      const port = new ListPort();
      const apply = ({ at, n }: (typeof changes)[number]): void => {
        if (n === null) port.remove(at);
        else port.put(at, n);
      };
      for (const each of changes.slice(0, loadedAfter)) apply(each);
      const later = changes.slice(loadedAfter);
      port.beforeNextPage = () => {
        const next = later.shift();
        if (next !== undefined) apply(next);
      };
      const list = await open(port);
      for (const each of later) apply(each);
      const held = [...port.items].map(([index, { data }]) => [index, (data as { n: number }).n] as const);
      expect(pairs(list)).toEqual(held.sort(([a], [b]) => a - b));
    }),
    { numRuns: 200 },
  );
});
