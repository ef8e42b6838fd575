import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte free. */
  fill(): void;
  /** Takes back what {@link SmallDisk.fill} wrote. */
  free(): void;
  unmount(): void;
}

/** Mounts one in memory; null where this process may not (Linux, as root). */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmdirSync(folder);
    return null;
  }
  const ballast = path.join(folder, 'ballast');
  const unmount = (): void => {
    process.removeListener('exit', unmount);
    execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' });
    rmdirSync(folder);
  };
  process.once('exit', unmount);
  return {
    folder,
    fill: () => {
      fillUp(ballast);
    },
    free: () => {
      rmSync(ballast, { force: true });
    },
    unmount,
  };
}

function fillUp(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (let block = Buffer.alloc(1 << 20); block.length > 0;) {
      try {
        writeSync(handle, block);
      } catch {
        block = block.subarray(0, Math.floor(block.length / 2));
      }
    }
  } finally {
    closeSync(handle);
  }
}
