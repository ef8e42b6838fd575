import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountOf } from './deploy/account';
import { readArguments } from './deploy/arguments';
import { CannotDeploy } from './deploy/cannot-deploy';
import { deploy } from './deploy/deploy';
import { planRollback, rollBack, rollbackLine } from './deploy/rollback';
import { examine } from './doctor/doctor';
import { exitCodeOf } from './doctor/finding';
import { reportOf } from './doctor/report';
import { installationOf } from './provision/installation-of';
import { settingSteps } from './provision/flex-step';
import { carryOut, lineOf, planOf } from './provision/provision';
import { settingChanges } from './provision/setting-arguments';
import { CannotProvision } from './provision/step';
import { reckonSizing } from './sizing/reckon-sizing';
import { readWorkload } from './sizing/sizing-arguments';
import { sizingLines } from './sizing/sizing-lines';
import { useProxyOfEnvironment } from './account/proxy';
import { reasonOf } from './account/reading';
import { readSettings } from './account/settings';

const USAGE = `Use one of these; docs/real-account.md says more:
  npm run provision [-- [--dry-run] [--event-streams]]
  npm run provision -- --set NAME=on|off|default [--dry-run]
  npm run doctor [-- --json]
  npm run deploy -- [plugin…] --patch|--minor|--major|--version 1.2.3 --changelog "…" [--release] [--dry-run] [--trust-upload]
  npm run rollback [-- --dry-run]
  npm run sizing -- --calls-per-hour N [--calls-per-day N] [--retention-days N] [--replicas N]`;

async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const findings = await examine(readSettings(process.env), join(process.cwd(), 'plugins'), homedir());
  console.log(values.json ? JSON.stringify({ findings }, null, 2) : reportOf(findings));
  return exitCodeOf(findings);
}

async function provision(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'dry-run': { type: 'boolean', default: false },
      'event-streams': { type: 'boolean', default: false },
      set: { type: 'string', multiple: true },
    },
  });
  // Before anything is asked: a wrong name is told at once.
  const changes = values.set === undefined ? null : settingChanges(values.set);
  const installation = installationOf(readSettings(process.env), { usesEventStreams: values['event-streams'] });
  // Whoever sets a switch wants nothing else looked at.
  const steps = await (changes === null ? planOf(installation) : settingSteps(installation, changes));
  if (values['dry-run']) {
    for (const step of steps) console.log(lineOf(step));
    return steps.some(({ kind }) => kind === 'foreign') ? 1 : 0;
  }
  const isWhole = await carryOut(steps, console.log);
  console.log(isWhole ? '\nSet up. `npm run doctor` looks at it all.' : '\nSet up, but for what somebody else has.');
  return isWhole ? 0 : 1;
}

async function deployPlugins(args: readonly string[]): Promise<number> {
  // Set by whoever starts this: which bundles are as old as their sources, only the builder knows.
  const built = (process.env['BUILT_PLUGINS'] ?? '').split(',');
  const request = readArguments(args);
  await deploy(accountOf(readSettings(process.env), process.cwd()), request, built, console.log);
  return 0;
}

async function rollback(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean', default: false } } });
  const account = accountOf(readSettings(process.env), process.cwd());
  const plan = await planRollback(account);
  if (!values['dry-run']) await rollBack(account, plan);
  console.log(`${values['dry-run'] ? 'change  ' : 'done    '} release: ${rollbackLine(plan)}.`);
  return 0;
}

function sizing(args: readonly string[]): Promise<number> {
  for (const line of sizingLines(reckonSizing(readWorkload(args)))) console.log(line);
  return Promise.resolve(0);
}

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  doctor,
  provision,
  deploy: deployPlugins,
  rollback,
  sizing,
};

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(USAGE);
    return 1;
  }
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  try {
    useProxyOfEnvironment();
    return await command(args);
  } catch (error) {
    if (isWrongArgument(error)) console.error(`${error.message}\n${USAGE}`);
    else if (error instanceof CannotProvision || error instanceof CannotDeploy) console.error(error.message);
    else console.error(`Stopped: ${reasonOf(error)}. What was done so far stays; run it again to go on.`);
    return 1;
  }
}

const isWrongArgument = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
