import fc from 'fast-check';
import { indexItem, NOON, queueDocumentData, secondsBeforeNoon } from '../../testing/queue-fixtures';
import { queueFigures, queueHealth } from './queue-row-model';

const item = indexItem();

describe('queueFigures', () => {
  it('keeps the counts, and divides the windows', () => {
    const document = queueDocumentData({
      now: { queued: 9, ringing: 3, talking: 4, wrapping: 2, eligible: 8, available: 5, free: 1 },
      last30Minutes: { offered: 20, answered: 10, answeredInTime: 9, abandoned: 3, shortAbandoned: 1 },
      today: { answered: 4, answeredInTime: 1, answerWaitMs: 60_000, handled: 2, handleMs: 500_000, completed: 3 },
    });

    expect(queueFigures(item, document)).toEqual({
      targetPercent: 80,
      quantities: document,
      last30Minutes: {
        offered: 20,
        answered: 10,
        abandoned: 2,
        serviceLevel: 0.75,
        asaMs: 0,
        ahtMs: null,
      },
      today: {
        offered: 0,
        answered: 4,
        abandoned: 0,
        serviceLevel: 0.25,
        asaMs: 15_000,
        ahtMs: 250_000,
      },
    });
  });
});

describe('queueHealth', () => {
  const critical = queueDocumentData({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(600) } });
  const LIVE = { nowMs: NOON, offsetMs: 0, isBoardStale: false };

  it('says critical while the row is live, with the cause', () => {
    expect(queueHealth({ item, document: critical, failedSince: null }, LIVE)).toMatchObject({
      status: 'critical',
      causes: [{ metric: 'longestWait' }],
      lastKnownAt: null,
    });
  });

  it('says loading before the first Document', () => {
    expect(queueHealth({ item, document: undefined, failedSince: null }, LIVE).status).toBe('loading');
  });

  it('says unavailable when a Document cannot be read and none is held', () => {
    expect(queueHealth({ item, document: undefined, failedSince: 0 }, LIVE).status).toBe('unavailable');
  });

  it('does not call a queue stale because nothing has happened in it for hours', () => {
    const document = queueDocumentData({ asOf: secondsBeforeNoon(4 * 3600) });
    expect(queueHealth({ item, document, failedSince: null }, LIVE)).toMatchObject({
      status: 'noTraffic',
      lastKnownAt: null,
    });
  });

  const instant = fc.integer({ min: NOON - 3_600_000, max: NOON + 3_600_000 });
  const waiting = fc.option(fc.integer({ min: 0, max: 900 }), { nil: null });
  const offset = fc.integer({ min: -600_000, max: 600_000 });

  it('keeps the last known status of a queue, whatever has stopped its updates, and says of when it is', () => {
    fc.assert(
      fc.property(waiting, instant, fc.option(instant, { nil: null }), fc.boolean(), offset, (seconds, ...rest) => {
        const [nowMs, failedSince, isBoardStale, offsetMs] = rest;
        fc.pre(isBoardStale || failedSince !== null);
        const since = seconds === null ? null : secondsBeforeNoon(seconds);
        const document = queueDocumentData({ now: { queued: seconds === null ? 0 : 1, oldestWaitingSince: since } });
        const health = queueHealth({ item, document, failedSince }, { nowMs, offsetMs, isBoardStale });
        const stops = [
          ...(isBoardStale ? [nowMs] : []),
          ...(failedSince === null ? [] : [failedSince + offsetMs, nowMs]),
        ];
        const at = Math.min(...stops);
        expect(health.lastKnownAt).toBe(at);
        const then = queueHealth({ item, document, failedSince: null }, { ...LIVE, nowMs: at });
        expect(health).toEqual({ ...then, lastKnownAt: at });
      }),
    );
  });
});
