import * as v from 'valibot';
import { defineSyncMap, type SyncMapRef } from '../../contract';
import { isLive, watch, wireSuite, type WireUser } from '../../testing/wire-suite';
import type { SyncMapWriter, SyncStore } from '..';

const Note = v.object({ n: v.number() });
type Note = v.InferOutput<typeof Note>;
const { freshName, objects, wireTest } = wireSuite();

/** A Map that a user may write, and reads. */
interface Notes {
  readonly ref: SyncMapRef<Note>;
  readonly store: SyncStore;
  readonly writer: SyncMapWriter<Note>;
  readonly item: (key: string) => Note | undefined;
  /** What readers of the Map see now, what they have seen, and what Sync holds. */
  readonly shown: () => unknown;
  readonly seen: () => readonly unknown[];
  readonly stored: () => Promise<unknown>;
  readonly until: (accept: (notes: ReadonlyMap<string, Note>) => boolean) => Promise<unknown>;
}

const freshMap = (): SyncMapRef<Note> => defineSyncMap(freshName(), Note);

async function openNotes(
  me: WireUser,
  items: Readonly<Record<string, unknown>> = { a: { n: 1 } },
  rights: 'read' | 'write' = 'write',
): Promise<Notes> {
  const ref = freshMap();
  await objects.createMap(ref, items);
  await objects.grant(ref, me, rights);
  const store = me.start();
  const source = store.map(ref);
  const notes = watch(source);
  await notes.until(isLive);
  const plain = (data: ReadonlyMap<string, Note> | undefined): unknown => Object.fromEntries(data ?? []);
  return {
    ref,
    store,
    writer: store.mapWriter(ref),
    item: (key) => source.getSnapshot().data?.get(key),
    shown: () => plain(source.getSnapshot().data),
    seen: () => notes.seen.map(({ data }) => plain(data)),
    stored: () => objects.itemsOf(ref),
    until: (accept) => notes.until(({ data }) => data !== undefined && accept(data)),
  };
}

