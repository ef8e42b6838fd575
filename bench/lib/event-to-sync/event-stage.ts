import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createControlPlane, type Health } from '../../../e2e/support/control-plane';
import { freePort } from '../../../e2e/support/free-port';
import { startRealPostgres } from '../../../e2e/support/real-postgres';
import { startService, type ServiceProcess } from '../../../e2e/support/service-process';
import { accountEnvironment } from '../../../e2e/support/suite';
import { NAIVE_ROLE } from './naive-write-through';

export type Store = 'embedded' | 'postgres';
/** `suite`: the backend. `naive`: a service that writes the Document at each event. */
export type Way = 'suite' | 'naive';

/** Local Twilio, the database and what takes the callbacks, each a process of its own. */
export interface EventStage {
  readonly health: Health;
  /** Port of what takes the callbacks. */
  readonly port: number;
  /** What it calls itself, in signatures. */
  readonly baseUrl: string;
  /** Process that takes the callbacks; with the embedded store the database is in it. */
  pid(): number;
  /** How to reach the database while {@link EventStage.stopped} does its work. */
  readonly database: Readonly<Record<string, string>>;
  /** Stops what takes the callbacks, does the work and starts it again. */
  stopped(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function startEventStage(script: string, store: Store, way: Way): Promise<EventStage> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (let undo = closers.pop(); undo !== undefined; undo = closers.pop()) await undo();
  };
  try {
    const directory = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
    closers.push(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    const postgres = store === 'postgres' ? await startRealPostgres(directory) : null;
    if (postgres !== null) closers.push(() => postgres.stop());
    const [localPort, port] = [await freePort(), await freePort()];
    const localUrl = `http://127.0.0.1:${String(localPort)}`;
    const local = { LOCAL_TWILIO_PORT: String(localPort), EVENT_CALLBACK_URL: '', SYNC_WEBHOOK_URL: '' };
    const localTwilio = await startService('local-twilio', local);
    closers.push(() => localTwilio.stop());
    const control = createControlPlane(localUrl);
    const health = await control.health();
    const baseUrl = `http://localhost:${String(port)}`;
    const database: Readonly<Record<string, string>> =
      postgres === null
        ? { DATA_DIR: path.join(directory, 'data') }
        : { DATABASE_URL: `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres` };
    const environment = {
      ...{ BACKEND_PORT: String(port), PUBLIC_BASE_URL: baseUrl, REPORTING_TIME_ZONE: zoneAtNoon() },
      ...database,
      ...accountEnvironment(health, localUrl),
    };
    const start = (): Promise<ServiceProcess> =>
      way === 'suite' ? startService('backend', environment) : startNaive(script, environment, health);
    let service = await start();
    closers.push(() => service.stop());
    // The tasks of a load are none of Local Twilio's: the comparison with TaskRouter would take them for lost ones.
    await control.setFaults([{ match: { path: 'taskrouter\\.twilio\\.com' }, status: 503 }]);
    const stopped = async (work: () => Promise<void>): Promise<void> => {
      await service.stop();
      await work();
      service = await start();
    };
    return { health, port, baseUrl, database, pid: () => service.pid, stopped, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where it is about noon, so that no midnight sets the figures of the day back during a load. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  // These names count westwards.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`;
}

function startNaive(
  script: string,
  environment: Readonly<Record<string, string>>,
  health: Health,
): Promise<ServiceProcess> {
  const sync = { SYNC_URL: `${health.urls['sync'] ?? ''}/v1/Services/${health.syncServiceSid}` };
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', ...environment, ...sync, ...NAIVE_ROLE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', kill);
      resolve();
    });
  });
  const end = async (): Promise<void> => {
    kill();
    await exited;
  };
  const url = environment['PUBLIC_BASE_URL'] ?? '';
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => {
      resolve({ url, pid: child.pid ?? 0, stop: end, kill: end, log: () => '' });
    });
    child.once('exit', () => {
      reject(new Error('The naive service stopped before it was ready'));
    });
  });
}
