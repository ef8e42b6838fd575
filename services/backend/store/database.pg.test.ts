import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundle, bundleEnvironment } from '../testing/bundle';
import { queueSid, T0 } from '../testing/callbacks';
import { makeDataDir } from '../testing/embedded-template';
import { openDatabase } from './database';
import { migrateDatabase } from './migrate';
import { readQueueFigures } from './queues/queue-read';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fss-store-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('keeps its data, brings every commit to the disk, and admits one process at a time', async () => {
    const dataDir = join(directory, 'not', 'there', 'yet');
    const first = await openDatabase({ dataDir });
    await migrateDatabase(first);
    const { rows } = await first.pool.query('SHOW wal_sync_method');
    expect(rows).toEqual([{ wal_sync_method: 'fsync' }]);

    const synced = jest.spyOn(fs, 'fdatasyncSync');
    for (let n = 1; n <= 5; n += 1) await first.pool.query('INSERT INTO sync_grant VALUES ($1, $2)', [`key${n}`, 'me']);
    expect(synced.mock.calls.length).toBeGreaterThanOrEqual(5);

    await expect(openDatabase({ dataDir })).rejects.toThrow(
      `The data directory ${dataDir} is in use by process ${process.pid} on`,
    );
    await first.close();

    const second = await openDatabase({ dataDir });
    await migrateDatabase(second);
    expect((await second.pool.query('SELECT count(*) AS n FROM sync_grant')).rows).toEqual([{ n: 5 }]);
    await second.close();
  });

  it('loses no acknowledged event when its process is killed, and is taken over from the dead', async () => {
    const script = join(directory, 'append.js');
    bundle('testing/append-until-killed.ts', script);
    const dataDir = await makeDataDir(directory);
    let acknowledged = 0;
    for (const kill of [40, 25, 60]) {
      acknowledged = await runUntilKilled(script, dataDir, acknowledged + 1, kill);
      const database = await openDatabase({ dataDir });
      const { rows } = await database.pool.query<{ sid: string }>('SELECT event_sid AS sid FROM event');
      const stored = new Set(rows.map(({ sid }) => parseInt(sid.slice(2), 16)));
      const numbers = Array.from({ length: acknowledged }, (_, index) => index + 1);
      expect(numbers.filter((task) => !stored.has(task))).toEqual([]);
      // Whatever else was committed before the kill was folded in the same transaction.
      const built = (await readQueueFigures(database.kysely, [queueSid(1)], { at: T0, zone: 'UTC' })).get(queueSid(1));
      expect(built?.today.offered).toBe(stored.size);
      expect(built?.now.queued).toBe(stored.size);
      acknowledged = Math.max(...stored);
      await database.close();
    }
  });
});

describe('a PostgreSQL that cannot be reached', () => {
  it('is one clear sentence', async () => {
    const databaseUrl = 'postgres://postgres@127.0.0.1:1/none';
    await expect(openDatabase({ databaseUrl, dataDir: directory })).rejects.toThrow(
      /^The database is unavailable: .*ECONNREFUSED/,
    );
  });
});

/** Runs until `count` events are acknowledged, kills, and returns the number of the last that was. */
async function runUntilKilled(script: string, dataDir: string, first: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [script, dataDir, String(first)], {
    env: bundleEnvironment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= first + count) child.kill('SIGKILL');
  }
  await exited;
  return last;
}
