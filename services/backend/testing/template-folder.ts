import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A folder that is made once for all test processes of this machine, to be copied. Of several that make it at the same
 * time, the first to be done counts.
 *
 * @param name tells apart what is made otherwise
 * @param make fills an empty folder
 */
export async function templateFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const template = join(tmpdir(), `fss-${name}-${process.getuid?.() ?? 0}`);
  if (await exists(template)) return template;
  const making = await mkdtemp(`${template}-`);
  await make(making);
  await rename(making, template).catch(async (error: unknown) => {
    if (!(await exists(template))) throw error;
    await rm(making, { recursive: true });
  });
  return template;
}

/** Owners and modes included. A thousand small files take Node's own `cp` seven times as long. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-Rp', from, to]);
}

const MIGRATIONS = join(__dirname, '..', 'store', 'migrations');

/** A name for what the migrations come to. */
export function schemaName(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
