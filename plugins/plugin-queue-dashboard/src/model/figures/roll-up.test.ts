import fc from 'fast-check';
import {
  averageHandleTimeMs,
  averageSpeedOfAnswerMs,
  serviceLevel,
  type ServiceLevelFormula,
} from '@flex-sync-suite/shared/contract';
import { indexItem, queueDocumentData, queueWindow, secondsBeforeNoon } from '../../testing/queue-fixtures';
import { addWindows, rollUp } from './roll-up';

const THRESHOLD_MS = 20_000;
const SHORT_MS = 5000;

/** What happened to one visit; the unit that both sides of the property count. */
interface Visit {
  readonly queue: number;
  readonly end: 'answered' | 'abandoned' | 'flowedOut' | 'open';
  readonly waitMs: number;
  readonly handleMs: number | null;
}

const visits: fc.Arbitrary<readonly Visit[]> = fc.array(
  fc.record({
    queue: fc.integer({ min: 0, max: 4 }),
    end: fc.constantFrom('answered', 'abandoned', 'flowedOut', 'open'),
    waitMs: fc.integer({ min: 0, max: 60_000 }),
    handleMs: fc.option(fc.integer({ min: 0, max: 600_000 })),
  }),
);

function windowOf(all: readonly Visit[]) {
  const answered = all.filter(({ end }) => end === 'answered');
  const abandoned = all.filter(({ end }) => end === 'abandoned');
  const handled = answered.flatMap(({ handleMs }) => handleMs ?? []);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return queueWindow({
    offered: all.length,
    answered: answered.length,
    answeredInTime: answered.filter(({ waitMs }) => waitMs <= THRESHOLD_MS).length,
    abandoned: abandoned.length,
    shortAbandoned: abandoned.filter(({ waitMs }) => waitMs < SHORT_MS).length,
    abandonedInTime: abandoned.filter(({ waitMs }) => waitMs <= THRESHOLD_MS).length,
    flowedOut: all.filter(({ end }) => end === 'flowedOut').length,
    completed: handled.length,
    handled: handled.length,
    answerWaitMs: sum(answered.map(({ waitMs }) => waitMs)),
    handleMs: sum(handled),
  });
}

describe('rollUp', () => {
  it('gives what counting all visits as one queue gives', () => {
    fc.assert(
      fc.property(visits, (all) => {
        const queues = [0, 1, 2, 3, 4].map((queue) => windowOf(all.filter((visit) => visit.queue === queue)));
        const total = rollUp(
          queues.map((window) => ({
            item: indexItem(),
            document: queueDocumentData({ last30Minutes: window, today: window }),
          })),
        );
        const expected = windowOf(all);
        expect(addWindows(queues)).toEqual(expected);
        for (const figures of [total.last30Minutes, total.today]) {
          expect(figures).toEqual({
            offered: expected.offered,
            answered: expected.answered,
            abandoned: expected.abandoned - expected.shortAbandoned,
            serviceLevel: serviceLevel(expected, indexItem().serviceLevel),
            asaMs: averageSpeedOfAnswerMs(expected),
            ahtMs: averageHandleTimeMs(expected),
          });
        }
      }),
    );
  });

  it('weighs a busy queue more than a quiet one: percentages are not averaged', () => {
    const busy = queueDocumentData({ last30Minutes: { answered: 99, answeredInTime: 99 } });
    const quiet = queueDocumentData({ last30Minutes: { answered: 1, answeredInTime: 0 } });
    const total = rollUp([busy, quiet].map((document) => ({ item: indexItem(), document })));
    expect(total.last30Minutes.serviceLevel).toBe(0.99);
  });

  it('judges each queue by its own formula before it adds', () => {
    const window = { answered: 10, answeredInTime: 6, abandoned: 10, abandonedInTime: 4, flowedOut: 5 };
    const document = queueDocumentData({ last30Minutes: window });
    const by = (formula: ServiceLevelFormula, countsFlowOuts = false) => ({
      item: indexItem({ serviceLevel: { ...indexItem().serviceLevel, formula, countsFlowOuts } }),
      document,
    });
    expect(rollUp([by('S1'), by('S4'), by('S2', true)]).last30Minutes.serviceLevel).toBe((6 + 10 + 6) / (10 + 20 + 25));
  });

  it('adds what is happening now and takes the earliest of the longest waits', () => {
    const total = rollUp([
      {
        item: indexItem(),
        document: queueDocumentData({
          now: { queued: 1, ringing: 2, talking: 3, wrapping: 4, oldestWaitingSince: secondsBeforeNoon(5) },
        }),
      },
      {
        item: indexItem(),
        document: queueDocumentData({ now: { queued: 10, oldestWaitingSince: secondsBeforeNoon(50) } }),
      },
      { item: indexItem(), document: queueDocumentData() },
    ]);
    expect(total).toMatchObject({
      queueCount: 3,
      missingCount: 0,
      waiting: 13,
      queued: 11,
      ringing: 2,
      active: 7,
      oldestWaitingSince: secondsBeforeNoon(50),
    });
  });

  it('counts the queues that it lacks, instead of taking them for zero', () => {
    expect(rollUp([{ item: indexItem(), document: undefined }])).toMatchObject({ queueCount: 1, missingCount: 1 });
  });

  it('shows a target only if all queues share it', () => {
    const other = indexItem({ serviceLevel: { ...indexItem().serviceLevel, targetPercent: 90 } });
    const of = (...items: ReturnType<typeof indexItem>[]): number | null =>
      rollUp(items.map((item) => ({ item, document: queueDocumentData() }))).targetPercent;
    expect(of(indexItem(), indexItem())).toBe(80);
    expect(of(indexItem(), other)).toBeNull();
    expect(of()).toBeNull();
  });
});
