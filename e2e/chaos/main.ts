import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { machine, table } from './report';
import { runScenario, type RunOptions, type ScenarioResult } from './run-scenario';
import { SCENARIOS, SHORT_SCENARIOS } from './scenarios';
import { runShopping } from './shopping/run-shopping';
import { SHOPPING_RUNS } from './shopping/shopping-run';
import { CannotRun } from './stage';

/** This file runs as `e2e/build/chaos.js`. */
const RESULTS = path.resolve(__dirname, '..', '..', 'bench', 'results');

/** What can be named on the command line. */
interface Run {
  readonly name: string;
  readonly title: string;
  readonly run: (options: RunOptions) => Promise<ScenarioResult>;
}

const scenarioRun = (scenario: (typeof SCENARIOS)[number]): Run => ({
  ...scenario,
  run: (options) => runScenario(scenario, options),
});
const LONG: readonly Run[] = [
  ...SCENARIOS.map(scenarioRun),
  ...SHOPPING_RUNS.map((shopping): Run => ({ ...shopping, run: (options) => runShopping(shopping, options) })),
];
const KNOWN = [...LONG, ...SHORT_SCENARIOS.map(scenarioRun)];

let closeStage: () => Promise<void> = () => Promise.resolve();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    process.stderr.write('Stopping everything…\n');
    void closeStage().finally(() => process.exit(130));
  });
}

/** Runs the scenarios named on the command line, or all long ones. @returns the exit code */
async function main(asked: readonly string[]): Promise<number> {
  if (asked.includes('--list')) {
    for (const { name, title } of KNOWN) process.stdout.write(`${name.padEnd(24)} ${title}\n`);
    return 0;
  }
  const unknown = asked.filter((name) => !KNOWN.some((run) => run.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no scenario ${unknown.join(', ')}: npm run chaos -- --list\n`);
    return 1;
  }
  mkdirSync(RESULTS, { recursive: true });
  const results: (ScenarioResult & { name: string })[] = [];
  let isGreen = true;
  for (const run of asked.length > 0 ? KNOWN.filter(({ name }) => asked.includes(name)) : LONG) {
    const result = await runOne(run);
    if (result === null || result.failures.length > 0) isGreen = false;
    if (result !== null) results.push({ name: run.name, ...result });
  }
  process.stdout.write(`\n${table(results)}\n`);
  return isGreen ? 0 : 1;
}

async function runOne({ name, title, run }: Run): Promise<ScenarioResult | null> {
  process.stderr.write(`${name}: ${title}\n`);
  const at = new Date().toISOString();
  const before = machine();
  try {
    const result = await run({
      note: (text) => process.stderr.write(`  … ${text}\n`),
      atClose: (close) => {
        closeStage = close;
      },
    });
    const kept = { scenario: name, title, at, machine: before, loadAfter: machine(), ...result };
    writeFileSync(path.join(RESULTS, `chaos-${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
    for (const failure of result.failures) process.stderr.write(`  ✗ ${failure}\n`);
    process.stderr.write(`  ${result.failures.length === 0 ? '✓' : '✗'} ${Math.round(result.seconds)} s\n`);
    return result;
  } catch (error) {
    if (error instanceof CannotRun) process.stderr.write(`  ✗ cannot run here: ${error.message}\n`);
    else process.stderr.write(`  ✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return null;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
