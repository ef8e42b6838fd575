import {
  HOME,
  callback,
  callStory,
  queueSid,
  reservationFields,
  T0,
  taskFields,
  workerSid,
} from '../testing/callbacks';
import { countStatements } from '../testing/count-statements';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createIngest, type Ingest } from './ingest';
import type { CallbackForm } from './normalize-callback';

const MANY = 64;
const ENTERED = 10;
const party = (call: number): CallbackForm => ({ TaskAttributes: `{"from":"+1500555${1_000 + call}"}` });

/** The callbacks of an answered call, with a missed offer before it, in their order. */
function dayOf(call: number): CallbackForm[] {
  const fields = party(call);
  const offer = call + 1_000;
  const missed = (type: string, seconds: number): CallbackForm =>
    callback(type, seconds, reservationFields(offer, { task: call, queue: call, worker: call }, fields));
  const story = { task: call, queue: call, worker: call, entered: ENTERED, reserved: 40, accepted: 45, wrapUp: 60 };
  const [created, entered, ...answered] = callStory({ ...story, completed: 70, fields });
  return [created, entered, missed('reservation.created', 20), missed('reservation.timeout', 35), ...answered].filter(
    (form) => form !== undefined,
  );
}

const workerOf = (worker: number): CallbackForm =>
  callback('worker.created', 0, { WorkerSid: workerSid(worker), WorkerName: `W${worker}`, WorkerAttributes: '{}' });

describe('what ingest asks the database', () => {
  let store: TestDatabase;
  let ingest: Ingest;
  let asked: () => number;

  beforeAll(async () => {
    const [, open] = ENGINES[0]!;
    store = await open();
    const counted = countStatements(store.database);
    asked = () => counted.work().statements;
    ingest = createIngest({
      database: counted.database,
      clock: { now: () => T0 + 3_600_000 },
      home: HOME,
    });
  });
  afterAll(async () => {
    await ingest.close();
    await store.close();
  });

  const accept = (forms: readonly CallbackForm[]) => ingest.accept(forms.map((form) => ({ source: 'callback', form })));

  /** Statements of each event of a day, without BEGIN and COMMIT, for so many calls at once. */
  async function statementsOf(calls: readonly number[]): Promise<Record<string, number>> {
    // Workers and queues are known: the first word of each also asks who is eligible.
    await accept(calls.map(workerOf));
    await accept(calls.map((call) => callback('task-queue.created', 0, queueOf(call))));
    await accept(calls.map((call) => callback('task.created', 0, taskFields(call + 2_000, call))));
    const days = calls.map(dayOf);
    const counts: Record<string, number> = {};
    for (const [index, form] of (days[0] ?? []).entries()) {
      const name = String(form['EventType']);
      const before = asked();
      const { stored } = await accept(days.map((day) => day[index] ?? form));
      expect([name, stored]).toEqual([name, calls.length]);
      counts[name in counts ? `${name} again` : name] = asked() - before;
    }
    return counts;
  }

  test('as many statements for 64 events as for one, and few', async () => {
    const ofOne = await statementsOf([1]);
    expect(ofOne).toEqual({
      'task.created': 4,
      'task-queue.entered': 6,
      'reservation.created': 7,
      'reservation.timeout': 9,
      'reservation.created again': 7,
      'reservation.accepted': 8,
      'reservation.wrapup': 6,
      'reservation.completed': 8,
      'task.completed': 6,
    });
    expect(await statementsOf(Array.from({ length: MANY }, (_, n) => n + 100))).toEqual(ofOne);
  });
});

const queueOf = (queue: number): CallbackForm => ({
  TaskQueueSid: queueSid(queue),
  TaskQueueName: `Queue ${queue}`,
  TaskQueueTargetExpression: '1==1',
});
