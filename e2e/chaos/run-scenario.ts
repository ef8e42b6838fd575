import { waitFor } from '../support/wait-for';
import { disturb, type Notes } from './disturb';
import { createPacer } from './pacer';
import { collectProof, type Proof } from './proof';
import { createRandom } from './random';
import type { Scenario } from './scenario';
import { setStage, type Stage } from './stage';
import { watchVersions } from './watch-versions';

export interface ScenarioResult extends Proof {
  readonly seconds: number;
  readonly kills: number;
  readonly readyMs: readonly number[];
  readonly truthMs: readonly number[];
  readonly recoveredMs: readonly number[];
  /** Everything that must not be; an empty list is a pass. */
  readonly failures: readonly string[];
}

export interface RunOptions {
  /** Told what goes on. */
  readonly note?: (text: string) => void;
  readonly atClose?: (close: () => Promise<void>) => void;
}

const PROGRESS_WITHIN_MS = 180_000;
const DAY_ENDS_WITHIN_MS = 240_000;

/** Runs a scenario from empty database to proof, and leaves nothing behind. */
export async function runScenario(
  scenario: Scenario,
  { note = () => undefined, atClose }: RunOptions = {},
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const random = createRandom(scenario.day.seed);
  const stage = await setStage(scenario, random, atClose);
  try {
    const notes: Notes = { kills: 0, readyMs: [], truthMs: [], recoveredMs: [], complaints: [] };
    const versions = watchVersions(stage);
    await runDay(scenario, stage, notes, random, note);
    note('the day is over; comparing with the truth');
    await stage.control.setFaults([]);
    const wentBack = await versions.stop();
    const proof = await collectProof(scenario, stage);
    const failures = [...notes.complaints, ...wentBack, ...proof.failures];
    return { ...proof, ...notes, seconds: (performance.now() - startedAt) / 1_000, failures };
  } finally {
    await stage.close();
  }
}

async function runDay(
  scenario: Scenario,
  stage: Stage,
  notes: Notes,
  random: () => number,
  note: (text: string) => void,
): Promise<void> {
  const { day, faults, timeline } = scenario;
  const { control, gateway } = stage;
  const { events, ...simulated } = day;
  await control.setFaults(faults);
  await control.simulate({ running: true, ...simulated });
  const pacer = createPacer(control, day);
  const share = events / (timeline.length + 1);
  for (const [index, what] of timeline.entries()) {
    await untilAcknowledged(stage, share * (index + 1));
    note(`${gateway.acknowledged.size} events: ${what.kind}`);
    await disturb(what, { stage, scenario, notes, pacer, random });
  }
  await untilAcknowledged(stage, events);
  await pacer.stop();
  await control.simulate({ running: false });
  await waitFor(
    'the last tasks to end and the last callbacks to be delivered',
    async () => {
      const { idle, callbacks } = await control.simulator();
      return idle && callbacks.pending === 0 ? true : null;
    },
    { timeoutMs: DAY_ENDS_WITHIN_MS, everyMs: 500 },
  );
}

/** Lets the day go on until so many events were acknowledged. */
async function untilAcknowledged({ gateway }: Stage, count: number): Promise<void> {
  await waitFor(
    `${Math.round(count)} events to be acknowledged`,
    () => Promise.resolve(gateway.acknowledged.size >= count ? true : null),
    { timeoutMs: PROGRESS_WITHIN_MS, everyMs: 50 },
  );
}
