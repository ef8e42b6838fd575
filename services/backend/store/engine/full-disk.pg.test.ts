import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataDir } from '../../testing/embedded-template';
import { buildEngineThread } from '../../testing/engine-thread';
import { openDatabase, type Database } from '../database';
import { StoreUnavailable } from '../../base/store-unavailable';

// A disk of its own that can be filled: a tmpfs of Linux, which only root may mount.

let disk: string;
let thread: Awaited<ReturnType<typeof buildEngineThread>>;

beforeAll(async () => {
  thread = await buildEngineThread();
});
afterAll(() => {
  thread.remove();
});
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'fss-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=140m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('This machine does not let the test mount a tmpfs: run it as root', { cause: error });
  }
});
afterEach(() => {
  execFileSync('umount', ['--lazy', disk], { stdio: 'pipe' });
  rmSync(disk, { recursive: true, force: true });
});

const ballast = (): string => join(disk, 'ballast');

/** Leaves no byte free. */
function fill(): void {
  const file = openSync(ballast(), 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096));
  } catch {
    closeSync(file);
  }
}

const insert = (database: Database): Promise<unknown> =>
  database.pool.query(
    `INSERT INTO kept SELECT string_agg(md5(random()::text || n), '') FROM generate_series(1, 600) n RETURNING 1`,
  );

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 40_000; Date.now() < end;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen within 40 s');
}

describe('the embedded database on a full disk', () => {
  it.each([
    ['a statement fails', 'SELECT 1'],
    // Without room PostgreSQL gives up here: in a server, it would end and begin anew.
    ['it gives up', 'CHECKPOINT'],
    [
      'it gives up over its log',
      `SELECT pg_logical_emit_message(true, 'x', repeat('x', 8000)) FROM generate_series(1, 9000)`,
    ],
  ])('says so by itself, loses nothing and goes on once there is room, when %s', async (_name, last) => {
    const database = await openDatabase({ dataDir: await makeDataDir(disk), engineThread: thread.file });
    await database.pool.query('CREATE TABLE kept (text text)');
    let kept = 0;
    for (; kept < 20; kept += 1) await insert(database);
    fill();
    await until(async () => {
      try {
        await insert(database);
        kept += 1;
        return false;
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        return true;
      }
    });
    await database.pool.query(last).catch((error: unknown) => {
      expect(error).toBeInstanceOf(StoreUnavailable);
    });
    await until(() => database.trouble()?.reason === 'the disk of the database is full');

    rmSync(ballast());
    await until(() => database.trouble() === null);
    await insert(database);
    expect((await database.pool.query('SELECT count(*) AS n FROM kept')).rows).toEqual([{ n: kept + 1 }]);
    await database.close();
  });
});
