import { serviceLevel, type QueueWindow } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { queueFigureSource, totalsFigureSource, type FigureSource } from '../model/figures/figure-source';
import { createFormatters } from '../model/formatters';
import { isCounted, SERVICE_LEVEL_IDS } from '../model/figures/formulas';
import { figureValue } from '../model/figures/figure-value';
import { queueFigures, type QueueSource } from '../model/figures/queue-row-model';
import { reckon, serviceLevels, spanBounds } from '../model/figures/reckoning';
import type { SortColumn } from '../model/order/sort-queues';
import { createZoneFormatters } from '../model/zone-formatters';
import { inForceWords, reckoningWords, valueWords } from '../strings/explanation-strings';
import { indexItem, NOON, queueDocumentData, queueWindow, secondsBeforeNoon } from '../testing/queue-fixtures';
import { columnOf, COLUMNS } from './columns';

const format = createFormatters('en-US');
const berlin = createZoneFormatters('en-US', 'Europe/Berlin');

/** Intl parts a time from its "PM" with a narrow space. */
const plain = (text: string): string => text.replace(/\u202f/g, ' ');

const busy: QueueSource = {
  item: indexItem({ channels: ['chat', 'voice'] }),
  failedSince: null,
  document: queueDocumentData({
    now: {
      ...{ queued: 3, ringing: 1, talking: 5, wrapping: 2, free: 3, available: 5, eligible: 12 },
      ...{ oldestWaitingSince: secondsBeforeNoon(83), oldestWaitingCreatedAt: secondsBeforeNoon(600) },
    },
    last30Minutes: { answered: 100, answeredInTime: 86, abandoned: 7, shortAbandoned: 1 },
    today: {
      ...{ offered: 1420, answered: 400, answeredInTime: 300, abandoned: 20, shortAbandoned: 4, completed: 390 },
      // 400 waits of 15 s are 1:40:00; 380 conversations of 200 s are 21:06:40.
      ...{ answerWaitMs: 6_000_000, handled: 380, handleMs: 76_000_000 },
    },
  }),
};

function sourceOf(queue: QueueSource, nowMs = NOON): FigureSource {
  const source = queueFigureSource(queue, nowMs);
  if (source === null) throw new Error('The queue has no figures');
  return source;
}

/** Value, formula and what is in force, as the explanation of a column says them. */
function explained(id: SortColumn, source: FigureSource): readonly (string | null)[] | null {
  const formula = COLUMNS.find((column) => column.id === id)?.formula ?? null;
  const reckoning = formula === null ? null : reckon(formula, source);
  if (formula === null || reckoning === null) return null;
  return [
    valueWords(reckoning, format),
    plain(reckoningWords(reckoning, format, berlin)),
    inForceWords(formula, source, format),
  ];
}

const SHORT = 'Short: abandoned after less than 5 seconds.';
const FORMULA = 'Formula S6, short abandons excluded.';
const POLICY = `Target 80%. In time: answered within 1 minute (chat), 20 seconds (voice). ${SHORT} ${FORMULA}`;

