import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openCallbackGateway, type CallbackGateway } from '../support/callback-gateway';
import { createControlPlane, type ControlPlane, type Health } from '../support/control-plane';
import { freePort } from '../support/free-port';
import { startRealPostgres, type RealPostgres } from '../support/real-postgres';
import { startService } from '../support/service-process';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk';
import { accountEnvironment } from '../support/suite';
import { openTcpLink, type TcpLink } from '../support/tcp-link';
import { createReplica, type Replica } from './replica';
import type { Scenario } from './scenario';

export const TIME_ZONE = 'Asia/Kolkata';
const READER = path.resolve(__dirname, '..', 'support', 'read-rows.js');
const READ_BUFFER_BYTES = 64 * 1024 * 1024;

/** Everything of one scenario, with a handle at each joint. */
export interface Stage {
  readonly control: ControlPlane;
  readonly health: Health;
  /** TaskRouter's way to the replicas. */
  readonly gateway: CallbackGateway;
  /** The replicas' way to Twilio. */
  readonly twilioLink: TcpLink;
  /** The replicas' way to PostgreSQL; null with the embedded store. */
  readonly databaseLink: TcpLink | null;
  readonly postgres: RealPostgres | null;
  /** Null where the scenario needs none. */
  readonly disk: SmallDisk | null;
  readonly replicas: readonly Replica[];
  /** What the database holds. The replicas have to be stopped. */
  storedEvents(): Promise<StoredEvents>;
  /** Rows of a statement, read likewise. */
  rowsOf<Row>(statement: string): Promise<readonly Row[]>;
  /** May be called at any time, and more than once. */
  close(): Promise<void>;
}

export interface StoredEvents {
  /** SIDs. */
  readonly events: readonly string[];
  /** Events that were kept because nobody understood them, by reason. */
  readonly dead: readonly { readonly reason: string; readonly count: number }[];
}

/** A scenario that this machine cannot run, and what it would need. */
export class CannotRun extends Error {}

/**
 * Starts Local Twilio, the database and every replica. `atClose` gets the undoing before anything was done, for a person
 * who stops the run meanwhile.
 */
export async function setStage(
  { store, replicas: skews, diskMiB }: Pick<Scenario, 'store' | 'replicas' | 'diskMiB'>,
  random: () => number,
  atClose: (close: () => Promise<void>) => void = () => undefined,
): Promise<Stage> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (let undo = closers.pop(); undo !== undefined; undo = closers.pop()) await undo();
  };
  atClose(close);
  try {
    const disk = diskMiB === undefined ? null : mountSmallDisk(diskMiB);
    if (diskMiB !== undefined && disk === null) {
      throw new CannotRun('It needs to mount a small file system: run it as root on Linux.');
    }
    if (disk !== null)
      closers.push(() => {
        disk.unmount();
      });
    const directory = disk?.folder ?? mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-chaos-'));
    if (disk === null)
      closers.push(() => {
        rmSync(directory, { recursive: true, force: true });
      });

    const postgres = store === 'postgres' ? await startRealPostgres(directory) : null;
    if (postgres !== null) closers.push(() => postgres.stop());
    const databaseLink = postgres === null ? null : await openTcpLink(postgres.port);
    if (databaseLink !== null) closers.push(() => databaseLink.close());

    const ports = await Promise.all(skews.map(() => freePort()));
    const gateway = await openCallbackGateway(ports, random);
    closers.push(() => gateway.close());
    const localPort = await freePort();
    const localTwilio = await startService('local-twilio', {
      LOCAL_TWILIO_PORT: String(localPort),
      PUBLIC_BASE_URL: gateway.url,
    });
    closers.push(() => localTwilio.stop());
    const control = createControlPlane(`http://127.0.0.1:${localPort}`);
    const health = await control.health();
    const twilioLink = await openTcpLink(localPort);
    closers.push(() => twilioLink.close());

    const dataDir = path.join(directory, 'data');
    const databaseUrl = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;
    const environment = {
      PUBLIC_BASE_URL: gateway.url,
      REPORTING_TIME_ZONE: TIME_ZONE,
      ...(databaseLink === null ? { DATA_DIR: dataDir } : { DATABASE_URL: databaseUrl(databaseLink.port) }),
      ...accountEnvironment(health, `http://127.0.0.1:${twilioLink.port}`),
    };
    const database = postgres === null ? { DATA_DIR: dataDir } : { DATABASE_URL: databaseUrl(postgres.port) };
    const read = (statements: readonly string[]) => readRows(database, statements);
    const replicas = ports.map((port, index) => createReplica({ port, environment, skewMs: skews[index] ?? 0 }));
    for (const replica of replicas) closers.push(() => replica.stop());
    for (const replica of replicas) await replica.start();
    return {
      control,
      health,
      gateway,
      twilioLink,
      databaseLink,
      postgres,
      disk,
      replicas,
      storedEvents: () => readStoredEvents(read),
      rowsOf: async <Row>(statement: string) => (await read([statement]))[0] as Row[],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readStoredEvents(
  read: (statements: readonly string[]) => Promise<readonly unknown[][]>,
): Promise<StoredEvents> {
  const [events = [], dead = []] = await read([
    'SELECT DISTINCT event_sid AS sid FROM event',
    'SELECT reason, count(*)::int AS count FROM event_dead GROUP BY reason',
  ]);
  return { events: (events as { sid: string }[]).map(({ sid }) => sid), dead: dead as StoredEvents['dead'] };
}

/** The rows of each statement. */
async function readRows(
  store: Readonly<Record<string, string>>,
  statements: readonly string[],
): Promise<readonly unknown[][]> {
  const env = { ...store, STATEMENTS: JSON.stringify(statements) };
  const { stdout } = await promisify(execFile)(process.execPath, [READER], { env, maxBuffer: READ_BUFFER_BYTES });
  return JSON.parse(stdout) as unknown[][];
}
