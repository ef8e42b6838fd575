import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIngest } from './ingest/ingest';
import { runBackup, runRestore } from './run-backup';
import { openDatabase, type Database } from './store/database';
import { callStory, HOME, T0 } from './testing/callbacks';
import { makeDataDir } from './testing/embedded-template';
import { stateDump } from './testing/state-dump';

let parent: string;
let dataDir: string;
let said: string[];
beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'fss-backup-'));
  dataDir = await makeDataDir(parent);
  said = [];
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

type Command = typeof runBackup;
const run = (command: Command, file: string, environment: Record<string, string> = { DATA_DIR: dataDir }) =>
  command(
    {
      ...{ environment, now: () => T0, signal: new AbortController().signal },
      tell: (line) => said.push(line),
      report: (line) => said.push(line),
    },
    file,
  );
async function withDatabase<T>(at: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir: at });
  return work(database).finally(() => database.close());
}

test('a backup is restored, row by row, into an empty directory and over nothing', async () => {
  const file = join(parent, 'backup.tar.gz');
  const state = await withDatabase(dataDir, async (database) => {
    await expect(run(runBackup, file)).resolves.toBe(1);
    expect(said.splice(0)).toEqual([expect.stringMatching(/is in use by process .* Stop that process/)]);
    const ingest = createIngest({ database, clock: { now: () => T0 + 60_000 }, home: HOME });
    const call = callStory({ task: 1, queue: 1, entered: 1, reserved: 20, accepted: 22, completed: 30 });
    await ingest.accept(call.map((form) => ({ source: 'callback', form })));
    await ingest.close();
    return stateDump(database);
  });
  await expect(run(runBackup, file)).resolves.toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(run(runBackup, file)).resolves.toBe(1);
  await expect(run(runRestore, file)).resolves.toBe(1);
  expect(said.splice(0)).toEqual([
    expect.stringMatching(/^backed up: .*backup\.tar\.gz, \d+\.\d MB/),
    `${file} is there already, and a backup is never written over: name another file.`,
    `DATA_DIR: ${dataDir} is not empty, and a backup is never restored over something: set DATA_DIR to a new directory.`,
  ]);

  const restored = join(parent, 'new', 'data');
  const whole = readFileSync(file);
  writeFileSync(join(parent, 'torn'), whole.subarray(0, whole.length / 2));
  await expect(run(runRestore, join(parent, 'torn'), { DATA_DIR: restored })).resolves.toBe(1);
  // What failed left nothing that stands in the way.
  await expect(run(runRestore, file, { DATA_DIR: restored })).resolves.toBe(0);
  expect(said).toEqual([
    expect.stringMatching(/torn cannot be restored: /),
    expect.stringMatching(/^restored: [1-9]\d* events and 1 tasks are in /),
  ]);
  expect(await withDatabase(restored, stateDump)).toBe(state);
});

test('only an embedded database that is there is backed up', async () => {
  const file = join(parent, 'backup.tar.gz');
  await expect(run(runBackup, file, { DATA_DIR: parent })).resolves.toBe(1);
  await expect(run(runBackup, file, { DATABASE_URL: 'postgres://somebody@127.0.0.1/db' })).resolves.toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^DATA_DIR: there is no database in /),
    expect.stringMatching(/^DATABASE_URL: this command is for the embedded database/),
  ]);
});
