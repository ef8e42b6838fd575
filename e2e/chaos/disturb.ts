import { waitFor } from '../support/wait-for';
import { STANDSTILL, type Pacer } from './pacer';
import type { Disturbance, Scenario } from './scenario';
import type { Stage } from './stage';
import { untilTruth } from './truth-check';

/** A kill during the start comes at any instant of this many milliseconds. */
const START_MS = 1_500;
const NOTICED_WITHIN_MS = 60_000;
const RECOVERED_WITHIN_MS = 120_000;

/** What the run noted down while it disturbed. */
export interface Notes {
  kills: number;
  /** From the start after a kill to `ready`, in milliseconds. */
  readonly readyMs: number[];
  /** From the start after a measured outage to board and rows that equal the truth, in milliseconds. */
  readonly truthMs: number[];
  /** From the end of an outage that the processes survived to `/readyz` that says so, in milliseconds. */
  readonly recoveredMs: number[];
  /** What should not have been so, in sentences. */
  readonly complaints: string[];
}

interface Context {
  readonly stage: Stage;
  readonly scenario: Scenario;
  readonly notes: Notes;
  readonly pacer: Pacer;
  readonly random: () => number;
}

/** Lets one thing go wrong and makes it good again. */
export async function disturb(what: Disturbance, context: Context): Promise<void> {
  const { stage, scenario, notes, random } = context;
  const { control, gateway, postgres, databaseLink, twilioLink } = stage;
  switch (what.kind) {
    case 'kill': {
      const replica = stage.replicas[what.replica];
      if (replica === undefined) throw new Error(`There is no replica ${what.replica}`);
      await replica.kill();
      notes.kills += 1;
      if (what.whileStarting) {
        await replica.startAndKill(random() * START_MS);
        notes.kills += 1;
      }
      notes.readyMs.push(await replica.start());
      return;
    }
    case 'backend-away':
      await killAll(context);
      await pass(what.forMs, context, what.speed);
      notes.readyMs.push(await startAll(stage));
      return;
    case 'measured-outage':
      await measuredOutage(what, context);
      return;
    case 'database-crash':
      await requireIt(postgres).crash();
      await pass(what.forMs, context);
      await requireIt(postgres).start();
      break;
    case 'database-frozen':
      requireIt(postgres).freeze();
      await pass(what.forMs, context);
      requireIt(postgres).thaw();
      break;
    case 'database-link':
    case 'twilio-link': {
      const link = what.kind === 'twilio-link' ? twilioLink : requireIt(databaseLink);
      if (what.how === 'cut') link.cut();
      else link.stall();
      await pass(what.forMs, context);
      link.heal();
      break;
    }
    case 'callbacks-cut':
      gateway.cut();
      await pass(what.forMs, context, what.speed);
      gateway.heal();
      return;
    case 'answers-lost':
      gateway.loseAnswers(what.share);
      await pass(what.forMs, context);
      gateway.heal();
      return;
    case 'callbacks-lost':
      await control.simulate({ running: true, callbacks: { drop: what.share } });
      await pass(what.forMs, context);
      await control.simulate({ running: true, callbacks: { drop: 0 } });
      return;
    case 'faults':
      await control.setFaults([...what.faults, ...scenario.faults]);
      await pass(what.forMs, context);
      await control.setFaults(scenario.faults);
      break;
    case 'disk-full':
      await fillDisk(what.forMs, context);
      break;
  }
  notes.recoveredMs.push(await untilReady(context));
}

/** Time goes by; with `speed` the simulated day goes on at that speed meanwhile. */
async function pass(forMs: number, { pacer }: Context, speed?: number): Promise<void> {
  if (speed !== undefined) await pacer.hold(speed);
  await new Promise((resolve) => setTimeout(resolve, forMs));
  if (speed !== undefined) await pacer.release();
}

async function killAll({ stage, notes }: Context): Promise<void> {
  await Promise.all(stage.replicas.map((replica) => replica.kill()));
  notes.kills += stage.replicas.length;
}

/** @returns milliseconds until the last one was ready */
async function startAll(stage: Stage): Promise<number> {
  return Math.max(...(await Promise.all(stage.replicas.map((replica) => replica.start()))));
}

async function measuredOutage(
  { openTasks, forMs, speed }: Extract<Disturbance, { kind: 'measured-outage' }>,
  context: Context,
): Promise<void> {
  const { stage, notes, scenario, pacer } = context;
  await waitFor(`${openTasks} tasks under way`, async () =>
    (await stage.control.simulator()).counts.open >= openTasks ? true : null,
  );
  await killAll(context);
  await pacer.hold(speed);
  await pass(forMs, context);
  await pacer.hold(STANDSTILL);
  const startedAt = performance.now();
  notes.readyMs.push(await startAll(stage));
  const { documents, rows } = await untilTruth(stage, scenario.expects, RECOVERED_WITHIN_MS);
  const found = [...documents, ...rows];
  if (found.length === 0) notes.truthMs.push(performance.now() - startedAt);
  else notes.complaints.push(`${found.length} differences after the outage, such as ${found[0] ?? ''}`);
  await pacer.release();
}

/** An operator must be told of a full disk before the disk is made larger. */
async function fillDisk(forMs: number, { stage, notes }: Context): Promise<void> {
  const { disk, replicas } = stage;
  if (disk === null) throw new Error('The scenario has no disk of its own');
  disk.fill();
  await waitFor(
    'the backend to say that it is not ready',
    async () => {
      disk.fill(); // what the database gave back meanwhile
      const states = await Promise.all(replicas.map((replica) => replica.readiness()));
      return states.every((state) => state !== 'ready') ? true : null;
    },
    { timeoutMs: NOTICED_WITHIN_MS },
  ).catch((error: unknown) => {
    notes.complaints.push(String(error));
  });
  await new Promise((resolve) => setTimeout(resolve, forMs));
  disk.free();
  await stage.postgres?.start();
}

async function untilReady({ stage, notes }: Context): Promise<number> {
  const startedAt = performance.now();
  let states: readonly string[] = [];
  await waitFor(
    'every replica to be ready',
    async () => {
      states = await Promise.all(stage.replicas.map((replica) => replica.readiness()));
      return states.every((state) => state === 'ready') ? true : null;
    },
    { timeoutMs: RECOVERED_WITHIN_MS },
  ).catch((error: unknown) => {
    notes.complaints.push(`${String(error)}: ${states.join(' | ')}`);
  });
  return performance.now() - startedAt;
}

function requireIt<T>(part: T | null): T {
  if (part === null) throw new Error('The scenario’s store has no such part');
  return part;
}
