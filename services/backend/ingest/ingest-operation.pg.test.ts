import fc from 'fast-check';
import { sql } from 'kysely';
import { createLog } from '../base/log';
import { readKnownDirectory } from '../store/directory/directory-rows';
import { listQueues } from '../store/queues/queue-read';
import { QUEUE_INDEX_KEY } from '../store/outbox/sync-keys';
import { HOME, callback, queueSid, reservationFields, T0, taskFields } from '../testing/callbacks';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { anyHistory } from '../testing/histories';
import { randomText } from '../testing/random-text';
import { stateDump } from '../testing/state-dump';
import { createIngest, type Ingest, type IngestOptions } from './ingest';
import type { CallbackForm } from './normalize-callback';
import type { Observation } from './normalize-directory';
import { absentFrom, observeDirectory } from './observe-directory';

const clock = { now: () => T0 + 7_200_000 };

describe.each(ENGINES)('the operation of ingest on %s', (_name, open) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  const newIngest = (options: Partial<IngestOptions>): Ingest =>
    createIngest({ database: db.database, clock, home: HOME, ...options });
  const accept = (forms: readonly CallbackForm[], into: Ingest) =>
    into.accept(forms.map((form) => ({ source: 'callback', form })));
  const deadEvents = async () =>
    (await sql<{ reason: string; raw: string }>`SELECT reason, raw FROM event_dead`.execute(db.database.kysely)).rows;

  it('logs which event could not be used and why, and nothing of its content', async () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => lines.push(line) });
    const logging = newIngest({ log });
    const attributes = { TaskAttributes: '{"from":"+15005550001","name":"Ada Lovelace"}' };
    const unreadable = callback('task.created', 0, { ...taskFields(1, 1, attributes), TimestampMs: 'NaN' });
    const refused = callback(
      'task-queue.entered',
      0,
      taskFields(2, 1, { ...attributes, TaskChannelUniqueName: randomText(20_000) }),
    );
    const good = callback('task-queue.entered', 0, taskFields(3, 1, attributes));
    await accept([unreadable, refused, good], logging);
    await logging.close();
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged).toHaveLength(2);
    expect(logged).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          level: 40,
          eventSid: unreadable['Sid'],
          type: 'task.created',
          reason: 'TimestampMs is not a whole number',
        }),
        expect.objectContaining({
          eventSid: refused['Sid'],
          type: 'task-queue.entered',
          reason: expect.stringMatching(/^cannot be applied: SQLSTATE 54/) as string,
        }),
      ]),
    );
    expect(lines.join('')).not.toMatch(/15005550001|Ada/);
  });

  it('commits what many senders deliver one by one in few transactions, also where the engine keeps the thread', async () => {
    let commits = 0;
    const counting = newIngest({ onMarked: () => (commits += 1) });
    // As over sockets: each sender's next callback arrives in a later turn of the event loop than its last answer.
    const sender = async (n: number): Promise<void> => {
      for (let event = 0; event < 5; event += 1) {
        await new Promise(setImmediate);
        await accept([callback('task-queue.entered', event, taskFields(n * 10 + event, 1))], counting);
      }
    };
    await Promise.all(Array.from({ length: 40 }, (_, n) => sender(n)));
    const { rows } = await sql<{ n: number }>`SELECT sum(offered)::bigint AS n FROM queue_minute`.execute(
      db.database.kysely,
    );
    expect(rows).toEqual([{ n: 200 }]);
    expect(commits).toBeLessThanOrEqual(40);
    await counting.close();
  });

  it('keeps what other accounts and workspaces send raw, with the reason, and shows nothing of it', async () => {
    const origin = fc.record({
      AccountSid: fc.constantFrom(HOME.accountSid, HOME.accountSid, `AC${'f'.repeat(32)}`, 'AC'),
      WorkspaceSid: fc.constantFrom(HOME.workspaceSid, HOME.workspaceSid, `WS${'f'.repeat(32)}`, HOME.accountSid),
    });
    const received = anyHistory(30).chain((forms) =>
      fc.tuple(...forms.map((form) => origin.map((fields) => ({ ...form, ...fields })))),
    );
    const isOurs = ({ AccountSid, WorkspaceSid }: CallbackForm): boolean =>
      AccountSid === HOME.accountSid && WorkspaceSid === HOME.workspaceSid;
    const marked: string[] = [];
    const ingest = newIngest({ onMarked: (keys) => marked.push(...keys) });
    await fc.assert(
      fc.asyncProperty(received, async (forms) => {
        const ours = forms.filter(isOurs);
        await db.clear();
        await accept(ours, ingest);
        const [expected, expectedMarks] = [await stateDump(db.database), new Set(marked.splice(0))];
        await db.clear();
        const dead = forms.length - ours.length;
        await expect(accept(forms, ingest)).resolves.toEqual({ stored: ours.length, duplicates: 0, dead });
        expect(await stateDump(db.database)).toBe(expected);
        expect(new Set(marked.splice(0))).toEqual(expectedMarks);
        const kept = await deadEvents();
        expect(kept.map(({ raw }) => raw).sort()).toEqual(
          forms
            .filter((form) => !isOurs(form))
            .map((form) => JSON.stringify(form))
            .sort(),
        );
        for (const { reason, raw } of kept) {
          const { AccountSid } = JSON.parse(raw) as CallbackForm;
          const whose =
            AccountSid === HOME.accountSid ? 'WorkspaceSid is another workspace’s' : 'AccountSid is another account’s';
          expect(reason).toBe(whose);
        }
        await expect(accept(forms, ingest)).resolves.toEqual({ stored: 0, duplicates: forms.length, dead: 0 });
      }),
      { numRuns: 10 },
    );
    await ingest.close();
  });

  it('keeps off the board what a listing holds of another workspace, and drops what it knew of it', async () => {
    const origin = { ...HOME, workspaceSid: `WS${'f'.repeat(32)}` };
    const ingest = newIngest({});
    const queue = (n: number): Observation => {
      return { kind: 'task-queue', sid: queueSid(n), name: `Queue ${n}`, targetWorkers: '1==1', updatedAtMs: T0 };
    };
    const sids = async () => (await listQueues(db.database.kysely)).map(({ sid }) => sid);
    await observeDirectory(ingest, [queue(1), queue(3)]);
    const listed = [queue(1), { ...queue(2), origin }, { ...queue(3), origin }];
    await expect(observeDirectory(ingest, listed)).resolves.toEqual({ stored: 0, duplicates: 1, dead: 2 });
    expect(await sids()).toEqual([queueSid(1), queueSid(3)]);
    await observeDirectory(ingest, absentFrom(listed, await readKnownDirectory(db.database.kysely), T0 + 1));
    expect(await sids()).toEqual([queueSid(1)]);
    await ingest.close();
  });

  it('shows a queue’s new name as soon as an event of any type tells it, and no older one that comes late', async () => {
    const marked: string[] = [];
    const ingest = newIngest({ onMarked: (keys) => marked.push(...keys) });
    const names = async () => (await listQueues(db.database.kysely)).map(({ name }) => name);
    const queue: Observation = {
      kind: 'task-queue',
      sid: queueSid(1),
      name: 'Sales',
      targetWorkers: '1==1',
      updatedAtMs: T0,
    };
    const told = (type: string, seconds: number, TaskQueueName: string) =>
      callback(type, seconds, { ...reservationFields(1, { task: 1, queue: 1 }), TaskQueueName });
    await observeDirectory(ingest, [queue]);
    await accept([told('task-queue.entered', 10, 'Sales')], ingest);
    const types = [
      'task-queue.entered',
      'reservation.created',
      'reservation.accepted',
      'task.updated',
      'task.completed',
      'workflow.entered',
      'task-queue.moved',
      'task-queue.timeout',
    ];
    for (const [index, type] of types.entries()) {
      marked.splice(0);
      await accept([told(type, 100 + index, `Sales ${index}`)], ingest);
      expect([type, await names()]).toEqual([type, [`Sales ${index}`]]);
      expect(marked).toContain(QUEUE_INDEX_KEY);
    }
    await accept([told('task.updated', 20, 'Sales')], ingest);
    expect(await names()).toEqual(['Sales 7']);
    await observeDirectory(ingest, [{ ...queue, name: 'Sales and more', updatedAtMs: T0 + 200_000 }]);
    expect(await names()).toEqual(['Sales and more']);
    await ingest.close();
  });

  it('agrees on a queue’s name when several processes hear of it at once', async () => {
    const processes = [1, 2, 3].map(() => newIngest({ maxBatch: 2 }));
    const told = Array.from({ length: 60 }, (_, n) =>
      callback('task.updated', n % 20, { ...taskFields(n, 1), TaskQueueName: `Name ${Math.floor((n % 20) / 5)}` }),
    );
    await Promise.all(
      processes.map((ingest, i) =>
        Promise.all(told.filter((_, n) => n % 3 === i).map((form) => accept([form], ingest))),
      ),
    );
    expect((await listQueues(db.database.kysely)).map(({ name }) => name)).toEqual(['Name 3']);
    await Promise.all(processes.map((ingest) => ingest.close()));
  });
});
