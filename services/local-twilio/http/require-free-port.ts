import { createServer } from 'node:net';

/**
 * Fails with `EADDRINUSE` when the port is taken. Asked before anything else starts: a second emulator that only then
 * learns that it cannot listen would already have sent its events to the backend of the first.
 */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', resolve);
  });
  await new Promise<void>((resolve) => {
    probe.close(() => {
      resolve();
    });
  });
}
