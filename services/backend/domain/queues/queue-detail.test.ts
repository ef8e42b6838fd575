import type { AgentState } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { activitySid, T0, workerSid } from '../../testing/callbacks';
import { queueStaff, type NamedWorker } from './queue-detail';
import { queueNow, type OpenTasks } from './queue-metrics';

const channel = fc.constantFrom('voice', 'chat', 'constructor');
const counts = (max: number) => fc.dictionary(channel, fc.integer({ min: 0, max }), { noNullPrototype: true });

const anyTask: fc.Arbitrary<OpenTasks> = fc.record({
  phase: fc.constantFrom('queued', 'ringing', 'talking', 'closing'),
  channel,
  count: fc.integer({ min: 1, max: 9 }),
  enteredAtMs: fc.constant(T0),
  createdAtMs: fc.constant(T0),
});
const anyWorker: fc.Arbitrary<Omit<NamedWorker, 'sid'>> = fc.record({
  name: fc.constant(null),
  activityName: fc.constant(null),
  activity: fc.record({ value: fc.constantFrom(activitySid(1), activitySid(2)), stamp: fc.constant('') }),
  activityChange: fc.constant(null),
  available: fc.boolean(),
  capacities: counts(2),
  load: counts(2),
  lastEndedAtMs: fc.constant(null),
});

it('says of as many agents that they are free, and available, as the figures of the queue count', () => {
  const kinds = new Set<AgentState>();
  fc.assert(
    fc.property(
      fc.uniqueArray(anyTask, { selector: (task) => `${task.phase} ${task.channel}`, maxLength: 6 }),
      fc.array(anyWorker, { maxLength: 6 }),
      fc.uniqueArray(channel),
      (tasks, described, channels) => {
        const workers = described.map((worker, n) => ({ ...worker, sid: workerSid(n) }));
        const now = queueNow({ tasks, channels, workers });
        const { agents, agentGroups, queuedChannels } = queueStaff({ tasks, channels }, workers);
        const inState = (...states: AgentState[]): number =>
          agentGroups.filter(({ state }) => states.includes(state)).reduce((sum, group) => sum + group.agents, 0);
        expect(inState('free')).toBe(now.free);
        expect(inState('free', 'at-capacity', 'other-channels')).toBe(now.available);
        expect(agents).toHaveLength(now.eligible);
        expect(agents.filter(({ capacityLeft }) => capacityLeft > 0)).toHaveLength(now.free);
        expect(queuedChannels.reduce((sum, { queued }) => sum + queued, 0)).toBe(now.queued);
        expect(queuedChannels.some(({ free }) => free > 0)).toBe(now.queued > 0 && now.free > 0);
        for (const { state } of agents) kinds.add(state);
      },
    ),
    { numRuns: 500 },
  );
  expect(kinds.size).toBe(4);
});
