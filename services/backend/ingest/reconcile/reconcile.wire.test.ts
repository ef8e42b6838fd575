import { QueueDocument, RecentCall, type QueueNow } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../../../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from '../../testing/local-backend';

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
});
afterAll(() => suite.close());

const Truth = v.object({
  queues: v.array(v.object({ sid: v.string() })),
  workers: v.array(v.object({ sid: v.string() })),
  tasks: v.array(v.object({ sid: v.string(), queueSid: v.nullable(v.string()), status: v.string() })),
  reservations: v.array(
    v.object({
      sid: v.string(),
      taskSid: v.string(),
      workerSid: v.string(),
      status: v.string(),
      createdAt: v.string(),
      acceptedAt: v.optional(v.string()),
      endedAt: v.optional(v.string()),
    }),
  ),
});
type Truth = v.InferOutput<typeof Truth>;

const truth = async (): Promise<Truth> =>
  v.parse(Truth, await (await fetch(`${suite.config.twilio.baseUrl?.replace('/__twilio', '')}/emulator/truth`)).json());

type Counts = Pick<QueueNow, 'queued' | 'ringing' | 'talking' | 'wrapping'>;

function countsOf({ tasks }: Truth, queueSid: string): Counts {
  const count = (status: string): number =>
    tasks.filter((task) => task.queueSid === queueSid && task.status === status).length;
  return {
    queued: count('pending'),
    ringing: count('reserved'),
    talking: count('assigned'),
    wrapping: count('wrapping'),
  };
}

async function shownCounts(queueSid: string): Promise<Counts> {
  const { queued, ringing, talking, wrapping } = v.parse(
    QueueDocument,
    (await service.documents(`queue.${queueSid}`).fetch()).data,
  ).now;
  return { queued, ringing, talking, wrapping };
}

type Row = Pick<RecentCall, 'createdAt' | 'acceptedAt' | 'endedAt' | 'isEndEstimated'>;

async function shownRows(workerSid: string): Promise<Map<string, Row>> {
  const items = await service.syncMaps(`recent-calls.${workerSid}`).syncMapItems.list({ pageSize: 100 });
  return new Map(
    items.map(({ key, data }) => {
      const { createdAt, acceptedAt, endedAt, isEndEstimated } = v.parse(RecentCall, data);
      return [key, { createdAt, acceptedAt, endedAt, ...(isEndEstimated === undefined ? {} : { isEndEstimated }) }];
    }),
  );
}

/** What the rows of an agent must be when every event is known. */
function rowsOf({ reservations }: Truth, workerSid: string): Map<string, Row> {
  return new Map(
    reservations
      .filter((reservation) => reservation.workerSid === workerSid)
      .map(({ sid, createdAt, acceptedAt = null, endedAt = null }) => [sid, { createdAt, acceptedAt, endedAt }]),
  );
}

/** Queues of which Sync does not say what the contact centre knows. */
async function wrongQueues(): Promise<string[]> {
  const now = await truth();
  const wrong: string[] = [];
  for (const { sid } of now.queues) {
    if (JSON.stringify(await shownCounts(sid)) !== JSON.stringify(countsOf(now, sid))) wrong.push(sid);
  }
  return wrong;
}

/** The slowest that the simulated clock can be. */
const STANDSTILL = 0.01;

/** A busy contact centre, of which nothing is told while the backend is away, and which stands still afterwards. */
async function throughOutage(beforeRestart: () => Promise<void>): Promise<void> {
  const centre = { seed: 3, queues: 3, workers: 8, handleSeconds: 60, ratePerSecond: 0.25 };
  await suite.control('/emulator/simulator', { ...centre, running: true, speed: 20, callbacks: { retryForMs: 0 } });
  const moreTasks = async (): Promise<true> => {
    const before = (await truth()).tasks.length;
    return eventually(async () => ((await truth()).tasks.length >= before + 12 ? true : null));
  };
  await moreTasks();
  await suite.restart(async () => {
    await moreTasks();
    // With tasks under way: nothing moves until the end of the test.
    await suite.control('/emulator/simulator', { running: true, speed: STANDSTILL });
    await beforeRestart();
  });
}

test('after an outage the board and every row say what happened meanwhile', async () => {
  await throughOutage(() => Promise.resolve());
  await eventually(async () => ((await wrongQueues()).length === 0 ? true : null));
  const now = await truth();
  for (const { sid } of now.workers) {
    const expected = rowsOf(now, sid);
    if (expected.size === 0) continue;
    await eventually(async () => {
      const rows = await shownRows(sid);
      return [...expected].every(([key, row]) => JSON.stringify(rows.get(key)) === JSON.stringify(row)) ? true : null;
    });
  }
});

test('without TaskRouter’s list of events the board is right all the same, and ends that nobody told are marked', async () => {
  await throughOutage(async () => {
    await suite.control('/emulator/faults', { match: { path: '/Events' }, status: 503 });
  });
  await eventually(async () => ((await wrongQueues()).length === 0 ? true : null));
  const shownOfAll = async (): Promise<Map<string, Row>> => {
    const rows = await Promise.all(now.workers.map(({ sid }) => shownRows(sid).catch(() => new Map<string, Row>())));
    return new Map(rows.flatMap((one) => [...one]));
  };
  const now = await truth();
  const closed = new Set(
    now.tasks.filter(({ status }) => ['completed', 'canceled'].includes(status)).map(({ sid }) => sid),
  );
  await eventually(async () => {
    const shown = await shownOfAll();
    const isOver = ({ taskSid, sid }: Truth['reservations'][number]): boolean =>
      !closed.has(taskSid) || shown.get(sid)?.endedAt !== null;
    const hasEstimate = [...shown.values()].some(({ isEndEstimated }) => isEndEstimated === true);
    return hasEstimate && now.reservations.every(isOver) ? true : null;
  });
});
