import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createContactCentre, type ContactCentre } from '../testing/contact-centre';
import { createScaledClock, type ScaledClock } from '../taskrouter/clock';
import type { Task } from '../taskrouter/model';
import type { SimulatorCommand } from './settings';

const START = Date.parse('2026-01-05T09:00:00.000Z');
const DAY_MS = 24 * 3_600_000;

/** A run on a clock that stands still but for jumps: as fast as the engine, and the same every time. */
function runOf(command: SimulatorCommand): { centre: ContactCentre; clock: ScaledClock } {
  const clock = createScaledClock({ wallClock: () => START });
  const centre = createContactCentre({ clock });
  centre.simulator.command({ running: true, ...command });
  return { centre, clock };
}

function finish({ centre, clock }: ReturnType<typeof runOf>): ContactCentre {
  for (let days = 1; days <= 30 && !centre.simulator.state.finished; days += 1) clock.jumpTo(START + days * DAY_MS);
  expect(centre.simulator.state).toMatchObject({ finished: true, idle: true, running: false, counts: { open: 0 } });
  return centre;
}

/** What happened, in names and instants: SIDs are random on purpose. */
const storyOf = ({ router }: ContactCentre) =>
  [...router.state.tasks.values()].map((task) => ({
    attributes: task.attributes,
    channel: task.channel.uniqueName,
    status: task.status,
    reason: task.reason,
    visits: task.visits.map((visit) => ({ ...visit, queueSid: router.queue(visit.queueSid).friendlyName })),
    reservations: task.reservations.map(({ worker, status, createdAt, acceptedAt, endedAt }) => ({
      worker: worker.friendlyName,
      status,
      createdAt,
      acceptedAt,
      endedAt,
    })),
  }));

test('[SI5] the same seed makes the same decisions, another seed makes others', async () => {
  const story = async (seed: number) => {
    const centre = finish(runOf({ seed, stopAfterTasks: 120 }));
    const told = storyOf(centre);
    await centre.close();
    return told;
  };
  const first = await story(42);
  expect(first).toHaveLength(120);
  expect(await story(42)).toEqual(first);
  expect(await story(43)).not.toEqual(first);
});

test('[SI6] whatever happens, visits, reservations and statuses of a task agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer(),
        ratePerSecond: fc.double({ min: 0.02, max: 2, noNaN: true }),
        workers: fc.integer({ min: 0, max: 20 }),
        queues: fc.integer({ min: 1, max: 8 }),
        patienceSeconds: fc.integer({ min: 0, max: 200 }),
        rejectShare: fc.double({ min: 0, max: 0.4, noNaN: true }),
        timeoutShare: fc.double({ min: 0, max: 0.3, noNaN: true }),
        breakEverySeconds: fc.integer({ min: 60, max: 4_000 }),
      }),
      async (settings) => {
        const centre = finish(runOf({ ...settings, stopAfterTasks: 60 }));
        const tasks = [...centre.router.state.tasks.values()];
        expect(tasks).toHaveLength(60);
        tasks.forEach(expectConsistent);
        for (const worker of centre.router.state.workers.values()) {
          expect([...worker.channels.values()].every(({ open }) => open.size === 0)).toBe(true);
        }
        await centre.close();
      },
    ),
    { numRuns: 25 },
  );
});

function expectConsistent(task: Task): void {
  const accepted = task.reservations.filter(({ acceptedAt }) => acceptedAt !== null);
  const last = task.visits.at(-1);
  expect(task.status).toBe(accepted.length === 1 ? 'completed' : 'canceled');
  expect(last?.why).toBe(accepted.length === 1 ? 'answered' : 'abandoned');
  expect(last?.leftAt).toBe(accepted[0]?.acceptedAt ?? task.endedAt);
  expect(last?.queueSid).toBe(task.queue?.sid);
  task.visits.slice(0, -1).forEach((visit, index) => {
    expect(visit.why).toBe('flowed-out');
    expect(visit.leftAt).toBe(task.visits[index + 1]?.enteredAt);
  });
  task.reservations.forEach((reservation, index) => {
    expect(reservation.endedAt).not.toBeNull();
    expect(reservation.createdAt).toBeGreaterThanOrEqual(task.reservations[index - 1]?.endedAt ?? task.createdAt);
    expect(reservation.endedAt).toBeLessThanOrEqual(task.endedAt ?? 0);
  });
}

