import type { AgentActivityChange } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { Refusal } from '../../base/refusal';
import { createIngest } from '../../ingest/ingest';
import { observeDirectory } from '../../ingest/observe-directory';
import { activitySid, callback, HOME, reservationFields, T0, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import type { Caller, Doers } from '../caller';
import { createAgentActivityCommands, type ActivityOutcome } from './agent-activity';

const [AVAILABLE, BREAK, GONE] = [activitySid(1), activitySid(2), activitySid(3)];
const FREE = workerSid(2);
const RINGING = workerSid(1);
const TO_BREAK: AgentActivityChange = { from: AVAILABLE, to: BREAK, takesOffersBack: false };
const caller = (role: string): Caller => ({ identity: role, actor: role, roles: [role], workerSid: null });

const [embedded] = ENGINES;
let store: TestDatabase;
let sent: AgentActivityChange[];

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
  const ingest = createIngest({ database: store.database, clock: { now: () => T0 }, home: HOME });
  await observeDirectory(ingest, [
    { kind: 'activity', sid: AVAILABLE, name: 'Available', available: true, updatedAtMs: T0 },
    { kind: 'activity', sid: BREAK, name: 'Break', available: false, updatedAtMs: T0 },
    ...[RINGING, FREE].map(
      (sid) => ({ kind: 'worker', sid, name: sid, attributes: '{}', activitySid: AVAILABLE, updatedAtMs: T0 }) as const,
    ),
  ]);
  const call = reservationFields(1, { task: 1, queue: 1, worker: 1 }, {});
  await ingest.accept([{ source: 'callback', form: callback('reservation.created', 0, call) }]);
  await ingest.close();
});
afterAll(() => store.close());
beforeEach(async () => {
  sent = [];
  await sql`DELETE FROM audit`.execute(store.database.kysely);
});

const commandsWith = (outcome: ActivityOutcome, changers: Doers = 'supervisors') =>
  createAgentActivityCommands({
    ...{ database: store.database, now: () => T0, changers },
    taskRouter: {
      change: (_worker, change) => {
        sent.push(change);
        return Promise.resolve(outcome);
      },
    },
  });

async function audited(): Promise<string[]> {
  const { rows } = await sql<{ actor: string; action: string; resource: string }>`
    SELECT actor, action, resource FROM audit ORDER BY action DESC`.execute(store.database.kysely);
  return rows.map(({ actor, action, resource }) => `${actor} ${action} ${resource}`);
}

test('who put whom from where to where is on record', async () => {
  const commands = commandsWith({ outcome: 'done' });
  const done = await commands.change(caller('supervisor'), FREE, TO_BREAK);
  expect(done).toEqual({ workerSid: FREE, activitySid: BREAK });
  expect(await audited()).toEqual([`supervisor agent.set-activity ${FREE} ${AVAILABLE} ${BREAK}`]);
});

test('so is it when TaskRouter does not do it, and the reason is a sentence', async () => {
  const commands = commandsWith({ outcome: 'refused', reason: 'Worker is busy (20001)' });
  await expect(commands.change(caller('admin'), FREE, TO_BREAK)).rejects.toMatchObject({
    kind: 'unprocessable',
    message: 'TaskRouter did not do it: Worker is busy (20001)',
  });
  expect(await audited()).toEqual([
    `admin agent.set-activity ${FREE} ${AVAILABLE} ${BREAK}`,
    `admin agent.activity-kept ${FREE} ${AVAILABLE} ${BREAK}`,
  ]);
});

test('nobody is changed who is being offered a task, unless the offer is to be taken back', async () => {
  const commands = commandsWith({ outcome: 'done' });
  const refused = commands.change(caller('supervisor'), RINGING, TO_BREAK);
  await expect(refused).rejects.toMatchObject({ kind: 'conflict', code: 'offer_pending' });
  expect([sent, await audited()]).toEqual([[], []]);
  await commands.change(caller('supervisor'), RINGING, { ...TO_BREAK, takesOffersBack: true });
  // To an activity with tasks the offer may stay, and TaskRouter would refuse to take it back.
  await commands.change(caller('supervisor'), RINGING, { from: BREAK, to: AVAILABLE, takesOffersBack: true });
  expect(sent.map(({ takesOffersBack }) => takesOffersBack)).toEqual([true, false]);
});

test.each([
  ['supervisors', 'supervisor', null],
  ['supervisors', 'agent', 'not_supervisor'],
  ['admins', 'supervisor', 'not_admin'],
  ['admins', 'admin', null],
  ['nobody', 'admin', 'switched_off'],
] as const)('where %s may, a caller with the role %s gets %s', async (changers, role, code) => {
  const commands = commandsWith({ outcome: 'done' }, changers);
  const changed = commands.change(caller(role), FREE, TO_BREAK).then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );
  expect(await changed).toBe(code);
  if (role === 'agent') return;
  const { mayChange, activities } = await commands.activities(caller(role));
  expect([mayChange, activities.map(({ name }) => name)]).toEqual([code === null, ['Available', 'Break']]);
});

test('an agent or an activity that there is not is refused without asking TaskRouter', async () => {
  const commands = commandsWith({ outcome: 'done' });
  const admin = caller('admin');
  await expect(commands.change(admin, workerSid(99), TO_BREAK)).rejects.toMatchObject({ kind: 'missing' });
  const gone = commands.change(admin, FREE, { ...TO_BREAK, to: GONE });
  await expect(gone).rejects.toMatchObject({ code: 'no_such_activity' });
  expect(sent).toEqual([]);
});
