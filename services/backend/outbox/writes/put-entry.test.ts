import fc from 'fast-check';
import { putEntry, type EntryOutcome, type KnownEntry } from './put-entry';
import type { SyncFailure } from '../sync-port';
import { createManualClock } from '../testing/manual-clock';
import { createEmulatedSync, type EmulatedSync } from '../testing/emulated-sync';
import type { Fault } from '../testing/fault-injection';

const NAME = 'queue.test';
const TTL_SECONDS = 1_000;
const clock = createManualClock();
let sync: EmulatedSync;

beforeEach(() => {
  sync = createEmulatedSync(clock);
});

interface Overrides {
  readonly known?: KnownEntry | null | undefined;
  readonly minimumV?: number;
  readonly now?: number;
}

function put(content: string, { known, minimumV = 1, now = clock.now() }: Overrides = {}): Promise<EntryOutcome> {
  return putEntry(sync, {
    target: { kind: 'document', name: NAME },
    known,
    payload: (v) => ({ schema: 1, v, asOf: 'whenever', content }),
    minimumV,
    ttlSeconds: TTL_SECONDS,
    now,
  });
}

const held = () => sync.document(NAME)?.data;

test('creates what is not there, with a time to live', async () => {
  const outcome = await put('a', { minimumV: 5 });
  expect(outcome).toMatchObject({ action: 'created', v: 5, vanished: false, revision: '0' });
  expect(sync.document(NAME)).toEqual({
    data: { schema: 1, v: 5, asOf: 'whenever', content: 'a' },
    expiresAt: clock.now() + TTL_SECONDS * 1_000,
  });
});

test('writes nothing when Sync already says the same', async () => {
  const first = await put('a');
  expect(await put('a', { known: first })).toMatchObject({ action: 'unchanged', v: first.v });
  expect(await put('a')).toMatchObject({ action: 'unchanged', v: first.v });
  expect(sync.writes).toHaveLength(1);
});

test('starts above the v that Sync holds, although the database knows nothing of it', async () => {
  sync.overwrite(NAME, { schema: 1, v: 4_711, content: 'from before the database was emptied' });
  expect((await put('a')).v).toBe(4_712);
});

test('writes over what is not a payload of ours', async () => {
  sync.overwrite(NAME, { v: 'x' });
  await put('a');
  expect(held()).toMatchObject({ v: 1, content: 'a' });
});

test('after a conflict it looks again, and passes the v of the other writer', async () => {
  const first = await put('a');
  sync.overwrite(NAME, { schema: 1, v: 90, content: 'b' });
  expect(await put('c', { known: first })).toMatchObject({ action: 'updated', v: 91 });
  expect(held()).toMatchObject({ v: 91, content: 'c' });
});

test('a write whose answer was lost is not repeated', async () => {
  const first = await put('a');
  sync.inject({ method: 'update', failure: 'unavailable', afterwards: true });
  await expect(put('b', { known: first })).rejects.toMatchObject({ failure: 'unavailable' });
  expect(await put('b', { known: first })).toMatchObject({ action: 'unchanged', v: first.v + 1 });
  expect(sync.writes).toHaveLength(2);
});

test('creates anew what vanished, above the v it had', async () => {
  const first = await put('a', { minimumV: 30 });
  sync.drop(NAME);
  expect(await put('b', { known: first })).toMatchObject({ action: 'created', v: 31, vanished: true });
});

test('yields to a creation by somebody else, and then writes over it', async () => {
  sync.overwrite(NAME, { schema: 1, v: 7, content: 'theirs' });
  expect(await put('ours', { known: null })).toMatchObject({ action: 'updated', v: 8 });
});

test('a write sets the time to live only when a quarter of it is left', async () => {
  const first = await put('a');
  const early = await put('b', { known: first, now: clock.now() + 700_000 });
  expect(early.expiresAt).toBe(first.expiresAt);
  await put('c', { known: early, now: clock.now() + 750_000 });
  expect(sync.writes.map(({ ttlSeconds }) => ttlSeconds)).toEqual([TTL_SECONDS, undefined, TTL_SECONDS]);
});

test('what is unchanged is still written when its time to live is due', async () => {
  const first = await put('a');
  expect(await put('a', { known: first, now: clock.now() + 750_000 })).toMatchObject({ action: 'updated', v: 2 });
});

test('gives up when it loses every race', async () => {
  const first = await put('a');
  sync.inject({ method: 'update', failure: 'conflict', times: 100 });
  await expect(put('b', { known: first })).rejects.toMatchObject({ failure: 'conflict' });
  expect(sync.requests.length).toBeLessThan(12);
});

test('whatever fails and whoever interferes, v never goes down and the last word is ours', async () => {
  const method = fc.constantFrom<Fault['method']>('get', 'create', 'update');
  const failure = fc.constantFrom<SyncFailure>('unavailable', 'throttled', 'conflict', 'missing', 'exists');
  const fault = fc.record({ kind: fc.constant('fault' as const), method, failure, afterwards: fc.boolean() });
  const step = fc.oneof(
    fault,
    fc.record({ kind: fc.constant('write' as const), content: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constant('forget' as const) }),
    fc.record({ kind: fc.constant('foreign' as const), ahead: fc.nat(50) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      sync = createEmulatedSync(clock);
      let known: KnownEntry | undefined;
      for (const one of steps) {
        if (one.kind === 'fault') sync.inject(one);
        if (one.kind === 'forget') known = undefined;
        if (one.kind === 'foreign') sync.overwrite(NAME, { schema: 1, v: highestV() + one.ahead, content: 'foreign' });
        if (one.kind === 'write') known = await put(one.content, { known }).catch(() => undefined);
      }
      for (let attempt = 0; attempt < 30 && held()?.['content'] !== 'last'; attempt += 1) {
        await put('last').catch(() => undefined);
      }
      expect(held()).toMatchObject({ content: 'last' });
      const versions = sync.writes.map(({ v }) => v);
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
      expect(new Set(versions).size).toBe(versions.length);
    }),
    { numRuns: 300 },
  );
});

function highestV(): number {
  return Math.max(0, ...sync.writes.map(({ v }) => v));
}
