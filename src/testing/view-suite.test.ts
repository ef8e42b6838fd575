import { defineSyncDocument } from '../contract';
import * as v from 'valibot';
import { createViewSuite } from './view-suite';

const NOON = Date.parse('2026-04-03T12:00:00.000Z');
const suite = createViewSuite(NOON);
suite.setUp();

it('stops the clock where it was told to', () => {
  expect(Date.now()).toBe(NOON);
});

it('notices what still follows a store', async () => {
  const { store } = suite.startStore();
  store.document(defineSyncDocument('notice', v.string())).subscribe(() => undefined);
  await expect(suite.stopStores()).rejects.toThrow('1 listeners are left in the store');
});

it('lets go of a store that nothing follows', async () => {
  const { store } = suite.startStore();
  const stop = store.document(defineSyncDocument('notice', v.string())).subscribe(() => undefined);
  stop();
  await expect(suite.stopStores()).resolves.toBeUndefined();
  expect(store.usage().listeners).toBe(0);
});
