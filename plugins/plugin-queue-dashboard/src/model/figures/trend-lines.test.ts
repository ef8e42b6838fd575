import { trendData } from '../../testing/trend-fixtures';
import { NOON } from '../../testing/queue-fixtures';
import { trendGist, trendLine, trendPath } from './trend-lines';

const FIRST = NOON - 55 * 60_000;

it('tells the highest number, the newest of several, and the latest', () => {
  const trend = trendData({ waiting: [0, 14, 2, 14, 0, 0, 0, 0, 0, 0, 1, 3] });
  expect(trendGist(trendLine(trend, 'waiting'), 'highest')).toEqual({
    extreme: 14,
    extremeAtMs: FIRST + 15 * 60_000,
    latest: 3,
  });
  expect(trendGist(trendLine(trendData(), 'waiting'), 'highest')).toBeNull();
});

it('has a service level only where something was judged, and tells the lowest', () => {
  const trend = trendData({
    served: [0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    judged: [0, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0],
  });
  const line = trendLine(trend, 'serviceLevel');
  expect(line.values).toEqual([null, 0.75, null, 1, null, 0, null, null, null, null, null, null]);
  expect(trendGist(line, 'lowest')).toEqual({ extreme: 0, extremeAtMs: FIRST + 25 * 60_000, latest: 0 });
  expect(trendGist(trendLine(trendData(), 'serviceLevel'), 'lowest')).toBeNull();
});

it('draws a line that breaks where there is no number, and a dot for a number alone', () => {
  expect(trendPath([0, 10, null, 5], 10)).toBe('M1.5 22.5L33.83 1.5M98.5 12h0');
  expect(trendPath([], 10)).toBe('');
});
