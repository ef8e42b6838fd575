import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { createBackend } from './app';
import { parseConfig } from './config';
import { createLog } from './base/log';
import { createMetrics, observeProcess } from './base/metrics';
import { runBackup, runRestore } from './run-backup';
import { runMigrate } from './run-migrate';
import type { CommandProcess } from './run-on-database';
import { runRebuild } from './run-rebuild';

/** Longer than the parts take to stop by themselves: 10 s for writes under way, and the requests before them. */
const CLOSE_LIMIT_MS = 20_000;

/** Built beside this file. */
const ENGINE_THREAD = join(__dirname, 'engine-thread.js');

async function main(): Promise<void> {
  const parsed = parseConfig(process.env);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problems.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = parsed;
  const log = createLog();
  const metrics = createMetrics();
  observeProcess(metrics);
  const backend = createBackend(config, { log, metrics, engineThread: ENGINE_THREAD });
  const grace = closeWithGrace({ delay: CLOSE_LIMIT_MS, logger: false }, async ({ err }) => {
    if (err !== undefined) log.fatal({ err }, 'stopping after an error that nobody caught');
    await backend.close();
  });
  try {
    // Stopped while it started: what was told to stop it ends the process.
    if ((await backend.start()) === 'running') process.stdout.write(`ready ${backend.url}\n`);
  } catch (error) {
    grace.uninstall();
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    // A part that failed half-way may hold a socket or a timer; there is nothing left worth waiting for.
    process.exit(1);
  }
}

/** A command that ends by itself. */
async function runToItsEnd(command: (process: CommandProcess) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stop.abort();
    });
  }
  process.exitCode = await command({
    environment: process.env,
    engineThread: ENGINE_THREAD,
    tell: (line) => process.stderr.write(`${line}\n`),
    report: (line) => process.stdout.write(`${line}\n`),
    signal: stop.signal,
    now: Date.now,
  });
}

const USAGE = `The backend takes no argument, to run, or one of these, which end by themselves:
  migrate         brings the tables of the database up to date
  rebuild         recomputes its state from the stored events
  backup <file>   writes the embedded database into a new file
  restore <file>  brings it from there into an empty DATA_DIR
`;

function commandOf([name, file, ...others]: readonly string[]): ((process: CommandProcess) => Promise<number>) | null {
  if (others.length > 0) return null;
  if (file === undefined) return name === 'migrate' ? runMigrate : name === 'rebuild' ? runRebuild : null;
  if (name === 'backup') return (process) => runBackup(process, file);
  return name === 'restore' ? (process) => runRestore(process, file) : null;
}

const args = process.argv.slice(2);
const command = commandOf(args);
if (args.length === 0) void main();
else if (command !== null) void runToItsEnd(command);
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
