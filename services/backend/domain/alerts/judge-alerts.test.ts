import { emptyWindow, type AlertRule, type QueueNow, type QueueWindow } from '@flex-sync-suite/shared/contract';
import { queueSid, T0 } from '../../testing/callbacks';
import { seededRandom } from '../../testing/seeded-random';
import { DEFAULT_POLICIES, serviceLevelOf } from '../queues/queue-policies';
import { judgeAlerts, type AlertsBefore, type AlertsJudged, type JudgedQueue, type OpenAlert } from './judge-alerts';

const IDLE: QueueNow = {
  ...{ queued: 0, ringing: 0, talking: 0, wrapping: 0, eligible: 9, available: 9, free: 9 },
  ...{ oldestWaitingSince: null, oldestWaitingCreatedAt: null },
};
const STEP_MS = 2_000;

/** Warns at 10 waiting, is critical at 20, each after 60 s; back at 8 and 16. */
const RULE: AlertRule = {
  ...{ id: 'a', metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: 10, critical: 20 },
  ...{ forSeconds: 60, clearMargin: null, isOn: true },
};
const NOTHING: AlertsBefore = { turning: [], open: [] };

const queue = (n: number, now: Partial<QueueNow> | null, last30Minutes: Partial<QueueWindow> = {}): JudgedQueue => ({
  ...{ sid: queueSid(n), name: `Sales / ${n}`, groups: ['Sales'], channels: ['voice'] },
  serviceLevel: serviceLevelOf(DEFAULT_POLICIES, ['voice']),
  figures: now && { now: { ...IDLE, ...now }, last30Minutes: { ...emptyWindow(), ...last30Minutes } },
});
const waiting = (n: number, queued: number) => queue(n, { queued });

/** What the next look remembers of this one; by way of JSON, as the database keeps it. */
function remembered(before: AlertsBefore, { turning, raised, turned, ended }: AlertsJudged): AlertsBefore {
  const gone = new Set(ended.map(({ id }) => id));
  const severities = new Map(turned.map(({ id, severity }) => [id, severity]));
  const open = [
    ...before.open
      .filter(({ id }) => !gone.has(id))
      .map((alert): OpenAlert => ({ ...alert, severity: severities.get(alert.id) ?? alert.severity })),
    ...raised.map(({ ruleId, taskQueueSid, metric, severity }): OpenAlert => ({
      ...{ ruleId, taskQueueSid, metric, severity },
      id: `${ruleId} ${taskQueueSid}`,
    })),
  ];
  return JSON.parse(JSON.stringify({ turning, open })) as AlertsBefore;
}

/** Looks every two seconds at one queue with these numbers of waiting tasks; one word for each thing that happens. */
function story(figures: readonly (number | null)[], rule: AlertRule = RULE, from: AlertsBefore = NOTHING) {
  let before = from;
  const told: string[] = [];
  figures.forEach((queued, index) => {
    const moment = { atMs: T0 + index * STEP_MS, isAfterGap: false };
    const judged = judgeAlerts([rule], [queue(1, queued === null ? null : { queued })], before, moment);
    told.push(
      ...judged.raised.map(({ severity }) => `${index} raised ${severity}`),
      ...judged.turned.map(({ severity }) => `${index} ${severity}`),
      ...judged.ended.map(({ reason }) => `${index} ${reason}`),
    );
    before = remembered(before, judged);
  });
  return { told, before };
}
const times = <T>(count: number, ...values: readonly T[]): T[] => Array.from({ length: count }, () => values).flat();

