import { MAX_WAITING_LISTED, QueueDetail, type QueueAgent } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { readWorkflow } from '../../domain/routing/workflow-routes';
import { createIngest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { readQueueFigures } from '../../store/queues/queue-read';
import { activitySid, callback, callStory, HOME, queueSid, T0, taskSid, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { anyHistory } from '../../testing/histories';
import { createQueueAgentsQuestion } from './queue-agents';
import { createQueueDetailQuestion } from './queue-detail';

const SUPERVISOR = { identity: 's', roles: ['supervisor'], workerSid: null, actor: 's' };
const [AVAILABLE, BREAK] = [activitySid(1), activitySid(2)];
const NOW = T0 + 600_000;
const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();

const queue = (n: number): CallbackForm =>
  callback('task-queue.created', -900, {
    TaskQueueSid: queueSid(n),
    TaskQueueName: `Queue ${n}`,
    TaskQueueTargetExpression: '1==1',
  });
const activity = (sid: string, name: string, isAvailable: boolean): CallbackForm =>
  callback('activity.created', -900, {
    ActivitySid: sid,
    ActivityName: name,
    ActivityAvailable: String(isAvailable),
  });

describe.each(ENGINES)('the detail of a queue on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  async function take(forms: readonly CallbackForm[]): Promise<void> {
    const ingest = createIngest({ database: db.database, clock: { now: () => NOW }, home: HOME });
    await ingest.accept(forms.map((form) => ({ source: 'callback', form })));
    await ingest.close();
  }
  const detailOf = async (n: number, maskPhoneNumbers = false): Promise<QueueDetail> => {
    const filters = [{ expression: '1==1', targets: [{ queue: queueSid(1), known_worker_sid: 'task.who' }] }];
    const routes = readWorkflow(JSON.stringify({ task_routing: { filters } }));
    const ask = createQueueDetailQuestion({
      ...{ database: db.database, maskPhoneNumbers, now: () => NOW, givers: 'admins' },
      workflows: { routesOf: () => Promise.resolve(routes ?? 'unreadable') },
    });
    return v.parse(QueueDetail, await ask(SUPERVISOR, queueSid(n)));
  };

  it('tells who waits, who could answer and what keeps the others, masked as calls are', async () => {
    const worker = (n: number, type: string, seconds: number, sid: string, more: CallbackForm = {}): CallbackForm =>
      callback(type, seconds, {
        ...{ WorkerSid: workerSid(n), WorkerName: `worker-${n}`, WorkerAttributes: '{}', WorkerActivitySid: sid },
        ...more,
      });
    const voiceOff = { TaskChannelUniqueName: 'voice', WorkerChannelAvailable: 'false', WorkerChannelCapacity: '1' };
    const attributes = { from: '+15005550001', name: 'Ada', who: workerSid(2), note: 'a "quoted" \\ word' };
    const customer = { TaskAttributes: JSON.stringify(attributes), WorkflowSid: `WW${'0'.repeat(32)}` };
    await take([
      queue(1),
      activity(AVAILABLE, 'Ready', true),
      activity(BREAK, 'Break', false),
      ...[1, 2, 3, 4, 5].map((n) => worker(n, 'worker.created', -800, AVAILABLE)),
      // Repeats the activity: it is not since then.
      worker(1, 'worker.attributes.update', 300, AVAILABLE),
      worker(3, 'worker.activity.update', 60, BREAK),
      worker(4, 'worker.channel.availability.update', 0, AVAILABLE, voiceOff),
      ...callStory({ task: 1, queue: 1, worker: 2, entered: 10, reserved: 11, accepted: 12 }),
      ...callStory({ task: 2, queue: 1, worker: 5, entered: 20, reserved: 21, accepted: 22, completed: 90 }),
      ...callStory({ task: 3, queue: 1, entered: 100, fields: { ...customer, TaskPriority: '7' } }),
      ...callStory({ task: 4, queue: 1, entered: 99 }),
    ]);
    const { waiting, agents, agentGroups, queuedChannels, now, mayGive } = await detailOf(1, true);
    expect(now).toMatchObject({ queued: 2, ringing: 0, eligible: 5, available: 4, free: 2 });
    expect(queuedChannels).toEqual([{ channel: 'voice', queued: 2, free: 2 }]);
    const nobody = { address: null, isMasked: false, name: null };
    expect(waiting).toEqual([
      {
        taskSid: taskSid(4),
        phase: 'queued',
        channel: 'voice',
        priority: null,
        enteredAt: at(99),
        createdAt: at(98),
        customer: nobody,
        agentRoute: { state: 'unknown' },
      },
      {
        ...{
          taskSid: taskSid(3),
          phase: 'queued',
          channel: 'voice',
          priority: 7,
          enteredAt: at(100),
          createdAt: at(99),
        },
        customer: { address: '+1••••••0001', isMasked: true, name: 'Ada' },
        agentRoute: { state: 'possible', givenTo: workerSid(2), waitsForSeconds: null },
      },
    ]);
    expect(mayGive).toBe(false);
    const told = agents.map(({ name, state, since, idleSince, openTasks }) => [
      name,
      state,
      since,
      idleSince,
      openTasks,
    ]);
    expect(told).toEqual([
      ['worker-1', 'free', at(-800), at(-800), 0],
      ['worker-5', 'free', at(-800), at(90), 0],
      ['worker-2', 'at-capacity', at(-800), null, 1],
      ['worker-4', 'other-channels', at(-800), at(-800), 0],
      ['worker-3', 'unavailable', at(60), null, 0],
    ]);
    const none = { activitySid: null, activityName: null, agents: 1, longestSince: at(-800) };
    expect(agentGroups).toEqual([
      { ...none, state: 'free', agents: 2 },
      { ...none, state: 'at-capacity' },
      { ...none, state: 'other-channels' },
      { state: 'unavailable', activitySid: BREAK, activityName: 'Break', agents: 1, longestSince: at(60) },
    ]);
    expect((await detailOf(1)).waiting[1]?.customer).toEqual({ address: '+15005550001', isMasked: false, name: 'Ada' });
  });

  it('lists the longest-waiting of many, and counts them all', async () => {
    const waiting = Array.from({ length: MAX_WAITING_LISTED + 2 }, (_, n) => n);
    await take([queue(1), ...waiting.flatMap((n) => callStory({ task: n, queue: 1, entered: 100 - n }))]);
    const detail = await detailOf(1);
    expect(detail.now.queued).toBe(waiting.length);
    expect(detail.waiting.map((task) => task.taskSid)).toEqual(waiting.slice(2).reverse().map(taskSid));
    expect(detail.agents).toEqual([]);
  });

  it('counts as the Document does, and the agents of both queues once, whatever has happened', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(40), async (history) => {
        await db.clear();
        await take([queue(1), queue(2), activity(AVAILABLE, 'Ready', true), ...history]);
        const sids = [queueSid(1), queueSid(2)];
        const figures = await readQueueFigures(db.database.kysely, sids, { at: NOW, zone: 'UTC' });
        const agentsOfBoth: QueueAgent[] = [];
        for (const n of [1, 2]) {
          const { now, asOf, waiting, agents } = await detailOf(n);
          agentsOfBoth.push(...agents);
          expect({ now, asOf }).toEqual({ now: figures.get(queueSid(n))?.now, asOf: figures.get(queueSid(n))?.asOf });
          expect(waiting).toHaveLength(now.queued + now.ringing);
          expect(agents).toHaveLength(now.eligible);
        }
        const ask = createQueueAgentsQuestion({ database: db.database, now: () => NOW });
        const distinct = (some: readonly QueueAgent[]) => new Set(some.map(({ workerSid: sid }) => sid)).size;
        const available = agentsOfBoth.filter(({ state }) => state !== 'unavailable');
        expect(await ask(SUPERVISOR, [queueSid(2), queueSid(1), queueSid(1), queueSid(9)])).toEqual({
          asOf: figures.get(queueSid(1))?.asOf,
          eligible: distinct(agentsOfBoth),
          available: distinct(available),
          free: distinct(available.filter(({ state }) => state === 'free')),
          busy: distinct(available.filter(({ openTasks }) => openTasks > 0)),
        });
      }),
      { numRuns: 5 },
    );
  });

  it('shares an answer among those who ask about the same queues within a second', async () => {
    let now = NOW;
    let statements = 0;
    const counted = {
      ...db.database,
      get kysely() {
        statements += 1;
        return db.database.kysely;
      },
    };
    const ask = createQueueAgentsQuestion({ database: counted, now: () => now });
    const none = await Promise.all([ask(SUPERVISOR, [queueSid(1)]), ask(SUPERVISOR, [queueSid(1)])]);
    expect(none).toEqual([none[0], none[0]]);
    expect(statements).toBe(1);
    await ask(SUPERVISOR, [queueSid(2)]);
    now += 1_000;
    await ask(SUPERVISOR, [queueSid(1)]);
    expect(statements).toBe(3);
    await expect(ask({ ...SUPERVISOR, roles: ['agent'] }, [queueSid(1)])).rejects.toThrow();
  });
});
