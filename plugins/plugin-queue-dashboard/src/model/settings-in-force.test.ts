import type { PolicyInChannel, QueueIndexItem } from '@flex-sync-suite/shared/contract';
import { indexItem } from '../testing/queue-fixtures';
import { settingsInForce } from './settings-in-force';

const POLICY = { targetPercent: 80, thresholdSeconds: 60, shortAbandonSeconds: 5, countsFlowOuts: false } as const;
const inChannel = (channel: string | null, rules: PolicyInChannel['rules']): PolicyInChannel => ({
  ...{ channel, ...POLICY, formula: 'S6', rules },
});
const told = (item: Partial<QueueIndexItem>, judged: readonly PolicyInChannel[] | null, id: string) =>
  settingsInForce(indexItem(item), judged)
    .filter((setting) => setting.id === id)
    .map(({ channels, value, ruleId }) => [channels, value, ruleId]);

it('tells a threshold of each channel where it differs, and once where value and rule are the same', () => {
  const judged = [inChannel(null, { thresholdSeconds: 'a' }), inChannel('voice', { thresholdSeconds: 'b' })];
  const channels = ['chat', 'sms', 'voice'];
  expect(told({ channels }, judged, 'thresholdSeconds')).toEqual([
    [['chat', 'sms'], 60, 'a'],
    [['voice'], 20, 'b'],
  ]);
  expect(told({ channels: ['chat', 'sms'] }, judged, 'thresholdSeconds')).toEqual([[[], 60, 'a']]);
  // The same seconds by another rule are not the same setting.
  expect(
    told({ channels }, [inChannel(null, {}), inChannel('sms', { shortAbandonSeconds: 'c' })], 'shortAbandonSeconds'),
  ).toEqual([
    [['chat', 'voice'], 5, null],
    [['sms'], 5, 'c'],
  ]);
});

it('takes what is of the queue as a whole from its only channel, and else from what holds for all', () => {
  const judged = [inChannel(null, { targetPercent: 'a' }), inChannel('voice', { targetPercent: 'b', reset: 'b' })];
  expect(told({ channels: ['voice'] }, judged, 'targetPercent')).toEqual([[[], 80, 'b']]);
  expect(told({ channels: ['chat', 'voice'] }, judged, 'targetPercent')).toEqual([[[], 80, 'a']]);
  expect(told({ channels: ['voice'] }, judged, 'reset')).toEqual([[[], null, null]]);
});

it('tells of a queue without tasks all thresholds that there are, also while no rule is known', () => {
  expect(told({ channels: [] }, null, 'thresholdSeconds')).toEqual([
    [['voice'], 20, undefined],
    [[null], 60, undefined],
  ]);
});
