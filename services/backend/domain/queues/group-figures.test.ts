import { emptyWindow, serviceLevelSums, type QueueWindow, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { COUNTERS } from './contributions';
import { groupFigures, type CountedQueue } from './group-figures';
import { queueNow, type EligibleWorker, type OpenTasks } from './queue-metrics';

const CHANNELS = ['voice', 'chat'];
const anyTasks: fc.Arbitrary<OpenTasks[]> = fc.array(
  fc.record({
    phase: fc.constantFrom<OpenTasks['phase']>('queued', 'ringing', 'talking', 'wrapping'),
    channel: fc.constantFrom(...CHANNELS),
    count: fc.integer({ min: 1, max: 5 }),
    enteredAtMs: fc.integer({ min: 1_000, max: 9_000 }),
    createdAtMs: fc.integer({ min: 1_000, max: 9_000 }),
  }),
  { maxLength: 3 },
);
const anyWindow: fc.Arbitrary<QueueWindow> = fc
  .array(fc.nat(50), { minLength: COUNTERS.length, maxLength: COUNTERS.length })
  .map((counts) => {
    const window = Object.fromEntries(COUNTERS.map((counter, n) => [counter, counts[n] ?? 0]));
    return { ...emptyWindow(), ...window };
  });
const anyWorker: fc.Arbitrary<EligibleWorker> = fc.record({
  available: fc.boolean(),
  capacities: fc.constantFrom<Record<string, number>>({}, { voice: 1 }, { voice: 1, chat: 2 }),
  load: fc.constantFrom<Record<string, number>>({}, { voice: 1 }, { chat: 1 }),
});

type Group = typeof anyGroup extends fc.Arbitrary<infer T> ? T : never;
const anyGroup = fc.array(anyWorker, { maxLength: 5 }).chain((workers) =>
  fc.record({
    workers: fc.constant(workers),
    queues: fc.array(
      fc.record({
        tasks: anyTasks,
        eligible: fc.uniqueArray(fc.nat(Math.max(0, workers.length - 1)), { maxLength: workers.length }),
        last30Minutes: anyWindow,
        today: anyWindow,
        rule: fc.record({
          formula: fc.constantFrom('S1' as const, 'S2' as const, 'S4' as const),
          countsFlowOuts: fc.boolean(),
        }),
      }),
      { maxLength: 4 },
    ),
  }),
);

const counted = ({ workers, queues }: Group): CountedQueue[] =>
  queues.map((queue, n) => ({
    ...queue,
    sid: `WQ${String(n).padStart(32, '0')}` as TaskQueueSid,
    channels: CHANNELS,
    now: queueNow({
      tasks: queue.tasks,
      channels: CHANNELS,
      workers: queue.eligible.flatMap((worker) => workers[worker] ?? []),
    }),
  }));

it('adds what its queues show and counts each agent once, in any order and however often a queue is named', () => {
  fc.assert(
    fc.property(anyGroup, fc.infiniteStream(fc.nat(3)), (group, picks) => {
      const queues = counted(group);
      const workers = Object.fromEntries(group.workers.entries());
      const figures = groupFigures(queues, workers);
      const [pick = 0] = picks.take(1);
      expect(groupFigures([...queues.slice(pick), ...queues].reverse(), workers)).toEqual(figures);

      const total = (of: (queue: CountedQueue) => number): number => queues.reduce((sum, queue) => sum + of(queue), 0);
      for (const figure of ['queued', 'ringing', 'talking', 'wrapping'] as const) {
        expect(figures.now[figure]).toBe(total(({ now }) => now[figure]));
      }
      const waits = queues.flatMap(({ now }) => now.oldestWaitingSince ?? []).sort();
      expect(figures.now.oldestWaitingSince).toBe(waits[0] ?? null);
      for (const span of ['last30Minutes', 'today'] as const) {
        for (const counter of COUNTERS) expect(figures[span][counter]).toBe(total((queue) => queue[span][counter]));
        expect(figures[span].served).toBe(total((queue) => serviceLevelSums(queue[span], queue.rule).numerator));
        expect(figures[span].judged).toBe(total((queue) => serviceLevelSums(queue[span], queue.rule).denominator));
      }
      // One worker by one: who is in any of the queues, and who is free in any of them by that queue's own figures.
      const isIn = (worker: number, queue: CountedQueue): boolean => queue.eligible.includes(worker);
      const isFree = (worker: EligibleWorker, { tasks }: CountedQueue): boolean =>
        queueNow({ tasks, channels: CHANNELS, workers: [worker] }).free === 1;
      const all = [...group.workers.entries()].filter(([n]) => queues.some((queue) => isIn(n, queue)));
      expect(figures.now.eligible).toBe(all.length);
      expect(figures.now.available).toBe(all.filter(([, { available }]) => available).length);
      expect(figures.now.free).toBe(
        all.filter(([n, worker]) => queues.some((queue) => isIn(n, queue) && isFree(worker, queue))).length,
      );
    }),
  );
});
