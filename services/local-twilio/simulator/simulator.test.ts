import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { CallbackSender } from '../event-callbacks/callback-sender';
import { createScaledClock, type ScaledClock } from '../base/scaled-clock';
import type { Task, Worker } from '../taskrouter/workspace-model';
import { createContactCentre, type ContactCentre } from '../testing/contact-centre';
import type { SimulatorCommand } from './simulator-config';

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
    transfers: task.transfers.map(({ mode, from, to, status, createdAt }) => ({
      mode,
      from: from.worker.friendlyName,
      to: to.type === 'WORKER' ? to.worker.friendlyName : to.queue.friendlyName,
      status,
      createdAt,
    })),
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
        outboundShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
        transferShare: fc.record({
          cold: fc.double({ min: 0, max: 0.5, noNaN: true }),
          warm: fc.double({ min: 0, max: 0.5, noNaN: true }),
        }),
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
  const answered = task.reservations.filter(({ acceptedAt }) => acceptedAt !== null);
  const last = task.visits.at(-1);
  const isHandled = answered.length > 0 && task.status === 'completed';
  expect(task.status).toBe(isHandled ? 'completed' : 'canceled');
  expect(last?.queueSid).toBe(task.queue?.sid);
  task.visits.slice(0, -1).forEach((visit, index) => {
    const next = task.visits[index + 1];
    expect(visit.leftAt).toBeLessThanOrEqual(next?.enteredAt ?? 0);
    if (visit.why === 'flowed-out') expect(visit.leftAt).toBe(next?.enteredAt);
  });
  for (const { enteredAt, leftAt, why } of task.visits) {
    expect(leftAt).toBeGreaterThanOrEqual(enteredAt);
    if (why === 'answered') expect(answered.map(({ acceptedAt }) => acceptedAt)).toContain(leftAt);
  }
  task.reservations.forEach((reservation, index) => {
    expect(reservation.endedAt).not.toBeNull();
    const before = task.reservations[index - 1];
    if (reservation.transfer === null) {
      expect(reservation.createdAt).toBeGreaterThanOrEqual(before?.endedAt ?? task.createdAt);
    }
    expect(reservation.endedAt).toBeLessThanOrEqual(task.endedAt ?? 0);
  });
  for (const { status, from, receivedBy, to } of task.transfers) {
    expect(status).not.toBe('initiated');
    expect(receivedBy !== null).toBe(status === 'completed');
    expect(from.acceptedAt).not.toBeNull();
    if (receivedBy !== null && to.type === 'WORKER') expect(receivedBy.worker).toBe(to.worker);
    if (receivedBy !== null && to.type === 'QUEUE') expect(receivedBy.queue).toBe(to.queue);
    expect(receivedBy?.worker).not.toBe(from.worker);
  }
}

test('[SI11] agents call out themselves: the customer answers or not, and missed callers are called back', async () => {
  const centre = finish(runOf({ seed: 7, stopAfterTasks: 400, outboundShare: 0.3, timeoutShare: 0.1 }));
  const tasks = [...centre.router.state.tasks.values()];
  const outbound = tasks.filter(({ parsedAttributes }) => parsedAttributes['direction'] === 'outbound');
  expect(outbound.length / tasks.length).toBeGreaterThan(0.15);
  expect(new Set(outbound.map(({ status }) => status))).toEqual(new Set(['completed', 'canceled']));
  for (const { reservations, transfers, routingTarget, visits } of outbound) {
    expect(reservations[0]?.worker).toBe(routingTarget);
    expect(reservations.length).toBe(1 + reservations.filter(({ transfer }) => transfer !== null).length);
    expect(visits.length).toBeLessThanOrEqual(1 + transfers.length);
  }
  const callers = new Set(tasks.map(({ parsedAttributes }) => parsedAttributes['from']));
  const calledBack = outbound.filter(({ parsedAttributes }) => callers.has(parsedAttributes['outbound_to']));
  expect(calledBack.length).toBeGreaterThan(outbound.length / 2);
  await centre.close();
});

test('[SI15] a task that was made by hand and taken by a simulated agent ends after a conversation, as any other', async () => {
  const { centre, clock } = runOf({
    ratePerSecond: 0.0001,
    rejectShare: 0,
    timeoutShare: 0,
    transferShare: { cold: 0, warm: 0 },
  });
  const { router } = centre;
  clock.jumpTo(START + 60_000);
  const [queue] = [...router.state.queues.values()];
  const by = (worker: Worker) =>
    router.createTask({
      channel: router.channel('voice'),
      routingTarget: worker,
      attributes: JSON.stringify({ queue: queue?.friendlyName }),
    });
  const task = by([...centre.world.workers][0]!);
  const alices = by(router.worker('alice'));
  router.acceptReservation(alices.reservations[0]!);
  clock.jumpTo(START + DAY_MS / 2);
  expect([task.status, task.reservations[0]?.status]).toEqual(['completed', 'completed']);
  const [reservation] = task.reservations;
  expect((reservation?.endedAt ?? 0) - (reservation?.acceptedAt ?? 0)).toBeGreaterThan(10_000);
  // Nobody but herself acts for her.
  expect(alices.status).toBe('assigned');
  await centre.close();
});

