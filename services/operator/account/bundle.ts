import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from './missing-file';

/** A plugin as `npm run build` made it. */
export interface Bundle {
  readonly name: string;
  /** Files to upload by their name there; `bundle.js` among them. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Of `bundle.js`, in hexadecimal. */
  readonly sha256: string;
}

export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The plugins of this checkout: folders of `plugins/` with a package in it. */
export async function pluginNames(pluginsFolder: string): Promise<readonly string[]> {
  const entries = await readdir(pluginsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('plugin-'))
    .map(({ name }) => name)
    .sort();
}

/** The bundle of a plugin with its map and the licences that the builder took out of it; null where none is built. */
export async function readBundle(pluginsFolder: string, name: string): Promise<Bundle | null> {
  const read = (suffix: string) => readIfThere(join(pluginsFolder, name, 'build', `${name}.js${suffix}`));
  const [script, map, licences] = await Promise.all([read(''), read('.map'), read('.LICENSE.txt')]);
  if (script === null || script.length === 0) return null;
  const files = new Map([['bundle.js', script]]);
  if (map !== null) files.set('bundle.js.map', map);
  // By the name that the bundle's first line tells.
  if (licences !== null) files.set(`${name}.js.LICENSE.txt`, licences);
  return { name, files, sha256: sha256Of(script) };
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
