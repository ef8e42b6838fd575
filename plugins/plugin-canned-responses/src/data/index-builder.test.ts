import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { responseItem } from '../testing/response-fixtures';
import { NO_FILTER } from '../model/filter-responses';
import { createResponseLibrary } from './index-builder';

/** Each look at the clock is a millisecond later; pauses end when the test says so. */
function drivenLibrary(sliceMs: number) {
  let at = 0;
  const paused: (() => void)[] = [];
  const library = createResponseLibrary({
    sliceMs,
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
  return { library, resume, paused };
}

const byId = (items: readonly CannedResponseItem[]) => new Map(items.map((item) => [item.id, item]));
const idsIn = (library: ReturnType<typeof createResponseLibrary>): string[] =>
  library
    .getSnapshot()
    .index.search({ query: '', filter: NO_FILTER, own: new Map() })
    .map(({ item }) => item.id)
    .sort();

describe('the response library', () => {
  it('indexes many responses in slices, and is searchable meanwhile', () => {
    const { library, resume, paused } = drivenLibrary(2);
    const listener = jest.fn();
    library.subscribe(listener);
    library.follow(byId(Array.from({ length: 100 }, () => responseItem())));
    expect(paused).toHaveLength(1);
    expect(library.getSnapshot()).toMatchObject({ isIndexed: false, version: 1 });
    expect(library.getSnapshot().index.size).toBeGreaterThan(0);
    while (resume());
    expect(library.getSnapshot().isIndexed).toBe(true);
    expect(library.getSnapshot().index.size).toBe(100);
    expect(listener.mock.calls.length).toBeGreaterThan(2);
  });

  it('takes an edit at once', () => {
    const { library, paused } = drivenLibrary(2);
    const item = responseItem({ title: 'Before' });
    library.follow(byId([item]));
    library.follow(byId([{ ...item, title: 'After' }]));
    expect(paused).toEqual([]);
    expect(library.getSnapshot().index.get(item.id)?.title).toBe('After');
  });

  it('ends at the newest responses, whatever changes come while it works', () => {
    const pool = Array.from({ length: 40 }, () => responseItem());
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.subarray(pool), fc.nat(3)), { minLength: 1 }), (steps) => {
        const { library, resume } = drivenLibrary(1);
        for (const [items, turns] of steps) {
          library.follow(byId(items));
          for (let turn = 0; turn < turns; turn += 1) resume();
        }
        while (resume());
        expect(idsIn(library)).toEqual((steps.at(-1)?.[0] ?? []).map(({ id }) => id).sort());
        expect(library.getSnapshot().isIndexed).toBe(true);
      }),
    );
  });

  it('stops when it is closed', () => {
    const { library, resume } = drivenLibrary(1);
    library.follow(byId(Array.from({ length: 50 }, () => responseItem())));
    library.close();
    expect(resume()).toBe(false);
  });
});
