import { constants, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDatabase } from '../store/database';

/** Where the embedded engine keeps its files within a data directory. */
const ENGINE_FOLDER = 'postgres';
const manifest = join(dirname(createRequire(__filename).resolve('@electric-sql/pglite')), '..', 'package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
const TEMPLATE = join(tmpdir(), `fss-embedded-template-${version}-${process.getuid?.() ?? 0}`);

/**
 * A new data directory of the embedded engine, as it is after its first start. To copy one takes a tenth of the seconds
 * that initdb takes, and every second test file needs one.
 */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fss-embedded-'));
  await makeTemplate();
  await cp(TEMPLATE, join(dataDir, ENGINE_FOLDER), { recursive: true, mode: constants.COPYFILE_FICLONE });
  return dataDir;
}

/** Once for all test processes: of several that make it at the same time, the first to be done counts. */
async function makeTemplate(): Promise<void> {
  if (await exists(TEMPLATE)) return;
  const making = await mkdtemp(`${TEMPLATE}-`);
  const database = await openDatabase({ dataDir: making });
  await database.close();
  await rename(join(making, ENGINE_FOLDER), TEMPLATE).catch(async (error: unknown) => {
    if (!(await exists(TEMPLATE))) throw error;
  });
  await rm(making, { recursive: true });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
