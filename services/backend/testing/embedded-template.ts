import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDatabase } from '../store/database';
import { migrateDatabase } from '../store/migrate';
import { copyFolder, schemaName, templateFolder } from './template-folder';

/** Where the embedded engine keeps its files within a data directory. */
const ENGINE_FOLDER = 'postgres';
const manifest = join(dirname(createRequire(__filename).resolve('@electric-sql/pglite')), '..', 'package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };

/**
 * A new data directory of the embedded engine, as it is after its first start, with all tables. To copy one takes a tenth
 * of the seconds that initdb and the migrations take, and every second test file needs one.
 *
 * @param parent that of temporary files by default
 */
export async function makeDataDir(parent = tmpdir()): Promise<string> {
  const template = await templateFolder(`embedded-${version}-${schemaName()}`, async (dataDir) => {
    const database = await openDatabase({ dataDir });
    await migrateDatabase(database);
    await database.close();
  });
  const dataDir = await mkdtemp(join(parent, 'fss-embedded-'));
  await copyFolder(join(template, ENGINE_FOLDER), join(dataDir, ENGINE_FOLDER));
  return dataDir;
}
