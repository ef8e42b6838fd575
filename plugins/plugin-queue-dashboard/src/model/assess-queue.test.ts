import { indexItem, NOON, queueDocumentData, secondsBeforeNoon } from '../testing/queue-fixtures';
import { assessQueue, longestWaitMs, waitThresholdMs } from './assess-queue';

/** A queue whose service level is `answeredInTime` of 100. */
const withServiceLevel = (answeredInTime: number) =>
  queueDocumentData({ last30Minutes: { answered: 100, answeredInTime } });
const withWait = (seconds: number) =>
  queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(seconds) } });

describe('assessQueue', () => {
  it.each([
    [100, 'ok'],
    [80, 'ok'],
    [76, 'ok'],
    [75, 'warning'],
    [66, 'warning'],
    [65, 'critical'],
    [0, 'critical'],
  ])('judges a service level of %d %% against a target of 80 %% as %s', (share, status) => {
    expect(assessQueue(indexItem(), withServiceLevel(share), NOON).status).toBe(status);
  });

  it('does not warn because of a rounding error', () => {
    const item = indexItem({ serviceLevel: { ...indexItem().serviceLevel, targetPercent: 62 } });
    // 100 × 0.57 is 56.99999999999999 in floating point: five points and a hair below 62.
    expect(assessQueue(item, withServiceLevel(57), NOON).causes).toMatchObject([{ severity: 'warning' }]);
    expect(assessQueue(item, withServiceLevel(58), NOON).status).toBe('ok');
  });

  it.each([
    [20, 'ok'],
    [21, 'warning'],
    [60, 'warning'],
    [61, 'critical'],
  ])('judges a longest wait of %d s against a threshold of 20 s as %s', (seconds, status) => {
    expect(assessQueue(indexItem(), withWait(seconds), NOON).status).toBe(status);
  });

  it('names the worst cause first', () => {
    const document = queueDocumentData({
      now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(30) },
      last30Minutes: { answered: 10, answeredInTime: 1 },
    });
    expect(assessQueue(indexItem(), document, NOON)).toEqual({
      status: 'critical',
      causes: [
        { metric: 'serviceLevel', severity: 'critical', share: 0.1, targetPercent: 80 },
        { metric: 'longestWait', severity: 'warning', waitMs: 30_000, thresholdMs: 20_000 },
      ],
    });
  });

  it('calls a queue without tasks and without a denominator "no traffic"', () => {
    expect(assessQueue(indexItem(), queueDocumentData(), NOON)).toEqual({ status: 'noTraffic', causes: [] });
  });

  it.each(['queued', 'ringing', 'talking', 'wrapping'] as const)('calls a queue with a task %s traffic', (state) => {
    expect(assessQueue(indexItem(), queueDocumentData({ now: { [state]: 1 } }), NOON).status).toBe('ok');
  });

  it('calls a queue that answered in the last 30 minutes traffic', () => {
    expect(assessQueue(indexItem(), withServiceLevel(100), NOON).status).toBe('ok');
  });
});

describe('waitThresholdMs', () => {
  it('takes the strictest threshold of the channels of a queue', () => {
    expect(waitThresholdMs(indexItem({ channels: ['chat', 'voice'] }))).toBe(20_000);
  });

  it('takes the default for a channel without a threshold, and for a queue without a channel', () => {
    expect(waitThresholdMs(indexItem({ channels: ['chat'] }))).toBe(60_000);
    expect(waitThresholdMs(indexItem({ channels: [] }))).toBe(60_000);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'takes a channel named %s for one without a threshold',
    (channel) => {
      expect(waitThresholdMs(indexItem({ channels: [channel] }))).toBe(60_000);
    },
  );
});

describe('longestWaitMs', () => {
  it('is null when nobody waits', () => {
    expect(longestWaitMs(queueDocumentData(), NOON)).toBeNull();
  });

  it('is never negative, even when the clocks differ', () => {
    expect(longestWaitMs(withWait(-3), NOON)).toBe(0);
  });
});
