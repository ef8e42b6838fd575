import { queueSid } from '../../testing/queue-fixtures';
import { groupRowIds, rowIdOf, rowIds, rowPlaceOf } from './row-ids';

const [a, b] = [queueSid(1), queueSid(2)];
const itemOf = (sid: string) => ({ channels: sid === a ? ['a/b', 'voice'] : ['chat'] });

it('puts the channels of what is unfolded below it, and names each row by its place', () => {
  const ids = rowIds([b, a], new Set([a, queueSid(9)]), itemOf);
  expect(ids.map(rowPlaceOf)).toEqual([
    { group: null, sid: b, channel: null },
    { group: null, sid: a, channel: null },
    { group: null, sid: a, channel: 'a/b' },
    { group: null, sid: a, channel: 'voice' },
  ]);
  expect(ids.map(rowPlaceOf).map(rowIdOf)).toEqual(ids);
});

it('costs nothing while nothing is unfolded', () => {
  const order = [a, b];
  expect(rowIds(order, new Set(), itemOf)).toBe(order);
});

it('puts the queues of a group below it, each for itself where a queue is in several', () => {
  const groups = [
    { key: 'Sales / 50 %', order: [b, a] },
    { key: 'g', order: [a] },
    { key: a, order: [b] },
  ];
  const open = ['Sales / 50 %', 'g'].map((group) => rowIdOf({ group }));
  const ids = groupRowIds(groups, new Set([...open, rowIdOf({ group: 'g', sid: a })]), itemOf);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.map(rowPlaceOf)).toEqual([
    { group: 'Sales / 50 %', sid: null, channel: null },
    { group: 'Sales / 50 %', sid: b, channel: null },
    { group: 'Sales / 50 %', sid: a, channel: null },
    { group: 'g', sid: null, channel: null },
    { group: 'g', sid: a, channel: null },
    { group: 'g', sid: a, channel: 'a/b' },
    { group: 'g', sid: a, channel: 'voice' },
    { group: a, sid: null, channel: null },
  ]);
  expect(ids.map(rowPlaceOf).map(rowIdOf)).toEqual(ids);
});
