import { emptyWindow } from './queue-document';
import { averageHandleTimeMs, averageSpeedOfAnswerMs, serviceLevel } from './queue-metrics';

describe('queue metrics', () => {
  it('gives the published S6 figure for the sample of 1,000 answered and 60 abandoned calls', () => {
    const sample = { ...emptyWindow(), answered: 1000, answeredInTime: 860, abandoned: 60, shortAbandoned: 10 };
    expect(((serviceLevel(sample) ?? NaN) * 100).toFixed(1)).toBe('81.9');
  });

  it('gives no figure when nothing happened, rather than 0 % or 100 %', () => {
    expect(serviceLevel(emptyWindow())).toBeNull();
    expect(averageSpeedOfAnswerMs(emptyWindow())).toBeNull();
    expect(averageHandleTimeMs(emptyWindow())).toBeNull();
  });

  it('gives no service level when only short abandons happened', () => {
    expect(serviceLevel({ ...emptyWindow(), abandoned: 3, shortAbandoned: 3 })).toBeNull();
  });

  it('divides sums by their own counts', () => {
    const window = { ...emptyWindow(), answered: 4, answerWaitMs: 10_000, handled: 2, handleMs: 300_000 };
    expect(averageSpeedOfAnswerMs(window)).toBe(2_500);
    expect(averageHandleTimeMs(window)).toBe(150_000);
  });
});
