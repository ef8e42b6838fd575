import { emptyWindow, type AlertRule, type QueueNow, type QueueWindow } from '@flex-sync-suite/shared/contract';
import { T0 } from '../../testing/callbacks';
import { DEFAULT_POLICIES, serviceLevelOf } from '../queues/queue-policies';
import { boundsOf, figureOf } from './alert-metrics';
import { alertRulesProblem, DEFAULT_ALERT_RULES } from './alert-rules';

const figures = (now: Partial<QueueNow>, window: Partial<QueueWindow> = {}) => ({
  now: {
    ...{ queued: 0, ringing: 0, talking: 0, wrapping: 0, eligible: 0, available: 0, free: 0 },
    ...{ oldestWaitingSince: null, oldestWaitingCreatedAt: null, ...now },
  },
  last30Minutes: { ...emptyWindow(), ...window },
});
const promise = { channels: ['chat', 'voice'], serviceLevel: serviceLevelOf(DEFAULT_POLICIES, []) };
const rule = (more: Partial<AlertRule>): AlertRule => ({
  ...{ id: 'a', metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: 10, critical: 20 },
  ...{ forSeconds: 60, clearMargin: null, isOn: true },
  ...more,
});
const bounds = (more: Partial<AlertRule>) =>
  boundsOf(rule(more), promise).map(({ severity, at, clearAt }) => [severity, at, clearAt]);

test('the figures are those of the board, in seconds, tasks and percent', () => {
  const oldestWaitingSince = new Date(T0 - 95_000).toISOString();
  expect(figureOf('longest-wait', figures({ oldestWaitingSince }), promise, T0)).toBe(95);
  expect(figureOf('longest-wait', figures({}), promise, T0)).toBe(0);
  expect(figureOf('waiting', figures({ queued: 3, ringing: 2 }), promise, T0)).toBe(5);
  const window = { offered: 120, answered: 100, answeredInTime: 57, abandoned: 6, shortAbandoned: 6 };
  expect(figureOf('service-level', figures({}, window), promise, T0)).toBe(57);
  expect(figureOf('abandoned-share', figures({}, { ...window, shortAbandoned: 0 }), promise, T0)).toBe(5);
});

test('there is nothing to judge in a share of a few visits, and in free agents while nobody is queued', () => {
  const one = { offered: 4, answered: 3, abandoned: 1 };
  expect(figureOf('service-level', figures({}, one), promise, T0)).toBeNull();
  expect(figureOf('abandoned-share', figures({}, one), promise, T0)).toBeNull();
  expect(figureOf('service-level', figures({}, { ...one, abandoned: 2 }), promise, T0)).toBe(0);
  expect(figureOf('free-agents', figures({ free: 0 }), promise, T0)).toBeNull();
  expect(figureOf('free-agents', figures({ queued: 1, free: 0 }), promise, T0)).toBe(0);
});

test('a figure is back a stated way on the good side of each bound', () => {
  expect(bounds({})).toEqual([
    ['warning', 10, 8],
    ['critical', 20, 16],
  ]);
  expect(bounds({ warning: 2, critical: null })).toEqual([['warning', 2, 1]]);
  expect(bounds({ clearMargin: 15 })).toEqual([
    ['warning', 10, 0],
    ['critical', 20, 5],
  ]);
  expect(bounds({ metric: 'service-level', warning: 98, critical: null })).toEqual([['warning', 98, 100]]);
  expect(bounds({ metric: 'free-agents', warning: null, critical: 0 })).toEqual([['critical', 0, 1]]);
});

test('bounds by target follow the policy of the queue, of several channels the strictest', () => {
  const wait = { metric: 'longest-wait', boundsAre: 'target', warning: 1.5, critical: 3 } as const;
  expect(bounds(wait)).toEqual([
    ['warning', 30, 24],
    ['critical', 60, 48],
  ]);
  expect(bounds({ ...wait, clearMargin: 1 })).toEqual([
    ['warning', 30, 10],
    ['critical', 60, 40],
  ]);
  expect(bounds({ metric: 'service-level', boundsAre: 'target', warning: 5, critical: 15 })).toEqual([
    ['warning', 75, 78],
    ['critical', 65, 68],
  ]);
});

test('the rules that every installation begins with are good rules', () => {
  expect(alertRulesProblem(DEFAULT_ALERT_RULES)).toBeNull();
});

test.each<[string, Partial<AlertRule>, RegExp]>([
  ['no bound', { warning: null, critical: null }, /^Rule 1 has no bound/],
  ['a warning beyond critical', { warning: 20, critical: 10 }, /^Rule 1 turns critical before it warns.*higher/],
  ['the same in a figure that falls', { metric: 'service-level', warning: 60, critical: 70 }, /has to be lower/],
  ['points that fall', { metric: 'service-level', boundsAre: 'target', warning: 15, critical: 5 }, /to be higher/],
  ['a target where there is none', { boundsAre: 'target' }, /^Rule 1 measures by a target/],
  ['more than all', { metric: 'abandoned-share', critical: 101 }, /at most 100/],
  ['a bound of nothing', { warning: 0 }, /never end/],
  ['a service level of all', { metric: 'service-level', warning: 100, critical: null }, /never end/],
])('a rule with %s is refused with the reason', (_what, more, sentence) => {
  expect(alertRulesProblem([rule(more)])?.message).toMatch(sentence);
});

test('rules are refused that are too many, or two of one id', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => rule({ id: String(index) }));
  expect([alertRulesProblem(many(50)), alertRulesProblem(many(51))?.code]).toEqual([null, 'too_many_rules']);
  expect(alertRulesProblem([rule({}), rule({ id: 'b' }), rule({})])?.message).toBe('Rules 1 and 3 have the same id.');
});
