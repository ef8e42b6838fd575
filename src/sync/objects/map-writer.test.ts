import * as v from 'valibot';
import { defineSyncMap } from '../../contract';
import { fakeStoreSuite, sdkError } from '../../testing';
import type { Source } from '../../observable';
import type { SyncMapWriter } from '..';

const Note = v.object({ n: v.number() });
type Note = v.InferOutput<typeof Note>;
const notesMap = defineSyncMap('notes', Note);

const suite = fakeStoreSuite();
const { follow, pass } = suite;
let writer: SyncMapWriter<Note>;
let notes: Source<{ readonly data: ReadonlyMap<string, Note> | undefined }>;
/** What readers of the Map see now, and what Sync holds. */
const shown = (): unknown => Object.fromEntries(notes.getSnapshot().data ?? []);
const stored = (): unknown => suite.fake.service.itemsOf('notes');
/** Settles like the promise, without an unhandled rejection meanwhile. */
const outcome = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );

beforeEach(async () => {
  suite.fake.setItem(notesMap, 'a', { n: 1 });
  writer = suite.fake.store.mapWriter(notesMap);
  notes = suite.fake.store.map(notesMap);
  follow(notes);
  await pass();
});

describe('a write', () => {
  it('[R10] is shown at once, over what Sync holds, and stays what it is when Sync acknowledges it', async () => {
    const { count } = follow(notes);
    const done = outcome(writer.set('a', { n: 2 }));
    const added = outcome(writer.set('b', { n: 3 }));
    // The store commits in a microtask; the write needs more.
    await Promise.resolve();
    expect([shown(), stored()]).toEqual([{ a: { n: 2 }, b: { n: 3 } }, { a: { n: 1 } }]);
    const before = notes.getSnapshot().data?.get('a');
    await pass();
    expect([await done, await added]).toEqual(['done', 'done']);
    expect([shown(), stored()]).toEqual([
      { a: { n: 2 }, b: { n: 3 } },
      { a: { n: 2 }, b: { n: 3 } },
    ]);
    expect(notes.getSnapshot().data?.get('a')).toBe(before);
    expect(count()).toBe(1);
  });

  it('[R10] that Sync refuses is taken back, and its promise tells why', async () => {
    suite.fake.service.failNextWrites(sdkError('Access forbidden for identity', 403, 54007));
    const done = outcome(writer.set('a', { n: 2 }));
    await Promise.resolve();
    expect(shown()).toEqual({ a: { n: 2 } });
    await pass();
    expect(await done).toMatchObject({ name: 'SyncError', code: 'forbidden' });
    expect(shown()).toEqual({ a: { n: 1 } });
  });

  it('[R10] that is throttled is not tried again silently', async () => {
    suite.fake.service.failNextWrites(sdkError('Rate limit exceeded', 429, 54009));
    const done = outcome(writer.set('a', { n: 2 }));
    await pass(120_000);
    expect(await done).toMatchObject({ code: 'rate-limited' });
    expect(stored()).toEqual({ a: { n: 1 } });
  });

  it('[R10] is laid over what others change meanwhile', async () => {
    suite.fake.service.beforeWrite = () => {
      suite.fake.service.beforeWrite = () => undefined;
      suite.fake.setItem(notesMap, 'a', { n: 10 });
      suite.fake.setItem(notesMap, 'c', { n: 9 });
    };
    const done = outcome(writer.mutate('a', (note) => ({ n: (note?.n ?? 0) + 1 })));
    await pass();
    expect(await done).toBe('done');
    expect([shown(), stored()]).toEqual([
      { a: { n: 11 }, c: { n: 9 } },
      { a: { n: 11 }, c: { n: 9 } },
    ]);
  });

  it('[R10] is never shown twice over itself while its acknowledgement is on its way', async () => {
    const seen: unknown[] = [];
    const stop = notes.subscribe(() => seen.push(notes.getSnapshot().data?.get('a')?.n));
    for (let times = 0; times < 5; times += 1) {
      const done = outcome(writer.mutate('a', (note) => ({ n: (note?.n ?? 0) + 1 })));
      await pass();
      expect(await done).toBe('done');
    }
    stop();
    expect(seen).toEqual([2, 3, 4, 5, 6]);
  });

  it('[R10] follows the earlier ones to its key, whoever made them', async () => {
    const other = suite.fake.store.mapWriter(defineSyncMap('notes', Note));
    const all = Promise.all([
      writer.set('a', { n: 5 }),
      other.mutate('a', (note) => ({ n: (note?.n ?? 0) * 2 })),
      writer.remove('a'),
      other.mutate('a', (note) => (note === undefined ? { n: 7 } : null)),
    ]);
    await Promise.resolve();
    expect(shown()).toEqual({ a: { n: 7 } });
    await pass();
    await all;
    expect([shown(), stored()]).toEqual([{ a: { n: 7 } }, { a: { n: 7 } }]);
  });

  it('after a refused one to the same key is sent all the same', async () => {
    suite.fake.service.failNextWrites(sdkError('Too many', 429, 54009));
    const [first, second] = [outcome(writer.set('a', { n: 2 })), outcome(writer.set('a', { n: 3 }))];
    await pass();
    expect([await first, await second]).toMatchObject([{ code: 'rate-limited' }, 'done']);
    expect(stored()).toEqual({ a: { n: 3 } });
  });

  it('[R7] whose value does not match the schema is refused before it is sent', async () => {
    await expect(writer.set('a', { n: 'x' } as never)).rejects.toMatchObject({ code: 'invalid-data' });
    expect(shown()).toEqual({ a: { n: 1 } });
  });

  it('takes a copy of the value: the caller may go on changing it', async () => {
    const note = { n: 2 };
    const done = outcome(writer.set('a', note));
    note.n = 99;
    await pass();
    expect(await done).toBe('done');
    expect([shown(), stored()]).toEqual([{ a: { n: 2 } }, { a: { n: 2 } }]);
  });

  it('is refused without a connection, which is not waited for', async () => {
    suite.fake.disconnect();
    await expect(writer.set('a', { n: 2 })).rejects.toMatchObject({ code: 'disconnected' });
    await pass();
    expect(shown()).toEqual({ a: { n: 1 } });
  });

  it('opens the Map when nobody reads it, and lets go of it', async () => {
    const lonelyMap = defineSyncMap('lonely', Note);
    suite.fake.createMap(lonelyMap);
    const done = outcome(suite.fake.store.mapWriter(lonelyMap).set('k', { n: 1 }));
    await pass();
    expect(await done).toBe('done');
    expect(suite.fake.service.itemsOf('lonely')).toEqual({ k: { n: 1 } });
    await pass(30_000);
    expect(suite.fake.service.openHandles()).toBe(1);
  });

  it('to a Map that does not exist is refused, and tried anew by the next one', async () => {
    const lateMap = defineSyncMap('late', Note);
    const late = suite.fake.store.mapWriter(lateMap);
    const first = outcome(late.set('k', { n: 1 }));
    await pass();
    expect(await first).toMatchObject({ code: 'not-found' });
    suite.fake.createMap(lateMap);
    const second = outcome(late.set('k', { n: 2 }));
    await pass();
    expect(await second).toBe('done');
  });

  it('after the shutdown is refused', async () => {
    await suite.fake.store.shutdown();
    await expect(writer.set('a', { n: 2 })).rejects.toMatchObject({ code: 'disconnected' });
  });
});

