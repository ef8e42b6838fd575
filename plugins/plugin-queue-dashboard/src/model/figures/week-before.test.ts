import { changeOf } from './week-before';

it('a change is what can be seen of it, and none where one side is not known', () => {
  expect(changeOf('count', 12, 9)).toEqual({ unit: 'count', before: 9, direction: 'more', by: 3 });
  expect(changeOf('share', 0.81, 0.8499)).toMatchObject({ direction: 'less', by: 0.04 });
  expect(changeOf('share', 0.80001, 0.80004)).toMatchObject({ direction: 'same', by: 0 });
  // 0:59 and 1:00 are a second apart on the board, whatever the milliseconds.
  expect(changeOf('ms', 60_000, 59_999)).toMatchObject({ direction: 'more', by: 1000 });
  expect(changeOf('ms', 60_999, 60_000)).toMatchObject({ direction: 'same' });
  expect(changeOf('share', null, 0.5)).toBeNull();
  expect(changeOf('count', 4, null)).toBeNull();
});
