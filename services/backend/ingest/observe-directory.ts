import type { Ingest, IngestResult } from './ingest';
import type { Observation } from './normalize-directory';

const CHUNK = 100;

/**
 * Feeds the workspace's directory, as read over TaskRouter's REST API, through the ingest: merged like any event at each
 * resource's own instant of change, stored, and marked. Repeating it changes nothing.
 * @throws Error when the database is away
 */
export async function observeDirectory(ingest: Ingest, observations: readonly Observation[]): Promise<IngestResult> {
  let total: IngestResult = { stored: 0, duplicates: 0, dead: 0 };
  for (let start = 0; start < observations.length; start += CHUNK) {
    const chunk = observations.slice(start, start + CHUNK);
    const result = await ingest.accept(chunk.map((observation) => ({ source: 'directory', observation })));
    total = {
      stored: total.stored + result.stored,
      duplicates: total.duplicates + result.duplicates,
      dead: total.dead + result.dead,
    };
  }
  return total;
}
