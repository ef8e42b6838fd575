import { sql } from 'kysely';
import { DEFAULT_SERVICE_LEVEL_POLICY } from '../domain/service-level-policy';
import { createLog } from '../log';
import { callback, T0, taskFields } from '../testing/callbacks';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { randomText } from '../testing/random-text';
import { createIngest, type Ingest, type IngestOptions } from './ingest';
import type { CallbackForm } from './normalize-callback';

const clock = { now: () => T0 + 7_200_000 };

describe.each(ENGINES)('the operation of ingest on %s', (_name, open) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  const newIngest = (options: Partial<IngestOptions>): Ingest =>
    createIngest({ database: db.database, clock, policy: DEFAULT_SERVICE_LEVEL_POLICY, ...options });
  const accept = (forms: readonly CallbackForm[], into: Ingest) =>
    into.accept(forms.map((form) => ({ source: 'callback', form })));

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
});
