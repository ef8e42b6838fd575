import { emptyWindow } from './queue-document';
import type { ServiceLevelFormula } from './queue-index';
import { averageHandleTimeMs, averageSpeedOfAnswerMs, serviceLevel } from './queue-metrics';

const S6 = { formula: 'S6', countsFlowOuts: false } as const;

describe('queue metrics', () => {
  const sample = {
    ...emptyWindow(),
    ...{ answered: 1000, answeredInTime: 860, abandoned: 60, abandonedInTime: 20, shortAbandoned: 10, flowedOut: 15 },
  };
  const percentOf = (formula: ServiceLevelFormula, countsFlowOuts: boolean): string =>
    ((serviceLevel(sample, { formula, countsFlowOuts }) ?? NaN) * 100).toFixed(1);

  it.each([
    ['S1', '86.0', '84.7'],
    ['S2', '81.1', '80.0'],
    ['S3', '82.7', '81.5'],
    ['S4', '83.0', '81.9'],
    ['S5', '82.1', '80.9'],
    ['S6', '81.9', '80.8'],
  ] as const)(
    'gives the published figure of %s for the sample of 1,000 answered calls',
    (id, percent, withFlowOuts) => {
      expect([percentOf(id, false), percentOf(id, true)]).toEqual([percent, withFlowOuts]);
    },
  );

  it('gives no figure when nothing happened, rather than 0 % or 100 %', () => {
    expect(serviceLevel(emptyWindow(), S6)).toBeNull();
    expect(averageSpeedOfAnswerMs(emptyWindow())).toBeNull();
    expect(averageHandleTimeMs(emptyWindow())).toBeNull();
  });

  it('gives no service level when only short abandons happened', () => {
    expect(serviceLevel({ ...emptyWindow(), abandoned: 3, shortAbandoned: 3 }, S6)).toBeNull();
  });

  it('divides sums by their own counts', () => {
    const window = { ...emptyWindow(), answered: 4, answerWaitMs: 10_000, handled: 2, handleMs: 300_000 };
    expect(averageSpeedOfAnswerMs(window)).toBe(2_500);
    expect(averageHandleTimeMs(window)).toBe(150_000);
  });
});