describe('mutate', () => {
  it('[R10] runs again when somebody else was faster, also for an item that is new', async () => {
    const seen: unknown[] = [];
    suite.fake.service.beforeWrite = () => {
      suite.fake.service.beforeWrite = () => undefined;
      suite.fake.setItem(notesMap, 'new', { n: 5 });
    };
    const done = outcome(
      writer.mutate('new', (note) => {
        seen.push(note);
        return { n: (note?.n ?? 0) + 1 };
      }),
    );
    await pass();
    expect(await done).toBe('done');
    expect(stored()).toMatchObject({ new: { n: 6 } });
    expect([seen[0], seen.at(-1)]).toEqual([undefined, { n: 5 }]);
  });

  it('leaves the item as it is when the function says so', async () => {
    const done = outcome(writer.mutate('a', () => null));
    const none = outcome(writer.mutate('none', () => null));
    await pass();
    expect([await done, await none]).toEqual(['done', 'done']);
    expect([shown(), stored()]).toEqual([{ a: { n: 1 } }, { a: { n: 1 } }]);
  });

  it('rejects with what the function throws, and changes nothing', async () => {
    const problem = new Error('too late');
    const done = outcome(
      writer.mutate('a', () => {
        throw problem;
      }),
    );
    await pass();
    expect(await done).toBe(problem);
    expect(stored()).toEqual({ a: { n: 1 } });
  });

  it('gives the function a copy, which it may spoil', async () => {
    const before = notes.getSnapshot().data;
    const done = outcome(
      writer.mutate('a', (note) => {
        note!.n += 1;
        return note!;
      }),
    );
    await pass();
    expect(await done).toBe('done');
    expect(before?.get('a')).toEqual({ n: 1 });
    expect(stored()).toEqual({ a: { n: 2 } });
  });

  it('does not touch an item that does not match the schema', async () => {
    suite.fake.setItem(notesMap, 'bad', { n: 'x' });
    const done = outcome(writer.mutate('bad', () => ({ n: 1 })));
    await pass();
    expect(await done).toMatchObject({ code: 'invalid-data' });
    expect(stored()).toMatchObject({ bad: { n: 'x' } });
  });
});

describe('remove', () => {
  it('[R10] takes the item away at once, and one that does not exist is removed already', async () => {
    const done = outcome(writer.remove('a'));
    const none = outcome(writer.remove('none'));
    await Promise.resolve();
    expect([shown(), stored()]).toEqual([{}, { a: { n: 1 } }]);
    await pass();
    expect([await done, await none]).toEqual(['done', 'done']);
    expect([shown(), stored()]).toEqual([{}, {}]);
  });
});
