import { MAX_QUEUE_RULES, nameTags, type QueueMatch, type QueueRule } from '@flex-sync-suite/shared/contract';
import { DEFAULT_POLICIES, policiesInForce, policiesOf, policyOf, serviceLevelOf } from './queue-policies';
import { queueRulesProblem } from './queue-rules';

const ALL: QueueMatch = { kind: 'all' };
const rule = (id: string, fields: Omit<Partial<QueueRule>, 'id'>): QueueRule => ({ id, queues: ALL, ...fields });
const inForce = (rules: readonly QueueRule[], name = 'Sales / EMEA') =>
  policiesInForce(rules, { name, groups: nameTags(name), asksFor: [] });
const policies = (rules: readonly QueueRule[], name?: string) => policiesOf(inForce(rules, name));

describe('rules of queues', () => {
  it('come to the default where none sets anything', () => {
    expect(policies([])).toEqual(DEFAULT_POLICIES);
    expect(inForce([]).map(({ channel, rules }) => [channel, rules])).toEqual([
      [null, {}],
      ['voice', {}],
    ]);
  });

  it('count field by field and channel by channel: of those that set one, the first, and it is told which', () => {
    const found = inForce([
      rule('voice', { channel: 'voice', thresholdSeconds: 10 }),
      rule('sms', { channel: 'sms', formula: 'S1', targetPercent: 50 }),
      rule('every', { thresholdSeconds: 30, targetPercent: 70, countsFlowOuts: true }),
      rule('late', { thresholdSeconds: 99, shortAbandonSeconds: 0 }),
    ]);
    const every = {
      targetPercent: 70,
      thresholdSeconds: 30,
      shortAbandonSeconds: 0,
      formula: 'S6',
      countsFlowOuts: true,
    };
    const winners = {
      targetPercent: 'every',
      thresholdSeconds: 'every',
      shortAbandonSeconds: 'late',
      countsFlowOuts: 'every',
    };
    expect(found).toEqual([
      { channel: null, ...every, rules: winners },
      {
        ...{ channel: 'sms', ...every, targetPercent: 50, formula: 'S1' },
        rules: { ...winners, targetPercent: 'sms', formula: 'sms' },
      },
      { channel: 'voice', ...every, thresholdSeconds: 10, rules: { ...winners, thresholdSeconds: 'voice' } },
    ]);
  });

  it.each<[QueueMatch, string, boolean]>([
    [ALL, 'Anything', true],
    [{ kind: 'group', group: 'SALES' }, 'Sales / EMEA', true],
    [{ kind: 'group', group: 'EMEA' }, 'Sales / EMEA', false],
    [{ kind: 'group', group: 'Sales' }, 'Sales', false],
    [{ kind: 'name', contains: 'straße' }, 'HAUPTSTRASSE 1', true],
    [{ kind: 'name', contains: 'ｅｍｅａ' }, 'Sales / EMEA', true],
    [{ kind: 'name', contains: 'が' }, 'か', false],
  ])('of %j are for the queue %p: %p', (queues, name, isFor) => {
    const { targetPercent } = policies([rule('one', { queues, targetPercent: 11 })], name).default;
    expect(targetPercent === 11).toBe(isFor);
  });

  it('hold for a channel that has the name of something else', () => {
    expect(policyOf(DEFAULT_POLICIES, 'constructor')).toBe(DEFAULT_POLICIES.default);
  });

  it('are told to browsers as one policy: of the one channel that a queue has, else of every channel', () => {
    const set = policies([
      rule('chat', {
        channel: 'chat',
        formula: 'S1',
        targetPercent: 60,
        shortAbandonSeconds: 9,
        thresholdSeconds: 120,
      }),
    ]);
    const thresholdSeconds = { default: 60, voice: 20, chat: 120 };
    const whole = { targetPercent: 80, thresholdSeconds, shortAbandonSeconds: 5, formula: 'S6', countsFlowOuts: false };
    expect(serviceLevelOf(set, [])).toEqual(whole);
    expect(serviceLevelOf(set, ['voice'])).toEqual(whole);
    expect(serviceLevelOf(set, ['chat', 'voice'])).toEqual({ ...whole, shortAbandonSecondsByChannel: { chat: 9 } });
    expect(serviceLevelOf(set, ['chat'])).toEqual({
      ...whole,
      targetPercent: 60,
      shortAbandonSeconds: 9,
      formula: 'S1',
    });
  });

  it.each([
    [
      'too many',
      Array.from({ length: MAX_QUEUE_RULES + 1 }, (_, n) => rule(`r${n}`, { targetPercent: 1 })),
      'too_many_rules',
    ],
    ['two of one id', ['a', 'b', 'a'].map((id) => rule(id, { targetPercent: 1 })), 'duplicate_rule'],
    ['one that sets nothing', [rule('a', { channel: 'voice' })], 'empty_rule'],
    [
      'one for the channel that stands for all others',
      [rule('a', { channel: 'default', targetPercent: 1 })],
      'default_channel',
    ],
    [
      'one whose channel has a day of its own',
      [rule('a', { channel: 'voice', reset: { time: '06:00' } })],
      'reset_of_channel',
    ],
    [
      'one of a zone that there is not',
      [rule('a', { reset: { time: '06:00', zone: 'Europe/Nowhere' } })],
      'unknown_zone',
    ],
    ['one of an offset', [rule('a', { reset: { time: '06:00', zone: '+02:00' } })], 'unknown_zone'],
    ['one of a zone that there is', [rule('a', { reset: { time: '06:00', zone: 'Asia/Kolkata' } })], null],
    [
      'as many as there may be',
      Array.from({ length: MAX_QUEUE_RULES }, (_, n) => rule(`r${n}`, { targetPercent: 1 })),
      null,
    ],
  ])('%s: %#', (_what, rules, code) => {
    expect(queueRulesProblem(rules)?.code ?? null).toBe(code);
  });
});
