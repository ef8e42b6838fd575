import { createValueSource } from '../../observable';
import { forgetPageGlobals } from '../../testing';
import type * as TaskContextModule from './task-context';
import { offeredTaskContext, type TaskContext } from './task-context';

const CONTEXT: TaskContext = {
  checkout: null,
  searchWithoutResult: { query: 'unicorn' },
  notSold: null,
  clock: { offsetMs: 0, frozenAt: null },
};

/** The module as the bundle of one more plugin brings it. */
function loadAgain(): typeof TaskContextModule {
  const loaded: (typeof TaskContextModule)[] = [];
  jest.isolateModules(() => loaded.push(jest.requireActual('./task-context')));
  return loaded[0]!;
}

afterEach(forgetPageGlobals);

it.each(['the offering', 'the asking'])('joins two plugins of a page when %s one comes first', (first) => {
  const [offering, asking] = [loadAgain(), loadAgain()];
  expect(offering.offeredTaskContext).not.toBe(asking.offeredTaskContext);
  const source = createValueSource<TaskContext | null>(CONTEXT);
  const seen: unknown[] = [];
  if (first === 'the offering') offering.offerTaskContext(source);
  const offered = asking.offeredTaskContext();
  const stop = offered.subscribe(() => seen.push(offered.getSnapshot()?.getSnapshot()));
  if (first === 'the asking') offering.offerTaskContext(source);
  expect(offered.getSnapshot()?.getSnapshot()).toEqual(CONTEXT);
  expect(seen).toEqual(first === 'the asking' ? [CONTEXT] : []);
  stop();
});

it('is empty without a plugin that knows customers', () => {
  expect(offeredTaskContext().getSnapshot()).toBeNull();
});

it('is empty beside a plugin of another version, whose words would not be understood', () => {
  const other = createValueSource(createValueSource({ situation: 'stalled' }));
  Object.defineProperty(globalThis, Symbol.for('flex-sync-suite.task-context@2'), { value: other, configurable: true });
  expect(offeredTaskContext().getSnapshot()).toBeNull();
});
