import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { responseItem } from '../testing/response-fixtures';
import { NO_FILTER } from '../model/filter-responses';
import { createIndexBuilder } from './index-builder';

/** Each look at the clock is a millisecond later; pauses end when the test says so. */
function drivenBuilder(sliceMs: number, progressMs = 0) {
  let at = 0;
  const paused: (() => void)[] = [];
  const builder = createIndexBuilder({
    sliceMs,
    progressMs,
    now: () => (at += 1),
    pause(work) {
      paused.push(work);
      return () => void paused.splice(paused.indexOf(work), 1);
    },
  });
  const resume = (): boolean => {
    const work = paused.shift();
    work?.();
    return work !== undefined;
  };
  return { builder, resume, paused };
}

const byId = (items: readonly CannedResponseItem[]) => new Map(items.map((item) => [item.id, item]));
const idsIn = (builder: ReturnType<typeof createIndexBuilder>): string[] =>
  builder
    .getSnapshot()
    .index.search({ query: '', filter: NO_FILTER, own: new Map() })
    .map(({ item }) => item.id)
    .sort();

describe('the index builder', () => {
  it('indexes many responses in slices, and is searchable meanwhile', () => {
    const { builder, resume, paused } = drivenBuilder(2);
    const listener = jest.fn();
    builder.subscribe(listener);
    builder.follow(byId(Array.from({ length: 100 }, () => responseItem())));
    expect(paused).toHaveLength(1);
    expect(builder.getSnapshot()).toMatchObject({ isIndexed: false, version: 1 });
    expect(builder.getSnapshot().index.size).toBeGreaterThan(0);
    while (resume());
    expect(builder.getSnapshot().isIndexed).toBe(true);
    expect(builder.getSnapshot().index.size).toBe(100);
    expect(listener.mock.calls.length).toBeGreaterThan(2);
  });

  it('tells rarely how far it is, and at once that it is done', () => {
    const { builder, resume } = drivenBuilder(2, 1000);
    const seen: (readonly [isIndexed: boolean, size: number])[] = [];
    builder.subscribe(() => {
      const { isIndexed, index } = builder.getSnapshot();
      seen.push([isIndexed, index.size]);
    });
    builder.follow(byId(Array.from({ length: 100 }, () => responseItem())));
    while (resume());
    expect(seen).toEqual([
      [false, expect.any(Number)],
      [true, 100],
    ]);
  });

  it('takes an edit at once', () => {
    const { builder, paused } = drivenBuilder(2);
    const item = responseItem({ title: 'Before' });
    builder.follow(byId([item]));
    builder.follow(byId([{ ...item, title: 'After' }]));
    expect(paused).toEqual([]);
    expect(builder.getSnapshot().index.get(item.id)?.title).toBe('After');
  });

  it('ends at the newest responses, whatever changes come while it works', () => {
    const pool = Array.from({ length: 40 }, () => responseItem());
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.subarray(pool), fc.nat(3)), { minLength: 1 }), (steps) => {
        const { builder, resume } = drivenBuilder(1);
        for (const [items, turns] of steps) {
          builder.follow(byId(items));
          for (let turn = 0; turn < turns; turn += 1) resume();
        }
        while (resume());
        expect(idsIn(builder)).toEqual((steps.at(-1)?.[0] ?? []).map(({ id }) => id).sort());
        expect(builder.getSnapshot().isIndexed).toBe(true);
      }),
    );
  });

  it('stops when it is closed', () => {
    const { builder, resume } = drivenBuilder(1);
    builder.follow(byId(Array.from({ length: 50 }, () => responseItem())));
    builder.close();
    expect(resume()).toBe(false);
  });
});
