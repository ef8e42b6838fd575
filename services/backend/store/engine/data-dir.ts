import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../../base/start-error';
import { errnoOf } from '../error-code';

/** Where the embedded engine keeps its files within a data directory. */
export const engineFolderOf = (dataDir: string): string => join(dataDir, 'postgres');

const ANOTHER = 'or set DATA_DIR to another directory';

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  EACCES: (path) => `this process may not write to ${path}: give its user the right to, ${ANOTHER}`,
  EPERM: (path) => `this process may not write to ${path}: give its user the right to, ${ANOTHER}`,
  EROFS: (path) => `${path} is on a read-only file system: mount it for writing, ${ANOTHER}`,
  ENOSPC: (path) => `the disk of ${path} is full: free some space, ${ANOTHER}`,
  EDQUOT: (path) => `the disk quota of ${path} is used up: free some space, ${ANOTHER}`,
  ENOTDIR: (path) => `${path} is not a directory: set DATA_DIR to a directory`,
  EEXIST: (path) => `${path} is not a directory: set DATA_DIR to a directory`,
  ENOENT: (path) => `${path} cannot be made there: set DATA_DIR to another directory`,
  ENAMETOOLONG: (path) => `a name in ${path} is too long for its file system: set DATA_DIR to a shorter path`,
  ELOOP: (path) => `${path} leads through too many symbolic links: set DATA_DIR to another directory`,
};

/** What an error of the system means for the directory that `DATA_DIR` names; any other error as it is. */
export function dataDirError(dataDir: string, error: unknown): unknown {
  const code = errnoOf(error);
  if (code === null || error instanceof StartError) return error;
  const reason = REASONS[code]?.(dataDir) ?? `${dataDir} cannot be used (${code}): set DATA_DIR to another directory`;
  return new StartError(`DATA_DIR: ${reason}.`, { cause: error });
}

/**
 * Makes a directory and those above it. Node's own `recursive` never returns where the system refuses a directory as if
 * the one above were missing, as /proc does.
 */
export function makeDirectories(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (isDirectory(path)) return;
    const above = dirname(path);
    if (errnoOf(error) !== 'ENOENT' || above === path || isDirectory(above)) throw error;
    makeDirectories(above);
    mkdirSync(path);
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
