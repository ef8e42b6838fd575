import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { makeDataDir } from '../../testing/embedded-template';
import { openDatabase, type Database } from '../database';
import { inTransaction } from '../transaction';

let dataDir: string;
let database: Database;
let told = 0;
beforeAll(async () => {
  dataDir = await makeDataDir();
  database = await openDatabase({ dataDir, onStatement: () => (told += 1) });
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  told = 0;
});

test('a statement is told of once', async () => {
  await database.pool.query('SELECT 1');
  expect(told).toBe(1);
});

test('beginning and end of a transaction are told of too', async () => {
  await inTransaction(database.kysely, async (trx) => {
    await sql`SELECT 1`.execute(trx);
  });
  expect(told).toBe(3);
});
