import { createIngest } from '../../ingest/ingest';
import { readQueueFigures } from '../../store/queues/queue-read';
import { callStory, HOME, queueSid, T0 } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createQueueStatesQuestion } from './queue-states';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const NOW = T0 + 600_000;

describe.each(ENGINES)('the states of all queues on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  const question = () => createQueueStatesQuestion({ database: db.database, now: () => NOW, zone: 'UTC' });

  it('are what the Documents of the queues are made of, for every queue that was not deleted', async () => {
    const ingest = createIngest({ database: db.database, clock: { now: () => NOW }, home: HOME });
    const stories = [1, 2, 3].flatMap((n) => callStory({ task: n, queue: n, entered: n }));
    await ingest.accept(stories.map((form) => ({ source: 'callback', form })));
    await ingest.close();
    await db.database.kysely
      .updateTable('task_queue')
      .set({ is_deleted: true })
      .where('sid', '=', queueSid(2))
      .execute();
    const { at, queues } = await question()(caller('supervisor'));
    const sids = [queueSid(1), queueSid(3)];
    const figures = await readQueueFigures(db.database.kysely, sids, { at: NOW, zone: 'UTC' });
    expect(at).toBe(new Date(NOW).toISOString());
    expect(queues).toEqual(sids.map((taskQueueSid) => ({ taskQueueSid, state: figures.get(taskQueueSid) })));
    expect(queues.every(({ state }) => state.today.offered > 0)).toBe(true);
  });

  it('are not for agents', async () => {
    await expect(question()(caller('agent'))).rejects.toMatchObject({ code: 'not_supervisor' });
  });
});