/** Settles like the promise, without an unhandled rejection meanwhile. */
const outcome = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );
const increment = (note: Note | undefined): Note => ({ n: (note?.n ?? 0) + 1 });
const writesOf = async (me: WireUser): Promise<readonly string[]> =>
  (await me.requests()).filter((each) => /^(PUT|POST|DELETE) Maps\//u.test(each));
/** The next write waits so long before it is carried out that somebody else is faster. */
const delayWrite = (me: WireUser): Promise<void> => me.fail({ path: '/Items/' }, { delayMs: 600 });

describe('a write', () => {
  wireTest(
    '[R10] is shown at once, over what Sync holds, and stays what it is when Sync acknowledges it',
    async (user) => {
      const { writer, item, shown, seen, stored } = await openNotes(user());
      const before = seen().length;
      const writes = Promise.all([writer.set('a', { n: 2 }), writer.set('b', { n: 3 })]);
      // The store commits in a microtask; the write needs more.
      await Promise.resolve();
      expect(shown()).toEqual({ a: { n: 2 }, b: { n: 3 } });
      const laidOver = item('a');
      await writes;
      expect([shown(), await stored()]).toEqual([
        { a: { n: 2 }, b: { n: 3 } },
        { a: { n: 2 }, b: { n: 3 } },
      ]);
      expect(item('a')).toBe(laidOver);
      expect(seen()).toHaveLength(before + 1);
    },
  );

  wireTest('[R10] that Sync refuses is taken back, and its promise tells why', async (user) => {
    const { writer, shown, seen, stored } = await openNotes(user(), { a: { n: 1 } }, 'read');
    const before = seen().length;
    const done = outcome(writer.set('a', { n: 2 }));
    expect(await done).toMatchObject({ name: 'SyncError', code: 'forbidden', reason: { code: 54007 } });
    await Promise.resolve();
    expect(seen().slice(before)).toEqual([{ a: { n: 2 } }, { a: { n: 1 } }]);
    expect([shown(), await stored()]).toEqual([{ a: { n: 1 } }, { a: { n: 1 } }]);
  });

  wireTest(
    '[R10] that is throttled is not tried again silently; the next one to the same key is sent all the same',
    async (user) => {
      const me = user();
      const { writer, stored } = await openNotes(me);
      await me.fail({ method: 'PUT' }, { status: 429, code: 54009 });
      const [first, second] = [outcome(writer.set('a', { n: 2 })), outcome(writer.set('a', { n: 3 }))];
      expect([await first, await second]).toMatchObject([{ code: 'rate-limited' }, 'done']);
      expect(await stored()).toEqual({ a: { n: 3 } });
      expect(await writesOf(me)).toHaveLength(2);
    },
  );

  wireTest('[R10] is laid over what others change meanwhile', async (user) => {
    const me = user();
    const { ref, writer, shown, stored } = await openNotes(me);
    await delayWrite(me);
    const done = outcome(writer.mutate('a', increment));
    await Promise.all([objects.setItem(ref, 'a', { n: 10 }), objects.addItem(ref, 'c', { n: 9 })]);
    expect(await done).toBe('done');
    expect([shown(), await stored()]).toEqual([
      { a: { n: 11 }, c: { n: 9 } },
      { a: { n: 11 }, c: { n: 9 } },
    ]);
    expect(await writesOf(me)).toHaveLength(2);
  });

  wireTest('[R10] is never shown twice over itself while its acknowledgement is on its way', async (user) => {
    const { writer, seen } = await openNotes(user());
    const before = seen().length;
    for (let times = 0; times < 5; times += 1) await writer.mutate('a', increment);
    expect(seen().slice(before)).toEqual([2, 3, 4, 5, 6].map((n) => ({ a: { n } })));
  });

  wireTest('[R10] follows the earlier ones to its key, whoever made them', async (user) => {
    const { ref, store, writer, shown, stored } = await openNotes(user());
    const other = store.mapWriter(defineSyncMap(ref.uniqueName, Note));
    const all = Promise.all([
      writer.set('a', { n: 5 }),
      other.mutate('a', (note) => ({ n: (note?.n ?? 0) * 2 })),
      writer.remove('a'),
      other.mutate('a', (note) => (note === undefined ? { n: 7 } : null)),
    ]);
    await Promise.resolve();
    expect(shown()).toEqual({ a: { n: 7 } });
    await all;
    expect([shown(), await stored()]).toEqual([{ a: { n: 7 } }, { a: { n: 7 } }]);
  });

  wireTest('[R7] whose value does not match the schema is refused before it is sent', async (user) => {
    const me = user();
    const { writer, shown } = await openNotes(me);
    await expect(writer.set('a', { n: 'x' } as never)).rejects.toMatchObject({ code: 'invalid-data' });
    expect(shown()).toEqual({ a: { n: 1 } });
    expect(await writesOf(me)).toEqual([]);
  });

  wireTest('takes a copy of the value: the caller may go on changing it', async (user) => {
    const { writer, shown, stored } = await openNotes(user());
    const note = { n: 2 };
    const done = writer.set('a', note);
    note.n = 99;
    await done;
    expect([shown(), await stored()]).toEqual([{ a: { n: 2 } }, { a: { n: 2 } }]);
  });

  wireTest(
    '[R10] is refused while the connection is away, which is not waited for, and works when it is back',
    async (user) => {
      const me = user();
      const { ref, store, writer, shown, stored } = await openNotes(me);
      const notes = watch(store.map(ref));
      await me.drop(300);
      await notes.until((each) => !each.isLive);
      await expect(writer.set('a', { n: 2 })).rejects.toMatchObject({ code: 'disconnected' });
      expect(shown()).toEqual({ a: { n: 1 } });
      await notes.until(isLive);
      await writer.set('a', { n: 3 });
      expect([shown(), await stored()]).toEqual([{ a: { n: 3 } }, { a: { n: 3 } }]);
    },
  );

  wireTest('opens the Map when nobody reads it, and lets go of it', async (user) => {
    const [me, ref] = [user(), freshMap()];
    await objects.createMap(ref, {});
    await objects.grant(ref, me, 'write');
    const store = me.start({ lingerMs: 0 });
    await store.mapWriter(ref).set('k', { n: 1 });
    expect(await objects.itemsOf(ref)).toEqual({ k: { n: 1 } });
    expect(store.usage()).toEqual({ objects: 0, listeners: 0 });
  });

  wireTest('to a Map that does not exist is refused, and tried anew by the next one', async (user) => {
    const [me, ref] = [user(), freshMap()];
    const writer = me.start().mapWriter(ref);
    expect(await outcome(writer.set('k', { n: 1 }))).toMatchObject({ code: 'not-found' });
    await objects.createMap(ref, {});
    await objects.grant(ref, me, 'write');
    expect(await outcome(writer.set('k', { n: 2 }))).toBe('done');
    expect(await objects.itemsOf(ref)).toEqual({ k: { n: 2 } });
  });

  wireTest('after the shutdown is refused', async (user) => {
    const { store, writer } = await openNotes(user());
    await store.shutdown();
    await expect(writer.set('a', { n: 2 })).rejects.toMatchObject({ code: 'disconnected' });
  });
});

describe('mutate', () => {
  wireTest('[R10] runs again when somebody else was faster, also for an item that is new', async (user) => {
    const me = user();
    const { ref, writer, stored } = await openNotes(me);
    const given: unknown[] = [];
    await delayWrite(me);
    const done = outcome(
      writer.mutate('new', (note) => {
        given.push(note);
        return increment(note);
      }),
    );
    await objects.addItem(ref, 'new', { n: 5 });
    expect(await done).toBe('done');
    expect(await stored()).toMatchObject({ new: { n: 6 } });
    expect([given[0], given.at(-1)]).toEqual([undefined, { n: 5 }]);
  });

  wireTest('[R10] by two who count in one item loses nothing: who is slower runs again', async (user) => {
    const [me, you] = [user(), user()];
    const mine = await openNotes(me, {});
    await objects.grant(mine.ref, you, 'write');
    const yours = you.start();
    const theirs = watch(yours.map(mine.ref));
    await theirs.until(isLive);
    const writers = [mine.writer, yours.mapWriter(mine.ref)];
    await Promise.all(
      Array.from({ length: 5 }, () => writers.map((writer) => writer.mutate('count', increment))).flat(),
    );
    await mine.until((notes) => notes.get('count')?.n === 10);
    await theirs.until(({ data }) => data?.get('count')?.n === 10);
  });

  wireTest('leaves the item as it is when the function says so', async (user) => {
    const me = user();
    const { writer, shown, stored } = await openNotes(me);
    await writer.mutate('a', () => null);
    await writer.mutate('none', () => null);
    expect([shown(), await stored()]).toEqual([{ a: { n: 1 } }, { a: { n: 1 } }]);
    expect(await writesOf(me)).toEqual([]);
  });

  wireTest('rejects with what the function throws, and changes nothing', async (user) => {
    const { writer, shown, stored } = await openNotes(user());
    const problem = new Error('too late');
    const done = outcome(
      writer.mutate('a', () => {
        throw problem;
      }),
    );
    expect(await done).toBe(problem);
    expect([shown(), await stored()]).toEqual([{ a: { n: 1 } }, { a: { n: 1 } }]);
  });

  wireTest('gives the function a copy, which it may spoil', async (user) => {
    const { writer, item, stored } = await openNotes(user());
    const before = item('a');
    await writer.mutate('a', (note) => {
      note!.n += 1;
      return note!;
    });
    expect(before).toEqual({ n: 1 });
    expect(await stored()).toEqual({ a: { n: 2 } });
  });

  wireTest('does not touch an item that does not match the schema', async (user) => {
    const { writer, stored } = await openNotes(user(), { bad: { n: 'x' } });
    expect(await outcome(writer.mutate('bad', () => ({ n: 1 })))).toMatchObject({ code: 'invalid-data' });
    expect(await stored()).toEqual({ bad: { n: 'x' } });
  });
});

describe('remove', () => {
  wireTest('[R10] takes the item away at once, and one that does not exist is removed already', async (user) => {
    const { writer, shown, stored } = await openNotes(user());
    const done = Promise.all([writer.remove('a'), writer.remove('none')]);
    await Promise.resolve();
    expect(shown()).toEqual({});
    await done;
    expect([shown(), await stored()]).toEqual([{}, {}]);
  });
});
