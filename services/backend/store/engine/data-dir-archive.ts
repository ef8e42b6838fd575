import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { StartError } from '../../base/start-error';
import { errnoOf, messageOf } from '../error-code';
import { engineFolderOf } from './data-dir';
import { lockDataDir } from './data-dir-lock';

/** For its owner alone: it holds customers' numbers and names. */
const OWNER_ONLY = 0o600;

/**
 * Writes the database of a directory into one new file, a compressed tar archive, while nobody uses the directory. What a
 * process left that was killed is in it as it is, log and all: who opens it recovers as after the kill.
 * @throws StartError when a process has the directory, there is no database in it, or the file is there already
 */
export async function backUpDataDir(dataDir: string, file: string): Promise<{ readonly bytes: number }> {
  const folder = engineFolderOf(dataDir);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    throw new StartError(
      `DATA_DIR: there is no database in ${dataDir}: set it to the directory that the backend uses.`,
    );
  }
  const unlock = await lockDataDir(dataDir);
  const partial = `${file}.partial`;
  try {
    rmSync(partial, { force: true });
    const tar = spawn('tar', ['-c', '-f', '-', '-C', dataDir, basename(folder)]);
    const to = createWriteStream(partial, { flags: 'wx', mode: OWNER_ONLY, flush: true });
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    await both(pipeline(tar.stdout, gzip, to), ended(tar, 'written'));
    // Unlike a rename, this takes no place that is taken.
    linkSync(partial, file);
    return { bytes: statSync(file).size };
  } catch (error) {
    throw errnoOf(error) === 'EEXIST'
      ? new StartError(`${file} is there already, and a backup is never written over: name another file.`)
      : asSentence('The backup was not written', error);
  } finally {
    rmSync(partial, { force: true });
    unlock();
  }
}

/**
 * Brings a backup into a directory that is empty or not there yet. A backup that cannot be read to its end leaves nothing.
 * @throws StartError when the directory holds something, or the file is no backup
 */
export async function restoreDataDir(file: string, dataDir: string): Promise<void> {
  if (existsSync(dataDir) && readdirSync(dataDir).some((name) => !isOfLock(name))) {
    throw new StartError(
      `DATA_DIR: ${dataDir} is not empty, and a backup is never restored over something: set DATA_DIR to a new directory.`,
    );
  }
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
  const unlock = await lockDataDir(dataDir);
  const aside = join(dataDir, 'restoring');
  try {
    await mkdir(aside);
    const tar = spawn('tar', ['-x', '-f', '-', '-C', aside]);
    await both(pipeline(createReadStream(file), createGunzip(), tar.stdin), ended(tar, 'read'));
    const folder = engineFolderOf(dataDir);
    const restored = join(aside, basename(folder));
    if (!existsSync(join(restored, 'PG_VERSION'))) throw new Error('there is no database in it');
    renameSync(restored, folder);
  } catch (error) {
    throw asSentence(`${file} cannot be restored`, error);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    unlock();
  }
}

/** What a lock leaves, such as that of an attempt that failed. */
const isOfLock = (name: string): boolean => /^backend\.(lock\.|[0-9a-f]{16}\.)/.test(name);

/**
 * Waits for the stream and for tar. Both are over when one has failed, so that nothing is still written when its place is
 * cleaned up. A stream that broke off only says that tar did not go on; why, tar says.
 */
async function both(stream: Promise<void>, tar: Promise<void>): Promise<void> {
  const failureOf = (work: Promise<void>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const [ofStream, ofTar] = await Promise.all([failureOf(stream), failureOf(tar)]);
  const isBrokenOff = ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(errnoOf(ofStream) ?? '');
  const reason = isBrokenOff ? (ofTar ?? ofStream) : (ofStream ?? ofTar);
  if (reason !== undefined) throw reason as Error;
}

/** Waits for the end of tar, and says what it complained of. */
async function ended(tar: ReturnType<typeof spawn>, what: string): Promise<void> {
  const [complaint, [code]] = await Promise.all([
    tar.stderr === null ? '' : text(tar.stderr),
    once(tar, 'close') as Promise<[number | null]>,
  ]);
  const last = complaint.trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(last === '' ? `the archive was not ${what} to its end` : last);
}

function asSentence(what: string, error: unknown): unknown {
  if (error instanceof StartError) return error;
  if (errnoOf(error) === 'ENOENT' && (error as NodeJS.ErrnoException).path === 'tar') {
    return new StartError('The command "tar" is not there, which backups are made and restored with: install it.');
  }
  return new StartError(`${what}: ${messageOf(error)}.`, { cause: error });
}
