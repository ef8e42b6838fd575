import { createServer } from 'node:net';

/**
 * Fails with `EADDRINUSE` when the port is taken. Asked before anything else starts: a second emulator that only then
 * learns that it cannot listen would already have sent its events to the backend of the first.
 */
export async function requireFreePort(port: number): Promise<void> {
  await requireFreeAt('127.0.0.1', port);
  await requireFreeAt('::1', port).catch((error: unknown) => {
    if (!isWithoutIpv6(error)) throw error;
  });
}

/** Whether the machine has no IPv6 loopback, as told by the failure to listen there. */
export const isWithoutIpv6 = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');

async function requireFreeAt(host: string, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, resolve);
  });
  await new Promise<void>((resolve) => {
    probe.close(() => {
      resolve();
    });
  });
}
