import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { createBackend } from './app';
import { parseConfig } from './config';
import { createLog } from './base/log';
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
  const backend = createBackend(config, { log, engineThread: ENGINE_THREAD });
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

/** `rebuild`: a command that ends by itself. */
async function rebuild(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stop.abort();
    });
  }
  process.exitCode = await runRebuild({
    environment: process.env,
    engineThread: ENGINE_THREAD,
    tell: (line) => process.stderr.write(`${line}\n`),
    report: (line) => process.stdout.write(`${line}\n`),
    signal: stop.signal,
    now: Date.now,
  });
}

const [command, ...others] = process.argv.slice(2);
if (command === undefined) void main();
else if (command === 'rebuild' && others.length === 0) void rebuild();
else {
  process.stderr.write(
    'The backend takes no argument, to run, or "rebuild" alone, to recompute its state from the stored events.\n',
  );
  process.exitCode = 2;
}