describe('an alert', () => {
  test('is raised after 60 s beyond a bound, worsens, eases and ends, each after 60 s', () => {
    const figures = [...times(31, 10), ...times(31, 20), ...times(31, 15), ...times(31, 8)];
    expect(story(figures).told).toEqual(['30 raised warning', '61 critical', '92 warning', '123 recovered']);
  });

  test('is raised as critical at once where the figure is that bad for long enough', () => {
    expect(story(times(31, 25)).told).toEqual(['30 raised critical']);
  });

  test('tells the figure and the bound at which it was raised', () => {
    const { before } = story(times(30, 12));
    const judged = judgeAlerts([RULE], [waiting(1, 14)], before, { atMs: T0 + 60_000, isAfterGap: false });
    expect(judged.raised).toEqual([
      {
        ...{ ruleId: 'a', taskQueueSid: queueSid(1), metric: 'waiting', queueName: 'Sales / 1' },
        ...{ severity: 'warning', value: 14, bound: 10 },
      },
    ]);
  });

  test('comes neither from a figure that is out of bounds for less, nor from one that swings around the bound', () => {
    expect(story([...times(29, 50), 9, ...times(29, 50)]).told).toEqual([]);
    expect(story(times(200, 9, 11)).told).toEqual([]);
  });

  test('is one, however long a figure swings around the bound once it was raised', () => {
    const swings = [...times(100, 9, 11), ...times(10, ...times(20, 3), 12)];
    expect(story([...times(31, 11), ...swings]).told).toEqual(['30 raised warning']);
  });

  test('stays as it is while the figures of its queue are not known, and nothing is raised from none', () => {
    const { before } = story(times(31, 11));
    expect(story(times(100, null), RULE, before).told).toEqual([]);
    expect(story(times(100, null)).told).toEqual([]);
  });

  test('begins to wait anew after a gap: what the figure did meanwhile is not known', () => {
    const { before } = story(times(20, 11));
    const at = (seconds: number, isAfterGap: boolean, from: AlertsBefore) => {
      const moment = { atMs: T0 + seconds * 1_000, isAfterGap };
      return judgeAlerts([RULE], [waiting(1, 11)], from, moment);
    };
    const first = at(600, true, before);
    expect(first.raised).toEqual([]);
    const later = remembered(before, first);
    expect([at(659, false, later).raised.length, at(660, false, later).raised.length]).toEqual([0, 1]);
  });

  test('ends with its queue, with its rule, and with what the rule asked about', () => {
    const { before } = story(times(31, 11));
    const moment = { atMs: T0 + 70_000, isAfterGap: false };
    const reasonOf = (rules: readonly AlertRule[], queues: readonly JudgedQueue[]) =>
      judgeAlerts(rules, queues, before, moment).ended.map(({ reason }) => reason);
    expect(reasonOf([RULE], [])).toEqual(['queue-deleted']);
    const still = [waiting(1, 11)];
    expect(reasonOf([RULE], still)).toEqual([]);
    const others: readonly Partial<AlertRule>[] = [
      { isOn: false },
      { id: 'b' },
      { metric: 'free-agents' },
      { scope: { kind: 'group', group: 'Billing' } },
      { scope: { kind: 'queue', taskQueueSid: queueSid(2) } },
    ];
    for (const other of others) expect(reasonOf([{ ...RULE, ...other }], still)).toEqual(['rule-changed']);
    expect(reasonOf([{ ...RULE, scope: { kind: 'group', group: 'Sales' } }], still)).toEqual([]);
  });
});

describe('over many random hours', () => {
  const random = seededRandom(25);
  const walk = (length: number): number[] => {
    let queued = 8;
    return Array.from({ length }, () => {
      queued = Math.max(0, queued + random.int(9) - 4 + (queued > 22 ? -2 : 0));
      return queued;
    });
  };

  test('an alert is raised just when the figure was beyond the bound at every look for 60 s', () => {
    for (let hour = 0; hour < 30; hour += 1) {
      const figures = walk(400);
      const rule = { ...RULE, critical: null };
      const expected: string[] = [];
      let isOpen = false;
      figures.forEach((_figure, index) => {
        // The looks of the last 60 s, 31 of them, all since the last turn.
        const lately = figures.slice(Math.max(0, index - 30), index + 1);
        const since = expected.length === 0 ? -1 : Number(expected.at(-1)?.split(' ')[0]);
        if (index - since <= 30) return;
        if (!isOpen && lately.every((queued) => queued >= 10)) {
          expected.push(`${index} raised warning`);
          isOpen = true;
        } else if (isOpen && lately.every((queued) => queued <= 8)) {
          expected.push(`${index} recovered`);
          isOpen = false;
        }
      });
      expect(story(figures, rule).told).toEqual(expected);
    }
  });

  test('the order in which rules and queues stand makes no difference', () => {
    const rules: AlertRule[] = [
      RULE,
      { ...RULE, id: 'b', warning: 5, forSeconds: 10 },
      { ...RULE, id: 'c', metric: 'free-agents', warning: 0, critical: null, forSeconds: 0 },
    ];
    const walks = [1, 2, 3, 4].map((n) => ({ n, figures: walk(300) }));
    const run = (shuffled: boolean) => {
      let before = NOTHING;
      const told: string[] = [];
      const inOrder = <T>(all: readonly T[]): readonly T[] => (shuffled ? [...all].reverse() : all);
      for (let index = 0; index < 300; index += 1) {
        const queues = walks.map(({ n, figures }) => queue(n, { queued: figures[index] ?? 0, free: n - 1 }));
        const judged = judgeAlerts(inOrder(rules), inOrder(queues), before, {
          ...{ atMs: T0 + index * STEP_MS, isAfterGap: false },
        });
        told.push(
          ...[judged.raised, judged.turned, judged.ended]
            .flat()
            .map((one) => JSON.stringify(one))
            .sort(),
        );
        before = remembered(before, judged);
      }
      return told;
    };
    expect(run(true)).toEqual(run(false));
    expect(run(false).length).toBeGreaterThan(20);
  });
});
