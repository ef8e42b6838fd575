import closeWithGrace from 'close-with-grace';
import { createBackend } from './app';
import { parseConfig } from './config';
import { createLog } from './log';

/** Longer than the parts take to stop by themselves: 10 s for writes under way, and the requests before them. */
const CLOSE_LIMIT_MS = 20_000;

async function main(): Promise<void> {
  const parsed = parseConfig(process.env);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problems.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = parsed;
  const log = createLog();
  const backend = createBackend(config, { log });
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

void main();
