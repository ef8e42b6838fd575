import { queueSid } from '../testing/queue-fixtures';
import { rowIdOf, rowIds, rowPlaceOf } from './row-ids';

const [a, b] = [queueSid(1), queueSid(2)];
const itemOf = (sid: string) => ({ channels: sid === a ? ['a/b', 'voice'] : ['chat'] });

it('puts the channels of what is unfolded below it, and names each row by its place', () => {
  const ids = rowIds([b, a], new Set([a, queueSid(9)]), itemOf);
  expect(ids.map(rowPlaceOf)).toEqual([
    { sid: b, channel: null },
    { sid: a, channel: null },
    { sid: a, channel: 'a/b' },
    { sid: a, channel: 'voice' },
  ]);
  expect(ids.map(rowPlaceOf).map(rowIdOf)).toEqual(ids);
});

it('costs nothing while nothing is unfolded', () => {
  const order = [a, b];
  expect(rowIds(order, new Set(), itemOf)).toBe(order);
});