describe('a figure of a queue is explained with its numbers put in', () => {
  it.each<[SortColumn, string, string, string | null]>([
    [
      'status',
      'Critical',
      'Longest wait 1:23 is over the threshold 0:20. ' +
        'Warning: a wait over 0:20, or a service level of 75% or less. Critical: over 1:00, or 65% or less.',
      null,
    ],
    ['waiting', '4', '3 queued + 1 ringing = 4', null],
    ['queued', '3', '3 queued', null],
    ['sinceContact', '10:00', '1:00:00 PM − 12:50:00 PM = 10:00', null],
    ['toThreshold', 'over by 1:03', '0:20 − 1:23 = over by 1:03', null],
    ['available', '5', '5 available, of 12 eligible', null],
    ['shortAbandoned', '1', '1 short', SHORT],
    ['abandonedShareToday', '1.1%', '(20 abandoned − 4 short) ÷ 1,420 offered = 1.1%', null],
    ['longestWait', '1:23', '1:00:00 PM − 12:58:37 PM = 1:23', 'Warning over 0:20, critical over 1:00.'],
    ['active', '7', '5 talking + 2 wrap-up = 7', null],
    ['free', '3', '3 free, of 5 available, of 12 eligible', null],
    ['serviceLevel', '81.1%', '86 answered in time ÷ (100 answered + 7 abandoned − 1 short) = 81.1%', POLICY],
    ['offeredToday', '1,420', '1,420 offered', null],
    ['answeredToday', '400', '400 answered', null],
    ['abandonedToday', '16', '20 abandoned − 4 short = 16', SHORT],
    ['completedToday', '390', '390 completed', null],
    ['serviceLevelToday', '72.1%', '300 answered in time ÷ (400 answered + 20 abandoned − 4 short) = 72.1%', POLICY],
    ['asaToday', '0:15', '1:40:00 of waiting ÷ 400 answered = 0:15', null],
    ['ahtToday', '3:20', '21:06:40 of talk and wrap-up ÷ 380 handled = 3:20', null],
    ['age', '1:00', '1:00:00 PM − 12:59:00 PM = 1:00', null],
  ])('%s', (id, value, formula, inForce) => {
    expect(explained(id, sourceOf(busy))).toEqual([value, formula, inForce]);
  });

  it('and every column but the name has one', () => {
    expect(COLUMNS.filter(({ id }) => explained(id, sourceOf(busy)) === null).map(({ id }) => id)).toEqual(['name']);
  });

  it('without traffic, and while nobody waits, it says so instead of a number', () => {
    const quiet = sourceOf({ ...busy, document: queueDocumentData() });
    expect(explained('serviceLevel', quiet)?.slice(0, 2)).toEqual([
      '–',
      '0 answered in time ÷ (0 answered + 0 abandoned − 0 short): no traffic, so no figure would be true',
    ]);
    expect(explained('longestWait', quiet)?.slice(0, 2)).toEqual(['–', 'nobody waits']);
  });

  it('instants differ by what is read; one that may be of another day has its date', () => {
    const young = sourceOf({ ...busy, document: queueDocumentData({ asOf: secondsBeforeNoon(1.5) }) });
    expect(explained('age', young)?.[1]).toBe('12:59:59 PM − 12:59:58 PM = 0:01');
    const old = sourceOf({ ...busy, document: queueDocumentData({ asOf: secondsBeforeNoon(100_000) }) });
    expect(explained('age', old)?.[1]).toBe('Mar 10, 1:00 PM − Mar 9, 9:13 AM = 27:46:40');
  });
});

it('a wait is estimated from what waits, the AHT and who is available, and not from too little', () => {
  const waits = (available: number, handled: number) =>
    explained(
      'estimatedWait',
      sourceOf({
        ...busy,
        document: queueDocumentData({
          now: { queued: 5, ringing: 1, available },
          last30Minutes: { handled, handleMs: handled * 200_000 },
        }),
      }),
    )?.slice(0, 2);
  expect(waits(4, 20)).toEqual(['5:00', '6 waiting × 3:20 AHT ÷ 4 available = 5:00']);
  expect(waits(4, 19)).toEqual(['–', '19 handled in the last 30 minutes: an estimate needs 20']);
  expect(waits(0, 20)).toEqual(['–', 'nobody is available, so no estimate would be true']);
});

it('has one column an id', () => {
  const ids = COLUMNS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.map((id) => columnOf(id).id)).toEqual(ids);
});

it('what is explained is what the board shows, whatever the counts', () => {
  const counts = fc.record(
    Object.fromEntries(Object.keys(queueWindow()).map((key) => [key, fc.nat({ max: 1000 })])) as Record<
      keyof QueueWindow,
      fc.Arbitrary<number>
    >,
  );
  const rules = fc.record({ formula: fc.constantFrom(...SERVICE_LEVEL_IDS), countsFlowOuts: fc.boolean() });
  fc.assert(
    fc.property(counts, counts, rules, (last30Minutes, today, rule) => {
      const document = queueDocumentData({ last30Minutes, today });
      const item = { ...busy.item, serviceLevel: { ...busy.item.serviceLevel, ...rule } };
      const shown = queueFigures(item, document);
      const source = sourceOf({ ...busy, item, document });
      for (const { id, formula } of COLUMNS) {
        if (!isCounted(formula)) continue;
        expect([id, reckon(formula, source)?.value]).toEqual([id, figureValue(formula, shown)]);
      }
      expect(shown.today.serviceLevel).toBe(serviceLevel(document.today, rule));
    }),
  );
});

