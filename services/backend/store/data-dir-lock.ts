import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another living process holds the data directory. */
export class DataDirLockedError extends Error {
  override readonly name = 'DataDirLockedError';

  constructor(
    readonly dataDir: string,
    /** Process that holds the directory. */
    readonly holderPid: number,
  ) {
    super(
      `The data directory ${dataDir} is in use by process ${holderPid}. Stop that process, or set DATA_DIR to another directory.`,
    );
  }
}

interface Holder {
  readonly pid: number;
  /** What distinguishes this process from a later one with the same pid; null where the system does not tell. */
  readonly startedAt: string | null;
}

/**
 * Takes the data directory for this process. The embedded database has no lock of its own: two processes would write
 * over each other without an error.
 *
 * A lock is taken over only from a dead process, never by age: a busy process may pause for long.
 * @returns a function that gives the directory back
 * @throws DataDirLockedError when a living process holds it
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'backend.lock');
  const own: Holder = { pid: process.pid, startedAt: startOfProcess(process.pid) };
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(own), { flag: 'wx' });
      return () => {
        rmSync(path, { force: true });
      };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) throw new DataDirLockedError(dataDir, holder.pid);
    removeDeadLock(path, dataDir);
  }
}

/**
 * Of two processes that find a dead lock, one may already have replaced it: what was moved aside is looked at again
 * before it is thrown away.
 */
function removeDeadLock(path: string, dataDir: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder !== null && isAlive(holder)) {
    renameSync(aside, path);
    throw new DataDirLockedError(dataDir, holder.pid);
  }
  rmSync(aside, { force: true });
}

/** Null for a file that a crash left half-written: nobody can hold by it. */
function readHolder(path: string): Holder | null {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' ? { pid, startedAt: startedAt ?? null } : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives under another user.
    return isCode(error, 'EPERM');
  }
  return startedAt === null || startOfProcess(pid) === startedAt;
}

/** Linux: boot and start time in clock ticks since boot, from /proc (proc(5), field 22). Elsewhere null. */
function startOfProcess(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces and parentheses.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = readlinkSync(`/proc/${pid}/ns/pid`);
    return ticks === undefined ? null : `${boot} ${namespace} ${ticks}`;
  } catch {
    return null;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
