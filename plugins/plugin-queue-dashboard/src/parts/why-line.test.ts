import { createFormatters } from '../model/formatters';
import { whyWaiting } from '../model/why-waiting';
import { agentGroup, NOON, OFFLINE, queueDetail, secondsBeforeNoon } from '../testing/queue-fixtures';
import { whyLine } from '../strings/drawer-strings';

/** Around names, which may be of any writing. */
const ISOLATES = /[\u2068\u2069]/g;
type Fields = Parameters<typeof queueDetail>[0];
const lineOf = (fields: Fields): string =>
  whyLine(whyWaiting(queueDetail(fields), OFFLINE), createFormatters('en-US'), NOON).replace(ISOLATES, '');
const onBreak = (agents: number) =>
  agentGroup('unavailable', agents, { name: 'Break', longestSince: secondsBeforeNoon(1_500) });
const signedOut = agentGroup('unavailable', 40, { sid: OFFLINE, name: 'Weg', longestSince: secondsBeforeNoon(90_000) });
const voice = (queued: number, free: number) => [{ channel: 'voice', queued, free }];

it.each<readonly [string, Fields, string]>([
  ['nothing waits', {}, 'Nobody waits in this queue.'],
  [
    'all that waits rings',
    { now: { ringing: 2, eligible: 2, available: 2, free: 0 } },
    '2 waiting, ringing at agents now.',
  ],
  ['nobody is eligible', { now: { queued: 12 } }, '12 waiting, and no agent matches the expression of this queue.'],
  [
    'the expression is not understood',
    { now: { queued: 1 }, expressionError: 'there is no operator ~~' },
    '1 waiting, and the expression of this queue cannot be read, so that no agent counts: there is no operator ~~.',
  ],
  [
    'nobody is available, and some only take a break',
    { now: { queued: 12, eligible: 41 }, agentGroups: [signedOut, onBreak(1)] },
    '12 waiting, nobody available of 41 eligible: 1 on Break for 25 min.',
  ],
  [
    'nobody is there',
    { now: { queued: 3, eligible: 40 }, agentGroups: [signedOut] },
    '3 waiting, nobody available of 40 eligible: 40 signed out.',
  ],
  [
    'all are at capacity',
    {
      now: { queued: 9, ringing: 3, eligible: 48, available: 5 },
      agentGroups: [agentGroup('at-capacity', 5), onBreak(3), signedOut],
    },
    '12 waiting, 0 free of 5 available: all at capacity; 3 on Break, the longest for 25 min.',
  ],
  [
    'some are at capacity and the others lack the channel',
    {
      now: { queued: 1, eligible: 5, available: 5 },
      agentGroups: [agentGroup('at-capacity', 2), agentGroup('other-channels', 3)],
    },
    '1 waiting, 0 free of 5 available: 2 at capacity, 3 on other channels only.',
  ],
  [
    'all lack the channel',
    { now: { queued: 1, eligible: 3, available: 3 }, agentGroups: [agentGroup('other-channels', 3)] },
    '1 waiting, 0 free of 3 available: all take other channels only.',
  ],
  [
    'those who are free lack one of the channels',
    {
      now: { queued: 5, eligible: 4, available: 4, free: 2 },
      queuedChannels: [{ channel: 'chat', queued: 3, free: 0 }, ...voice(2, 2)],
    },
    '5 waiting, 2 free of 4 available, but none of the free can take chat (3 queued).',
  ],
  [
    'somebody could take it',
    { now: { queued: 1, eligible: 4, available: 4, free: 2 }, queuedChannels: voice(1, 2) },
    '1 waiting, 2 free of 4 available: routing should offer it now. If it stays, check the filters of the workflow.',
  ],
])('one line says why nobody takes it: %s', (_what, fields, line) => {
  expect(lineOf(fields)).toBe(line);
});

it('names two activities, and counts the agents of all others', () => {
  const groups = ['Break', 'Lunch', 'Training', 'Meeting'].map((name, n) =>
    agentGroup('unavailable', 9 - n, { name, sid: `WA${String(n + 1).repeat(32)}` }),
  );
  expect(lineOf({ now: { queued: 1, eligible: 30 }, agentGroups: groups })).toBe(
    '1 waiting, nobody available of 30 eligible: 9 on Break; 8 on Lunch; 13 elsewhere.',
  );
});
