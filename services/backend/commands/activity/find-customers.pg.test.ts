import type { CustomersOfTask } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { keyedHash } from '../../base/keyed-hash';
import { WARM_MS } from '../../domain/activity/warm';
import { createIngest, type Ingest } from '../../ingest/ingest';
import { markUnfolded, takeUnfolded } from '../../store/activity/folded-events';
import { installationSecret } from '../../store/activity/shops';
import { callback, HOME, reservationFields, T0, taskFields, taskSid, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { inTransaction } from '../../store/transaction';
import { customerKey, putCustomer } from '../../testing/shop-customers';
import type { Caller } from '../caller';
import { createCustomerCommands, type CustomerCommands } from './find-customers';

const REFUSED = { kind: 'forbidden', code: 'no_reservation' };
/** Waits take no time, but for what happens in them. */
let meanwhile: () => Promise<unknown>;
const clock = {
  now: () => T0,
  schedule: (_delayMs: number, action: () => void) => {
    void meanwhile().then(action);
    return () => undefined;
  },
};
const callerOf = (worker: number): Caller => {
  const sid = workerSid(worker);
  return { identity: sid, actor: sid, roles: ['agent'], workerSid: sid };
};

describe.each(ENGINES)('customers of a task on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let commands: CustomerCommands;
  let marked: string[];
  let hashed: (spelling: string) => string;

  beforeAll(async () => {
    db = await open();
    hashed = keyedHash(await installationSecret(db.database.kysely, 'activity'));
    ingest = createIngest({ database: db.database, clock, home: HOME });
    commands = createCustomerCommands({
      ...{ database: db.database, clock },
      onMarked: (keys) => marked.push(...keys),
      untilReadable: () => Promise.resolve(),
    });
  });
  afterAll(async () => {
    await ingest.close();
    await db.close();
  });
  beforeEach(async () => {
    marked = [];
    meanwhile = () => Promise.resolve();
    await db.clear();
  });

  const tell = (type: string, task: number, attributes: object | null = null, worker = 1) => {
    const fields = reservationFields(task * 100 + worker, { task, queue: 1, worker });
    const form = callback(type, 0, {
      ...fields,
      TaskAttributes: attributes === null ? '' : JSON.stringify(attributes),
    });
    return ingest.accept([{ source: 'callback', form }]);
  };
  const ask = (task: number, worker = 1): Promise<CustomersOfTask> =>
    commands.findCustomersOfTask(callerOf(worker), { taskSid: taskSid(task) });
  const found = async (attributes: object): Promise<[number, string][]> => {
    await tell('reservation.created', 1, attributes);
    const { customers } = await ask(1);
    return customers.map(({ customerKey: key, matchedBy }) => [Number.parseInt(key, 16), matchedBy]);
  };
  const readers = async (): Promise<unknown[]> => {
    const { rows } = await sql`SELECT customer_key, worker_sid, task_sid FROM activity_reader`.execute(
      db.database.kysely,
    );
    return rows;
  };

  test('are found by every hint, the surest first, and each once', async () => {
    const emailHashes = [hashed('jo@mail.example')];
    await putCustomer(db.database, 1, { phoneHashes: [hashed('+15005550001')], lastAtMs: T0 + 9 });
    await putCustomer(db.database, 2, { emailHashes, lastAtMs: T0 - 5 });
    await putCustomer(db.database, 3, { emailHashes, lastAtMs: T0 });
    await putCustomer(db.database, 4, { kind: 'user', id: 'u4', isVerified: true, emailHashes });
    await putCustomer(db.database, 5, { emailHashes });
    await putCustomer(db.database, 6);
    const attributes = { anonymousId: 'visitor-5', userId: 'u4', email: 'Jo@mail.example', from: '+1 500 555 0001' };
    expect(await found(attributes)).toEqual([
      [5, 'anonymousId'],
      [4, 'userId'],
      [3, 'email'],
      [2, 'email'],
      [1, 'phone'],
    ]);
    const readings = (await readers()) as { customer_key: string }[];
    expect(readings.map(({ customer_key: key }) => Number.parseInt(key, 16)).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(marked.sort()).toEqual(
      [...[1, 2, 3, 4, 5].map((n) => `customer.${customerKey(n)}`), `permissions.${workerSid(1)}`].sort(),
    );
  });

  test('are folded before all others when their events still wait, and found then', async () => {
    await putCustomer(db.database, 1);
    const told = ['earlier', 'visitor-7'].map((id) => ({ shopId: 'demo', kind: 'visitor' as const, id }));
    for (const owner of told) await markUnfolded(db.database.kysely, [owner]);
    let first: string[] | undefined;
    meanwhile = async () => {
      const next = await inTransaction(db.database.kysely, (trx) => takeUnfolded(trx, { limit: 1 }));
      first = next?.map(({ id }) => id);
      await putCustomer(db.database, 7);
    };
    expect(await found({ anonymousId: 'visitor-7' })).toEqual([[7, 'anonymousId']]);
    expect(first).toEqual(['visitor-7']);
  });

  test('are none whom a page only claims to be, and none who was not there for a day', async () => {
    const emailHashes = [hashed('jo@mail.example')];
    await putCustomer(db.database, 1, { kind: 'user', id: 'u1', emailHashes });
    await putCustomer(db.database, 2, { emailHashes, lastAtMs: T0 - WARM_MS - 1 });
    await putCustomer(db.database, 3, { kind: 'visitor', id: 'u1' });
    await putCustomer(db.database, 4, { kind: 'user', id: 'visitor-9', isVerified: true });
    await putCustomer(db.database, 5, { emailHashes, lastAtMs: T0 - WARM_MS });
    expect(await found({ anonymousId: 'visitor-9', userId: 'u1', email: 'jo@mail.example' })).toEqual([[5, 'email']]);
  });

  test('are none by an id that no database can hold, nor is that a failure', async () => {
    await putCustomer(db.database, 1);
    expect(await found({ anonymousId: 'visitor-1\0', userId: '\ud800' })).toEqual([]);
  });

  test('are the ten who were there last, of more', async () => {
    const emailHashes = [hashed('jo@mail.example')];
    for (let n = 1; n <= 12; n += 1) await putCustomer(db.database, n, { emailHashes, lastAtMs: T0 - n });
    expect((await found({ email: 'jo@mail.example' })).map(([n]) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('are told by the newest attributes of the task', async () => {
    await putCustomer(db.database, 1);
    await tell('reservation.created', 1, {});
    expect((await ask(1)).customers).toEqual([]);
    expect(marked).toEqual([]);
    const form = callback('task.updated', 1, taskFields(1, 1, { TaskAttributes: '{"anonymousId":"visitor-1"}' }));
    await ingest.accept([{ source: 'callback', form }]);
    // An event that carries none takes none away.
    await tell('reservation.accepted', 1);
    expect((await ask(1)).customers).toHaveLength(1);
  });

  test('are nobody else’s: without a reservation, with that of another task, or after its end', async () => {
    await putCustomer(db.database, 1);
    await expect(ask(1)).rejects.toMatchObject(REFUSED);
    await tell('reservation.created', 1, { anonymousId: 'visitor-1' });
    await tell('reservation.created', 2, { anonymousId: 'visitor-1' }, 2);
    await expect(ask(1, 2)).rejects.toMatchObject(REFUSED);
    await expect(
      commands.findCustomersOfTask({ ...callerOf(1), workerSid: null }, { taskSid: taskSid(1) }),
    ).rejects.toMatchObject({ kind: 'forbidden', code: 'no_worker' });
    expect(await readers()).toEqual([]);
    await ask(1);
    await ask(1);
    expect(await readers()).toHaveLength(1);
    await tell('reservation.rejected', 1, null);
    await expect(ask(1)).rejects.toMatchObject(REFUSED);
    expect(await readers()).toEqual([]);
  });

  test('are found also when the browser hears of the reservation first', async () => {
    await putCustomer(db.database, 1);
    meanwhile = () => tell('reservation.created', 1, { anonymousId: 'visitor-1' });
    expect((await ask(1)).customers).toHaveLength(1);
  });

  test('nobody goes on reading when a reservation ends while its worker asks', async () => {
    await putCustomer(db.database, 1);
    const tasks = Array.from({ length: 24 }, (_, n) => n + 1);
    for (const task of tasks) await tell('reservation.created', task, { anonymousId: 'visitor-1' });
    await Promise.all(
      tasks.flatMap((task) => [
        ask(task).catch(() => null),
        tell('reservation.timeout', task),
        ask(task).catch(() => null),
      ]),
    );
    expect(await readers()).toEqual([]);
  });
});
