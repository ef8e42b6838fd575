import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRealPostgres } from '../e2e/support/real-postgres';
import { startSuite } from '../e2e/support/suite';
import type { Figure, FigureResult } from './lib/figure';
import { insertIntoEmbedded, insertIntoPostgres } from './lib/raw-inserts';
import { sendBatches, shopBatches } from './lib/shop-batches';

const WRITE_KEY = 'demo-shop-write-key';
const [VISITORS, PER_BATCH, SENDERS] = [2_000, 50, 16];

/** Batches over HTTP into the built backend, which reads, filters, stores and folds them, beside nothing but inserts. */
export const figure: Figure = {
  title: 'events of shops that the backend commits a second, in batches of 50',
  async measure(note): Promise<FigureResult> {
    const batches = shopBatches(VISITORS, PER_BATCH);
    const events = batches.flat().length;
    note(`${String(events)} events into the embedded database`);
    const embedded = events / (await throughBackend(batches, {}));
    const embeddedRaw = events / (await insertIntoEmbedded(batches));
    note('the same into PostgreSQL');
    const { ours, theirs } = await onPostgres(batches);
    return {
      setup: `${String(events)} events of ${String(VISITORS)} shoppers, ${String(SENDERS)} senders, fsync everywhere; folding goes on meanwhile`,
      measurements: [],
      ratios: [
        {
          name: 'events committed, embedded database',
          ours: embedded,
          theirs: embeddedRaw,
          unit: '/s',
          against: 'one INSERT for each batch into a table with a primary key, in the engine itself',
        },
        {
          name: 'events committed, PostgreSQL',
          ours: events / ours,
          theirs: events / theirs,
          unit: '/s',
          against: 'the same over as many connections as there are senders',
        },
      ],
    };
  },
};

type Batches = ReturnType<typeof shopBatches>;

async function throughBackend(batches: Batches, options: { readonly databaseUrl?: string }): Promise<number> {
  const suite = await startSuite({ demoContent: true, ...options });
  try {
    await sendBatches(suite.backendUrl, WRITE_KEY, shopBatches(20, PER_BATCH, 2), SENDERS);
    return await sendBatches(suite.backendUrl, WRITE_KEY, batches, SENDERS);
  } finally {
    await suite.close();
  }
}

async function onPostgres(batches: Batches): Promise<{ readonly ours: number; readonly theirs: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-bench-'));
  try {
    const postgres = await startRealPostgres(folder);
    try {
      const databaseUrl = `postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`;
      const ours = await throughBackend(batches, { databaseUrl });
      return { ours, theirs: await insertIntoPostgres(postgres.port, batches, SENDERS) };
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
