import { memoryStorage } from '../../testing';
import { createExpansion } from './expansion';

const refusing = {
  getItem: (): string | null => {
    throw new Error('forbidden');
  },
  setItem: (): void => {
    throw new Error('full');
  },
};

it('begins as told, and then as it was left', () => {
  const storage = memoryStorage();
  const panel = createExpansion({ storage, key: 'a', isOpenAtFirst: true });
  expect(panel.getSnapshot()).toBe(true);
  panel.set(false);
  expect(createExpansion({ storage, key: 'a', isOpenAtFirst: true }).getSnapshot()).toBe(false);
  expect(createExpansion({ storage, key: 'b', isOpenAtFirst: true }).getSnapshot()).toBe(true);
});

it('works, without a memory, where the storage may not be used', () => {
  const panel = createExpansion({ storage: refusing, key: 'a', isOpenAtFirst: false });
  const listener = jest.fn();
  panel.subscribe(listener);
  panel.set(true);
  panel.set(true);
  expect([panel.getSnapshot(), listener.mock.calls.length]).toEqual([true, 1]);
});
