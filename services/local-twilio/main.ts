import { readSettings } from './settings';
import { startLocalTwilio } from './start-local-twilio';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if ('problems' in settings) {
    for (const problem of settings.problems) process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return;
  }
  const localTwilio = await startLocalTwilio(settings);
  process.stdout.write(`ready http://localhost:${localTwilio.port}\n`);

  const stop = (): void => {
    void localTwilio.close().then(() => {
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const { code, port } = error as { code?: string; port?: number };
  const sentence =
    code === 'EADDRINUSE'
      ? `Local Twilio cannot start: port ${port ?? ''} is taken. Set LOCAL_TWILIO_PORT to a free one.`
      : `Local Twilio cannot start: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
});
