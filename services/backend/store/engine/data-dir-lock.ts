import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from '../../base/start-error';
import { dataDirError, makeDirectories } from './data-dir';
import { errnoOf } from '../error-code';

/** Who holds a data directory, in the terms of that process: inside a container, those of the container. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** Another living process holds the data directory. */
export class DataDirLockedError extends StartError {
  override readonly name = 'DataDirLockedError';

  constructor(
    readonly dataDir: string,
    readonly holder: Holder,
  ) {
    super(
      `The data directory ${dataDir} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
        'Stop that process, or set DATA_DIR to another directory.',
    );
  }
}

/** What a lock file says. */
interface Lock extends Holder {
  /** Name of the socket on which the holder listens for as long as it lives. */
  readonly socket: string;
}

/**
 * Takes the data directory for this process. The embedded database has no lock of its own: two processes would write
 * over each other without an error.
 *
 * A process holds the directory by listening on a socket in it, which ends with the process and which every process that
 * sees the directory can connect to, whatever its namespaces. A lock is taken over only from the dead, never by age: a
 * stopped process still has its socket. See docs/decisions/0007-the-kernel-holds-the-data-directory.md.
 * @returns a function that gives the directory back
 * @throws DataDirLockedError when a living process holds it
 * @throws StartError when the directory cannot be used
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  try {
    makeDirectories(resolve(dataDir));
    return await takeLock(dataDir);
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

async function takeLock(dataDir: string): Promise<() => void> {
  const token = randomBytes(8).toString('hex');
  const lock: Lock = {
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
    socket: `backend.${token}.sock`,
  };
  const prepared = join(dataDir, `backend.${token}.tmp`);
  const place = socketPlace(dataDir);
  // Listening comes before publishing: a lock file whose socket does not answer is of the dead, and stays so.
  const server = await listenOn(dataDir, place.pathOf(lock.socket)).catch((error: unknown) => {
    place.close();
    throw error;
  });
  const release = (): void => {
    // Node removes the socket with it. The lock file stays, so that generations only grow.
    server.close(place.close);
  };
  try {
    writeFileSync(prepared, JSON.stringify(lock), { flag: 'wx' });
    while (!(await publish(dataDir, prepared, place)));
  } catch (error) {
    release();
    throw error;
  } finally {
    rmSync(prepared, { force: true });
  }
  return release;
}

/**
 * Makes the prepared file the lock of the next generation, if the last one is of the dead.
 * @returns false when others were faster, so that it must be looked again
 */
async function publish(dataDir: string, prepared: string, place: SocketPlace): Promise<boolean> {
  const last = generationsIn(dataDir).at(-1) ?? 0;
  const lock = last === 0 ? null : readLock(dataDir, last);
  if (lock !== null && (await isAlive(place.pathOf(lock.socket)))) throw new DataDirLockedError(dataDir, lock);
  const own = last + 1;
  try {
    linkSync(prepared, lockFile(dataDir, own));
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw errnoOf(error) === 'EACCES' || errnoOf(error) === 'ENOSPC' ? error : lacksMeans(dataDir, error);
  }
  const generations = generationsIn(dataDir);
  // While we looked, others came, went, and removed what stood in our way: theirs counts.
  if ((generations.at(-1) ?? 0) > own) {
    rmSync(lockFile(dataDir, own), { force: true });
    return false;
  }
  // The one before stays too, so that a list that is read while it grows always holds one of the newest.
  for (const old of generations.filter((generation) => generation < last)) {
    const dead = readLock(dataDir, old);
    if (dead !== null) rmSync(join(dataDir, dead.socket), { force: true });
    rmSync(lockFile(dataDir, old), { force: true });
  }
  return true;
}

const lockFile = (dataDir: string, generation: number): string => join(dataDir, `backend.lock.${generation}`);

function generationsIn(dataDir: string): number[] {
  return readdirSync(dataDir)
    .map((name) => Number(/^backend\.lock\.(\d{1,15})$/.exec(name)?.[1] ?? 0))
    .filter((generation) => generation > 0)
    .sort((a, b) => a - b);
}

/** Null when it is gone, because others were faster, and when somebody damaged it: it is written in one piece. */
function readLock(dataDir: string, generation: number): Lock | null {
  try {
    const { host, pid, since, socket } = JSON.parse(
      readFileSync(lockFile(dataDir, generation), 'utf8'),
    ) as Partial<Lock>;
    if (host === undefined || pid === undefined || since === undefined || socket === undefined) return null;
    return /^backend\.[0-9a-f]{16}\.sock$/.test(socket) ? { host, pid, since, socket } : null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Only these two say that nobody listens; whatever else goes wrong is no proof of a death. */
const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ENOENT']);

function isAlive(socketPath: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = createConnection(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', (error) => {
      answer(!NOBODY_LISTENS.has(errnoOf(error) ?? ''));
    });
  });
}

function listenOn(dataDir: string, socketPath: string): Promise<Server> {
  // Who connects only wants to know whether somebody answers.
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((listening, reject) => {
    server.once('error', (error) => {
      reject(hasSentence(error) ? error : lacksMeans(dataDir, error));
    });
    server.listen(socketPath, () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      listening(server);
    });
  });
}

const hasSentence = (error: unknown): boolean => ['EACCES', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(errnoOf(error) ?? '');

const lacksMeans = (dataDir: string, error: unknown): StartError =>
  new StartError(
    `DATA_DIR: the file system of ${dataDir} has no Unix sockets or hard links (${errnoOf(error) ?? 'unknown'}), which ` +
      'the lock of the embedded database needs: set DATA_DIR to a directory on a local disk, or set DATABASE_URL.',
    { cause: error },
  );

interface SocketPlace {
  readonly pathOf: (name: string) => string;
  readonly close: () => void;
}

/** What fits into the address of a Unix socket on every system, with the name of the socket. */
const MAX_SOCKET_PATH_BYTES = 100;
const NAME_BYTES = 'backend.0123456789abcdef.sock'.length + 1;

/** Where the sockets of a data directory are, in words that are short enough for the system. */
function socketPlace(dataDir: string): SocketPlace {
  if (process.platform === 'win32') return { pathOf: (name) => `\\\\.\\pipe\\${name}`, close: () => undefined };
  const folder = resolve(dataDir);
  if (Buffer.byteLength(folder) + NAME_BYTES <= MAX_SOCKET_PATH_BYTES) {
    return { pathOf: (name) => join(folder, name), close: () => undefined };
  }
  if (process.platform !== 'linux') {
    throw new StartError(`DATA_DIR: ${folder} is too long for a Unix socket in it: set DATA_DIR to a shorter path.`);
  }
  const fd = openSync(folder, 'r');
  let isOpen = true;
  return {
    pathOf: (name) => `/proc/self/fd/${fd}/${name}`,
    close: () => {
      if (isOpen) closeSync(fd);
      isOpen = false;
    },
  };
}
