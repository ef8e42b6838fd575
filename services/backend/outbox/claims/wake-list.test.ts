import { createWakeList } from './wake-list';

const RESPONSES = [1, 2, 3].map((n) => `canned-response.team00000001.response000${String(n)}`);

test('takes no more of low priority than there is room for, and keeps the rest', () => {
  const list = createWakeList();
  list.wake([...RESPONSES, 'x', 'y']);
  expect(list.takeDue(0, 4, 0)).toEqual(['x', 'y']);
  expect(list.takeDue(0, 4, 2)).toEqual(RESPONSES.slice(0, 2));
  expect(list.isLowPriorityEmpty).toBe(false);
  expect(list.takeDue(0, 4, 2)).toEqual(RESPONSES.slice(2));
  expect(list.isLowPriorityEmpty).toBe(true);
});

test('gives attributes out after everything else', () => {
  const list = createWakeList();
  const attributes = `worker-attributes.WK${'1'.repeat(32)}`;
  list.wake([attributes, ...RESPONSES]);
  expect(list.takeDue(0, 4, 2)).toEqual(RESPONSES.slice(0, 2));
  expect(list.takeDue(0, 4, 2)).toEqual([RESPONSES[2], attributes]);
});

test('gives a deferred key out when it is due, and tells when that is', () => {
  const list = createWakeList();
  list.defer('x', 100);
  list.wake(['x', ...RESPONSES]);
  expect(list.takeDue(99, 4, 0)).toEqual([]);
  expect(list.nextDueAt(99, false)).toBe(100);
  expect(list.nextDueAt(99, true)).toBe(0);
  expect(list.takeDue(100, 4, 0)).toEqual(['x']);
  expect(list.nextDueAt(100, false)).toBeNull();
});

test('forgets what was claimed otherwise', () => {
  const list = createWakeList();
  list.wake(['x']);
  list.forget('x');
  expect(list.takeDue(0, 4, 0)).toEqual([]);
});