test('[SI7] it acts for simulated people only: a desktop worker rings until the offer times out', async () => {
  const clock = createScaledClock({ wallClock: () => START });
  const centre = createContactCentre({ clock });
  const { router } = centre;
  centre.simulator.command({ workers: 0 });
  const alice = router.worker('alice');
  router.setActivity(alice, router.activity('Available'));
  centre.simulator.command({
    running: true,
    queues: [{ name: 'Sales', weight: 1, channels: { voice: 1 }, priority: 0, maxReservedWorkers: 1 }],
    workers: [],
    patienceSeconds: 10_000,
  });
  clock.jumpTo(START + 20_000);
  expect([...router.state.reservations.values()].map(({ status }) => status)).toEqual(['pending']);
  clock.jumpTo(START + 90_000);
  expect(alice.activity.friendlyName).toBe('Unavailable');
  await centre.close();
});

test('[SI8] stopping lets what has begun come to its end; starting again begins a new run', async () => {
  const { centre, clock } = runOf({ seed: 5, ratePerSecond: 1 });
  clock.jumpTo(START + 60_000);
  centre.simulator.command({ running: false });
  const { created, open } = centre.simulator.state.counts;
  expect(open).toBeGreaterThan(0);
  clock.jumpTo(START + DAY_MS);
  expect(centre.simulator.state).toMatchObject({
    running: false,
    idle: true,
    finished: false,
    counts: { created, open: 0 },
  });
  centre.simulator.command({ running: true, stopAfterTasks: 3 });
  clock.jumpTo(START + 2 * DAY_MS);
  expect(centre.simulator.state).toMatchObject({ finished: true, counts: { created: 3 } });
  await centre.close();
});

test('[SI9] a reset brings the same world back, silently emptied', async () => {
  const { centre, clock } = runOf({ seed: 5, stopAfterTasks: 20 });
  const queues = [...centre.router.state.queues.keys()];
  clock.jumpTo(START + 60_000);
  const types: string[] = [];
  centre.router.onEvent(({ type }) => types.push(type));
  centre.reset(9);
  expect(centre.router.state.tasks.size).toBe(0);
  expect([...centre.router.state.queues.keys()]).toEqual(queues);
  expect(centre.simulator.state).toMatchObject({ running: false, settings: { seed: 9 }, counts: { created: 0 } });
  expect(types.filter((type) => type.endsWith('deleted'))).toEqual([]);
  clock.jumpTo(START + DAY_MS);
  expect(centre.router.state.tasks.size).toBe(0);
  await centre.close();
});

describe('with a receiver', () => {
  let server: Server;
  let sids: string[];

  beforeEach(async () => {
    sids = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        sids.push(new URLSearchParams(body).get('Sid') ?? '');
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('[SI10] 2,000 tasks run to their end on the real clock, every callback is delivered and counted', async () => {
    const port = (server.address() as AddressInfo).port;
    const centre = createContactCentre({ eventCallbackUrl: `http://localhost:${port}/` });
    const emitted = new Set<string>();
    await idle(centre);
    const before = sids.length;
    centre.router.onEvent(({ sid }) => emitted.add(sid));
    const callbacks = { duplicate: 0.2, shuffleMs: 50, drop: 0 };
    centre.simulator.command({ running: true, seed: 1, speed: 3_000, stopAfterTasks: 2_000, callbacks });
    await idle(centre);
    const { counts, callbacks: delivered, finished } = centre.simulator.state;
    expect(finished).toBe(true);
    expect(counts).toMatchObject({ created: 2_000, open: 0 });
    expect(counts.completed + counts.canceled).toBe(2_000);
    expect(new Set(sids.slice(before))).toEqual(emitted);
    expect(delivered).toMatchObject({ failed: 0, dropped: 0, acknowledged: sids.length });
    const copies = sids.length - before - emitted.size;
    expect(copies / emitted.size).toBeGreaterThan(0.17);
    expect(copies / emitted.size).toBeLessThan(0.23);
    await centre.close();
  });
});

/** Until nothing of the simulator is under way; Jest's own timeout is the limit. */
async function idle({ simulator }: ContactCentre): Promise<void> {
  while (!simulator.state.idle || simulator.state.running) await new Promise((resolve) => setImmediate(resolve));
}
