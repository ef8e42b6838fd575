import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { createIngest } from './ingest/ingest';
import { openDatabase, type Database } from './store/database';
import { HOME, callStory, T0 } from './testing/callbacks';
import { makeDataDir } from './testing/embedded-template';
import { stateDump } from './testing/state-dump';
import { runRebuild } from './run-rebuild';

describe('npm run backend -- rebuild', () => {
  let dataDir: string;
  let told: string[];
  let reported: string[];

  beforeEach(async () => {
    dataDir = await makeDataDir();
    [told, reported] = [[], []];
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (environment: Record<string, string> = { DATA_DIR: dataDir }, signal = new AbortController().signal) => {
    let now = T0 + 60_000;
    return runRebuild({
      environment,
      tell: (line) => told.push(line),
      report: (line) => reported.push(line),
      signal,
      // Each look at the clock is half a second later.
      now: () => (now += 500),
    });
  };
  async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ dataDir });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  const call = (task: number) =>
    callStory({ task, queue: 1, entered: task, reserved: 20, accepted: 22, completed: 30 });

  it('needs the database alone, tells how far it is and sums it up in one line', async () => {
    const state = await withDatabase(async (database) => {
      const ingest = createIngest({
        database,
        clock: { now: () => T0 + 60_000 },
        home: HOME,
      });
      await ingest.accept([...call(1), ...call(2)].map((form) => ({ source: 'callback', form })));
      await ingest.close();
      const before = await stateDump(database);
      await sql`UPDATE task SET phase = 'talking'`.execute(database.kysely);
      await sql`UPDATE queue_minute SET offered = offered + 1`.execute(database.kysely);
      return before;
    });
    await expect(run()).resolves.toBe(0);
    expect(await withDatabase(stateDump)).toBe(state);
    expect(told).toEqual(expect.arrayContaining(['rebuild: tasks, 2 of 2']));
    expect(reported).toEqual([
      expect.stringMatching(/^rebuilt: 2 tasks looked at, 2 rows differed, \d+ sums corrected, \d+\.\d s$/),
    ]);
  });

  it('refuses a data directory that a backend uses', async () => {
    await withDatabase(async () => {
      await expect(run()).resolves.toBe(1);
    });
    expect(told).toEqual([expect.stringContaining(dataDir)]);
  });

  it('names the variable that is wrong', async () => {
    await expect(run({ DATABASE_URL: 'mysql://x' })).resolves.toBe(1);
    expect(told).toEqual([expect.stringMatching(/^DATABASE_URL: expected a URL/)]);
  });

  it('says so when it was stopped', async () => {
    await withDatabase(() => Promise.resolve());
    await expect(run({ DATA_DIR: dataDir }, AbortSignal.abort())).resolves.toBe(1);
    expect(told.at(-1)).toMatch(/^Stopped before the end: run it again/);
  });
});
