import { indexItem, NOON, queueDocumentData, secondsBeforeNoon } from '../testing/queue-fixtures';
import { queueFigures, queueHealth } from './queue-row-model';

const item = indexItem();

describe('queueFigures', () => {
  it('adds waiting and active up, and divides the windows', () => {
    const document = queueDocumentData({
      now: { queued: 9, ringing: 3, talking: 4, wrapping: 2, eligible: 8, available: 5, free: 1 },
      last30Minutes: { offered: 20, answered: 10, answeredInTime: 9, abandoned: 3, shortAbandoned: 1 },
      today: { answered: 4, answeredInTime: 1, answerWaitMs: 60_000, handled: 2, handleMs: 500_000, completed: 3 },
    });

    expect(queueFigures(item, document)).toEqual({
      waiting: 12,
      queued: 9,
      ringing: 3,
      active: 6,
      talking: 4,
      wrapping: 2,
      free: 1,
      available: 5,
      eligible: 8,
      targetPercent: 80,
      last30Minutes: {
        offered: 20,
        answered: 10,
        completed: 0,
        abandoned: 3,
        serviceLevel: 0.75,
        asaMs: 0,
        ahtMs: null,
      },
      today: {
        offered: 0,
        answered: 4,
        completed: 3,
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

  it('says critical while the row is live, with the cause', () => {
    expect(queueHealth({ item, document: critical, hasFailed: false }, NOON, false)).toMatchObject({
      status: 'critical',
      causes: [{ metric: 'longestWait' }],
    });
  });

  it('says loading before the first Document', () => {
    expect(queueHealth({ item, document: undefined, hasFailed: false }, NOON, false).status).toBe('loading');
  });

  it('says unavailable when a Document cannot be read and none is held', () => {
    expect(queueHealth({ item, document: undefined, hasFailed: true }, NOON, false).status).toBe('unavailable');
  });

  it('says stale, not critical, when the row or the whole board is not updated any more', () => {
    expect(queueHealth({ item, document: critical, hasFailed: true }, NOON, false)).toMatchObject({
      status: 'stale',
      causes: [],
    });
    expect(queueHealth({ item, document: critical, hasFailed: false }, NOON, true).status).toBe('stale');
  });

  it('does not call a queue stale because nothing has happened in it for hours', () => {
    const document = queueDocumentData({ asOf: secondsBeforeNoon(4 * 3600) });
    expect(queueHealth({ item, document, hasFailed: false }, NOON, false)).toMatchObject({
      status: 'noTraffic',
    });
  });
});
