import type { QueueGroup } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { createIngest } from '../../ingest/ingest';
import { QUEUE_INDEX_KEY, queueObjectKey } from '../../store/outbox/sync-keys';
import { listQueues } from '../../store/queues/queue-read';
import { callback, callStory, HOME, queueSid, T0 } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createQueueGroupCommands, type QueueGroupCommands } from './queue-groups';
import { createQueueRuleCommands } from './queue-rules';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const [ADMIN, SUPERVISOR, AGENT] = [caller('admin'), caller('supervisor'), caller('agent')];
const now = (): number => T0 + 7_200_000;
const EVENING: QueueGroup = { id: 'e', name: 'Evening', included: [queueSid(1)], excluded: [] };

describe.each(ENGINES)('groups of queues that are kept, on %s', (_name, open) => {
  let db: TestDatabase;
  let marked: string[];
  let commands: QueueGroupCommands;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    marked = [];
    const onMarked = (keys: readonly string[]): void => void marked.push(...keys);
    commands = createQueueGroupCommands({ database: db.database, now, onMarked });
    await accept(1);
    await accept(2);
  });

  async function accept(queue: number): Promise<void> {
    const ingest = createIngest({ database: db.database, clock: { now }, home: HOME });
    const story = callStory({ task: queue, queue, entered: 0, accepted: 15, completed: 60 });
    await ingest.accept(story.map((form) => ({ source: 'callback', form })));
    await ingest.close();
  }
  const groupsNow = async () =>
    new Map((await listQueues(db.database.kysely)).map(({ sid, groups, keptGroups }) => [sid, { groups, keptGroups }]));

  it('put each queue into its groups at once, and a new queue when it is told of', async () => {
    const all: QueueGroup = { id: 'a', name: 'All', queues: { kind: 'all' }, included: [], excluded: [queueSid(2)] };
    await expect(commands.replace(ADMIN, { revision: 0, rules: [EVENING, all] })).resolves.toMatchObject({
      outcome: 'saved',
      current: { revision: 1, rules: [EVENING, all], canEdit: true },
    });
    await accept(3);
    const groups = await groupsNow();
    expect(groups.get(queueSid(1))).toEqual({
      groups: ['All', 'Evening'],
      keptGroups: [
        { id: 'a', name: 'All' },
        { id: 'e', name: 'Evening' },
      ],
    });
    expect(groups.get(queueSid(2))).toEqual({ groups: [], keptGroups: [] });
    expect(groups.get(queueSid(3))?.groups).toEqual(['All']);
    expect(marked.sort()).toEqual(
      [QUEUE_INDEX_KEY, queueObjectKey(queueSid(1)), 'queue-group.a', 'queue-group.e'].sort(),
    );
  });

  it('hold the queues whose expression asks for an attribute, also once that is another expression', async () => {
    const told = async (expression: string, atSeconds: number): Promise<void> => {
      const ingest = createIngest({ database: db.database, clock: { now }, home: HOME });
      const fields = { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: expression };
      const form = callback('task-queue.expression.updated', atSeconds, fields);
      await ingest.accept([{ source: 'callback', form }]);
      await ingest.close();
    };
    await told('1==1', 100);
    const queues = { kind: 'attribute', attribute: 'skills', value: 'billing' } as const;
    const rules = [{ id: 'b', name: 'Billing', queues, included: [], excluded: [] }];
    await commands.replace(ADMIN, { revision: 0, rules });
    const groups = async () => [...(await groupsNow())].map(([, one]) => one.groups);
    expect(await groups()).toEqual([[], []]);
    await told("skills HAS 'billing' AND NOT skills HAS 'sales'", 200);
    expect(await groups()).toEqual([['Billing'], []]);
    await commands.replace(ADMIN, { revision: 1, rules: [{ ...rules[0]!, queues: { ...queues, value: 'sales' } }] });
    expect(await groups()).toEqual([[], []]);
    await commands.replace(ADMIN, { revision: 2, rules });
    await told("skills NOT HAS 'billing'", 300);
    expect(await groups()).toEqual([[], []]);
  });

  it('are what rules of service level can be for: these follow when a group changes', async () => {
    const onMarked = (): void => undefined;
    const rules = createQueueRuleCommands({ database: db.database, now, onMarked });
    const rule = { id: 'r', queues: { kind: 'group', group: 'evening' }, thresholdSeconds: 10 } as const;
    await rules.replace(ADMIN, { revision: 0, rules: [rule] });
    const inTime = async () => {
      const { rows } = await sql<{ n: number }>`SELECT sum(answered_in_time)::int AS n FROM queue_minute
        WHERE queue_sid = ${queueSid(1)}`.execute(db.database.kysely);
      return rows[0]?.n;
    };
    expect(await inTime()).toBe(1);
    await commands.replace(ADMIN, { revision: 0, rules: [EVENING] });
    expect(await inTime()).toBe(0);
    await commands.replace(ADMIN, { revision: 1, rules: [] });
    expect(await inTime()).toBe(1);
  });

  it('are read by supervisors, changed by admins, of the revision that they saw, and who did it is kept', async () => {
    await commands.replace(ADMIN, { revision: 0, rules: [EVENING] });
    await expect(commands.replace(ADMIN, { revision: 0, rules: [] })).resolves.toMatchObject({
      outcome: 'conflict',
      current: { revision: 1, rules: [EVENING] },
    });
    await expect(commands.read(SUPERVISOR)).resolves.toMatchObject({ rules: [EVENING], canEdit: false });
    await expect(commands.replace(SUPERVISOR, { revision: 1, rules: [] })).rejects.toMatchObject({ code: 'not_admin' });
    expect(() => commands.read(AGENT)).toThrow('Only supervisors and admins');
    const sameName = [EVENING, { ...EVENING, id: 'f', name: 'ＥＶＥＮＩＮＧ' }];
    await expect(commands.replace(ADMIN, { revision: 1, rules: sameName })).rejects.toMatchObject({
      code: 'duplicate_name',
    });
    const { rows } = await sql`SELECT actor, action FROM audit`.execute(db.database.kysely);
    expect(rows).toEqual([{ actor: 'admin', action: 'queue-groups.edit' }]);
  });
});
