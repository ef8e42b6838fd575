import { readConfig } from './config';
import { requireFreePort } from './http/require-free-port';
import { startLocalTwilio } from './start-local-twilio';

/** With `--check`, says only what would keep Local Twilio from starting. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if ('problems' in config) {
    for (const problem of config.problems) process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return;
  }
  if (process.argv.includes('--check')) {
    await requireFreePort(config.port);
    return;
  }
  surviveWhatNobodyCaught();
  const localTwilio = await startLocalTwilio(config);
  process.stdout.write(`ready http://localhost:${localTwilio.port}\n`);

  const stop = (): void => {
    void localTwilio.close().then(() => {
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/**
 * The last resort. One request that met a mistake of ours must not take the desktops, calls and data of everybody else with
 * it; nothing here outlives the process, so there is nothing that going on could spoil.
 */
function surviveWhatNobodyCaught(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`local-twilio: nobody caught: ${error.stack ?? String(error)}\n`);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`Local Twilio cannot start: ${reasonOf(error)}\n`);
  // A part that started before may hold a socket or a timer; there is nothing left worth waiting for.
  process.exit(1);
});

function reasonOf(error: unknown): string {
  const { code, port = 0 } = error as { code?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken. Set LOCAL_TWILIO_PORT to a free one.`;
    case 'EACCES':
      return `port ${port} is not permitted to this user. Set LOCAL_TWILIO_PORT to one from 1024.`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