test('[SI12] agents hand tasks on, cold and warm, to colleagues and to queues', async () => {
  const centre = finish(runOf({ seed: 7, stopAfterTasks: 400, transferShare: { cold: 0.2, warm: 0.2 } }));
  const transfers = [...centre.router.state.tasks.values()].flatMap((task) => task.transfers);
  const kinds = new Set(transfers.map(({ mode, to, status }) => `${mode} ${to.type} ${status}`));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'COLD WORKER completed',
      'COLD QUEUE completed',
      'WARM WORKER completed',
      'WARM QUEUE completed',
    ]),
  );
  const isWarm = ({ mode, status }: (typeof transfers)[number]) => mode === 'WARM' && status === 'completed';
  for (const { from, receivedBy } of transfers.filter(isWarm)) {
    expect(from.wrapupAt).toBeGreaterThan(receivedBy?.acceptedAt ?? Infinity);
  }
  const isCold = ({ mode, status }: (typeof transfers)[number]) => mode === 'COLD' && status === 'completed';
  for (const { from, createdAt } of transfers.filter(isCold)) expect(from.wrapupAt).toBe(createdAt);
  await centre.close();
});

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

test('[SI16] rates and durations are simulated time, which the speed multiplies', async () => {
  let wall = START;
  const clock = createScaledClock({ wallClock: () => wall });
  const centre = createContactCentre({ clock });
  const pace = { ratePerSecond: 0.5, answerSeconds: 8, rejectShare: 0, timeoutShare: 0 };
  centre.simulator.command({ running: true, speed: 600, ...pace });
  wall += 1_000;
  while (clock.now() < START + 600_000) await new Promise((resolve) => setImmediate(resolve));
  expect(centre.simulator.state.at).toBe(new Date(START + 600_000).toISOString());
  // 300 are expected; the spread of a Poisson process is 17.
  expect(centre.simulator.state.counts.created).toBeGreaterThan(230);
  expect(centre.simulator.state.counts.created).toBeLessThan(370);
  const answered = [...centre.router.state.reservations.values()].flatMap(({ task, createdAt, acceptedAt }) =>
    acceptedAt !== null && task.routingTarget === null ? [acceptedAt - createdAt] : [],
  );
  expect(answered.length).toBeGreaterThan(20);
  expect(Math.min(...answered)).toBeGreaterThanOrEqual(0.25 * 8_000);
  expect(Math.max(...answered)).toBeLessThanOrEqual(1.75 * 8_000 + 1);
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

/** Runs the default world on the real clock, faster; every callback must arrive, about a fifth of them twice. */
async function expectDelivered(
  options: NonNullable<Parameters<typeof createContactCentre>[0]>,
  received: readonly string[],
  run: { readonly speed: number; readonly stopAfterTasks: number },
): Promise<void> {
  const centre = createContactCentre(options);
  const emitted = new Set<string>();
  await idle(centre);
  const before = received.length;
  centre.router.onEvent(({ sid }) => emitted.add(sid));
  centre.simulator.command({ running: true, seed: 1, ...run, callbacks: { duplicate: 0.2, shuffleMs: 50, drop: 0 } });
  await idle(centre);
  const { counts, callbacks: delivered, finished } = centre.simulator.state;
  expect(finished).toBe(true);
  expect(counts).toMatchObject({ created: run.stopAfterTasks, open: 0 });
  expect(counts.completed + counts.canceled).toBe(run.stopAfterTasks);
  expect(new Set(received.slice(before))).toEqual(emitted);
  expect(delivered).toMatchObject({ failed: 0, dropped: 0, acknowledged: received.length });
  const copies = received.length - before - emitted.size;
  expect(copies / emitted.size).toBeGreaterThan(0.17);
  expect(copies / emitted.size).toBeLessThan(0.23);
  await centre.close();
}

test('[SI10] 2,000 tasks run to their end on the real clock, every callback is handed over and counted', async () => {
  const sids: string[] = [];
  const sender: CallbackSender = {
    async send({ fields }) {
      await new Promise((resolve) => setImmediate(resolve));
      sids.push(fields['Sid'] ?? '');
      return { kind: 'acknowledged' };
    },
    close: () => Promise.resolve(),
  };
  const eventCallbackUrl = 'http://localhost/';
  await expectDelivered({ eventCallbackUrl, sender }, sids, { speed: 10_000, stopAfterTasks: 2_000 });
});

test('[SI10] every callback of 200 tasks arrives over HTTP', async () => {
  const sids: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      sids.push(new URLSearchParams(body).get('Sid') ?? '');
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const eventCallbackUrl = `http://localhost:${port}/`;
  try {
    await expectDelivered({ eventCallbackUrl }, sids, { speed: 3_000, stopAfterTasks: 200 });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Until nothing of the simulator is under way; Jest's own timeout is the limit. */
async function idle({ simulator }: ContactCentre): Promise<void> {
  while (!simulator.state.idle || simulator.state.running) await new Promise((resolve) => setImmediate(resolve));
}
