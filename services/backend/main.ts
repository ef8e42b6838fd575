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
    await backend.start();
    process.stdout.write(`ready ${backend.url}\n`);
  } catch (error) {
    grace.uninstall();
    process.stderr.write(`${sentenceFor(error, config.port)}\n`);
    // A part that failed half-way may hold a socket or a timer; there is nothing left worth waiting for.
    process.exit(1);
  }
}

function sentenceFor(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop the other program, or set BACKEND_PORT.`;
  if (code === 'EACCES') return `Port ${port} needs privileges that this process does not have: set BACKEND_PORT.`;
  return error instanceof Error ? error.message : String(error);
}

void main();
