import { ARRIVAL_MS, customerState } from './customer-state';

const READY = { kind: 'ready' } as const;
const FORBIDDEN = { kind: 'forbidden' } as const;
const missing = (problem: 'not-found' | 'removed') => ({ kind: 'error', problem, code: '54300' }) as const;
const LOST = { kind: 'lost', since: 1, cause: 'network', code: null } as const;
const OFFLINE = { kind: 'error', problem: 'network', code: null } as const;

it.each([
  ['a Map that is read is shown', READY, null, ARRIVAL_MS, 'ready'],
  ['a permission may come after the answer that promised it', FORBIDDEN, 'forbidden', ARRIVAL_MS - 1, 'loading'],
  ['a permission that does not come is refused', FORBIDDEN, 'forbidden', ARRIVAL_MS, 'forbidden'],
  ['a Map may come after the answer, too', missing('not-found'), 'not-found', ARRIVAL_MS - 1, 'loading'],
  ['a Map that does not come holds nothing recent', missing('not-found'), 'not-found', ARRIVAL_MS, 'gone'],
  ['a Map that was there and is removed is gone at once', READY, 'removed', 0, 'gone'],
  ['a Map that was removed before it was read is gone', missing('removed'), 'removed', 0, 'gone'],
  ['without a connection, that is what is told', LOST, 'removed', ARRIVAL_MS, 'lost'],
  ['without a connection and data, too', OFFLINE, 'not-found', ARRIVAL_MS, 'error'],
] as const)('%s', (_title, live, problem, elapsed, kind) => {
  expect(customerState({ live, problem, foundAt: 1_000, now: 1_000 + elapsed }).kind).toBe(kind);
});