it('other formulas give the published figures of the sample', () => {
  const sample = { answered: 1000, answeredInTime: 860, abandoned: 60, abandonedInTime: 20, shortAbandoned: 10 };
  const source = sourceOf({ ...busy, document: queueDocumentData({ last30Minutes: sample }) });
  const all = serviceLevels('last30Minutes', source);
  expect(all.map(({ id, reckoning }) => [id, valueWords(reckoning, format)])).toEqual([
    ['S1', '86%'],
    ['S2', '81.1%'],
    ['S3', '82.7%'],
    ['S4', '83%'],
    ['S5', '82.1%'],
    ['S6', '81.9%'],
  ]);
  expect(all.map(({ reckoning }) => reckoningWords(reckoning, format, berlin))).toMatchObject({
    2: '860 answered in time ÷ (1,000 answered + 60 abandoned − 20 abandoned in time) = 82.7%',
    4: '(860 answered in time + 10 short) ÷ (1,000 answered + 60 abandoned) = 82.1%',
  });
});

it('the window is the minute that is not over and the 29 before it; the day begins when its Document says', () => {
  const source = sourceOf(busy, NOON + 59_999);
  expect(spanBounds('last30Minutes', source)).toEqual({ from: NOON - 29 * 60_000, to: NOON + 59_999 });
  expect(spanBounds('today', source)).toEqual({ from: Date.parse('2026-03-10T00:00:00.000Z'), to: NOON + 59_999 });
  expect(spanBounds('now', source)).toBeNull();
});

it('a sum of queues adds counts before it divides, and has no status, agents or limits of its own', () => {
  const small: QueueSource = {
    item: indexItem({ serviceLevel: { ...busy.item.serviceLevel, targetPercent: 90 } }),
    failedSince: null,
    document: queueDocumentData({
      now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(100) },
      last30Minutes: { answered: 4, answeredInTime: 1 },
    }),
  };
  const agents = { asOf: '', eligible: 9, available: 6, free: 2, busy: 3 };
  const source = totalsFigureSource([busy, small, { ...small, document: undefined }], agents, NOON);
  if (source === null) throw new Error('There is no sum');
  expect(explained('waiting', source)).toEqual(['5', '4 queued + 1 ringing = 5', null]);
  expect(explained('longestWait', source)).toEqual(['1:40', '1:00:00 PM − 12:58:20 PM = 1:40', null]);
  expect(explained('serviceLevel', source)).toEqual([
    '79.1%',
    '87 answered in time ÷ (104 answered + 7 abandoned − 1 short) = 79.1%',
    `The targets of these queues differ. In time: answered within 1 minute (chat), 20 seconds (voice). ${SHORT} ${FORMULA}`,
  ]);
  const ownFormula = indexItem({ serviceLevel: { ...busy.item.serviceLevel, formula: 'S1', countsFlowOuts: true } });
  const mixed = totalsFigureSource([busy, { ...small, item: ownFormula }], null, NOON);
  expect(mixed === null ? null : explained('serviceLevel', mixed)).toEqual([
    '79.1%',
    '87 counted as in time ÷ 110 counted, each queue by its own formula = 79.1%',
    `${POLICY.slice(0, -FORMULA.length)}Their formulas differ.`,
  ]);
  expect(explained('free', source)?.[0]).toBe('2');
  const without = totalsFigureSource([busy, small], null, NOON);
  expect(without && explained('free', without)?.[0]).toBe('–');
  expect([explained('status', source), explained('age', source)]).toEqual([null, null]);
});

it('times are of the reporting zone; of this computer where the backend names none, or one that nobody knows', () => {
  expect([berlin.isReporting, plain(berlin.minute(NOON))]).toEqual([true, '1:00 PM']);
  for (const zone of [null, 'Atlantis/Poseidonis']) {
    const own = createZoneFormatters('en-US', zone);
    expect([own.isReporting, own.zone]).toEqual([false, new Intl.DateTimeFormat().resolvedOptions().timeZone]);
  }
});
