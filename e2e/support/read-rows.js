'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');

/**
 * Run as a process of its own: prints the rows of each statement of `STATEMENTS` (JSON) from the database at
 * `DATABASE_URL`, or the embedded one in `DATA_DIR`, as one line of JSON, with the drivers that the backend brings. An
 * embedded database must not be in use.
 */
const fromBackend = createRequire(path.join(__dirname, '..', '..', 'services', 'backend', 'package.json'));
const { DATABASE_URL, DATA_DIR, STATEMENTS } = process.env;

async function open() {
  if (DATABASE_URL !== undefined) {
    const { Client } = fromBackend('pg');
    const client = new Client({ connectionString: DATABASE_URL });
    await client.connect();
    return { query: (sql) => client.query(sql), close: () => client.end() };
  }
  const { PGlite } = fromBackend('@electric-sql/pglite');
  const database = await PGlite.create(path.join(DATA_DIR, 'postgres'));
  return { query: (sql) => database.query(sql), close: () => database.close() };
}

async function main() {
  const { query, close } = await open();
  const results = [];
  for (const statement of JSON.parse(STATEMENTS)) results.push((await query(statement)).rows);
  await close();
  process.stdout.write(`${JSON.stringify(results)}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
