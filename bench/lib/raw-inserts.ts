import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RawEvent } from '../../services/demo-shop/shoppers/raw-event';
import { inParallel } from './shop-batches';

/** The drivers that the backend brings; this file runs as part of a bundle in `bench/build`. */
const fromBackend = createRequire(path.resolve(__dirname, '..', '..', 'services', 'backend', 'package.json'));

interface Queryable {
  query(statement: string, values?: unknown[]): Promise<unknown>;
}

const TABLE = 'CREATE TABLE raw_event (id text PRIMARY KEY, at bigint NOT NULL, event text NOT NULL)';
const INSERT = `INSERT INTO raw_event (id, at, event)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[]) ON CONFLICT DO NOTHING`;

/** The least that keeps an event once and for good: one statement and one commit a batch. @returns seconds */
async function insertAll(db: Queryable, batches: readonly (readonly RawEvent[])[], senders: number): Promise<number> {
  await db.query(TABLE);
  const startedAt = performance.now();
  await inParallel(batches, senders, (batch) =>
    db.query(INSERT, [
      batch.map(({ messageId }) => messageId),
      batch.map(({ timestamp }) => Date.parse(timestamp)),
      batch.map((event) => JSON.stringify(event)),
    ]),
  );
  return (performance.now() - startedAt) / 1_000;
}

/** Into a PostgreSQL on this machine. */
export async function insertIntoPostgres(
  port: number,
  batches: readonly (readonly RawEvent[])[],
  senders: number,
): Promise<number> {
  const { Pool } = fromBackend('pg') as { Pool: new (options: object) => Queryable & { end(): Promise<void> } };
  const pool = new Pool({ connectionString: `postgres://postgres@127.0.0.1:${String(port)}/postgres`, max: senders });
  try {
    return await insertAll(pool, batches, senders);
  } finally {
    await pool.end();
  }
}

/** Into an embedded engine of its own, which has one connection. */
export async function insertIntoEmbedded(batches: readonly (readonly RawEvent[])[]): Promise<number> {
  const { PGlite } = fromBackend('@electric-sql/pglite') as {
    PGlite: { create(folder: string): Promise<Queryable & { close(): Promise<void> }> };
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-raw-'));
  try {
    const db = await PGlite.create(path.join(folder, 'postgres'));
    try {
      return await insertAll(db, batches, 1);
    } finally {
      await db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
