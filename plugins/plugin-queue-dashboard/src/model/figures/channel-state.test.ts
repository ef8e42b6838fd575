import { queueFiguresOf, indexItem, NOON, queueSid, secondsBeforeNoon } from '../../testing/queue-fixtures';
import { channelState, itemOfChannel } from './channel-state';
import { queueFigureSource } from './figure-source';
import { meanOf, plus, serviceLevelOver, sumOf, TO_THRESHOLD } from './formulas';
import { reckon } from './reckoning';

const item = indexItem({ channels: ['chat', 'voice'] });
const answer = {
  ...queueFiguresOf(queueSid(1)),
  now: [
    {
      ...{ channel: 'chat', queued: 2, ringing: 1, talking: 4, wrapping: 0 },
      ...{ oldestWaitingSince: secondsBeforeNoon(45), oldestWaitingCreatedAt: secondsBeforeNoon(90) },
      ...{ overThreshold: 2, nearThreshold: 1 },
    },
  ],
};
const valueOf = (channel: string, formula: Parameters<typeof reckon>[0]) => {
  const source = queueFigureSource(
    { item: itemOfChannel(item, channel), document: channelState(answer, channel), failedSince: null },
    NOON,
  );
  return source === null ? null : reckon(formula, source);
};

it('is reckoned by the formulas of a queue, from the counts of the channel and its own threshold', () => {
  expect(valueOf('chat', sumOf('now', 'tasks', [plus('queued'), plus('ringing')]))?.value).toBe(3);
  expect(valueOf('chat', sumOf('now', 'tasks', [plus('overThreshold')]))?.value).toBe(2);
  expect(valueOf('voice', sumOf('now', 'tasks', [plus('overThreshold')]))?.value).toBe(0);
  expect(valueOf('chat', TO_THRESHOLD)?.value).toBe(15_000);
  // 6 of 8 answered and 2 abandoned, one of these short.
  expect(valueOf('chat', serviceLevelOver('last30Minutes'))?.value).toBeCloseTo(6 / 9);
  expect(valueOf('voice', meanOf('today', 'handleMs', 'handled'))?.value).toBe(210_000);
});

it('is quiet where the answer does not name it', () => {
  expect(valueOf('voice', sumOf('now', 'tasks', [plus('queued')]))?.value).toBe(0);
  expect(valueOf('chat', serviceLevelOver('today'))?.value).toBeNull();
});

it('does not know what is counted for the queue as a whole', () => {
  for (const formula of [sumOf('now', 'agents', [plus('free')]), sumOf('today', 'tasks', [plus('completed')])])
    expect(valueOf('chat', formula)).toMatchObject({ kind: 'unknown', value: null });
});
