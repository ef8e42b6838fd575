import { hookUrlProblem, nextAttemptAt } from './alert-hooks';

const HOUR_MS = 3_600_000;

test('a message that is not taken is sent again after growing gaps, and given up after a day', () => {
  const gaps: number[] = [];
  let nowMs = 0;
  for (let attempts = 1; ; attempts += 1) {
    const atMs = nextAttemptAt(attempts, 0, nowMs);
    if (atMs === null) break;
    gaps.push((atMs - nowMs) / 1_000);
    nowMs = atMs;
  }
  expect(gaps.slice(0, 8)).toEqual([5, 15, 45, 135, 405, 1_215, 3_600, 3_600]);
  expect(nowMs).toBeGreaterThan(22 * HOUR_MS);
  expect(nowMs).toBeLessThanOrEqual(24 * HOUR_MS);
});

test.each([
  ['https://receiver.example/hook?a=1', null],
  ['https://receiver.example:8443/', null],
  ['http://receiver.example/', /https/],
  ['ftp://receiver.example/', /https/],
  ['https://ana:secret@receiver.example/', /no user name/],
  ['receiver.example', /not the address/],
  ['', /not the address/],
])('%j may be sent to: %s', (url, problem) => {
  if (problem === null) expect(hookUrlProblem(url)).toBeNull();
  else expect(hookUrlProblem(url)).toMatch(problem);
});
