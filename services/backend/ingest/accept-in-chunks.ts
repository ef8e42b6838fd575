import type { Ingest, IngestResult } from './ingest';
import type { ReceivedEvent } from './received-event';

/**
 * Any number of events, one part after the other: the ingest's line has an end, and others wait in it too. What was taken
 * before a failure stays, and is known when the sender comes again.
 * @throws Error as `Ingest.accept`
 */
export async function acceptInChunks(
  ingest: Pick<Ingest, 'accept'>,
  events: readonly ReceivedEvent[],
  most: number,
): Promise<IngestResult> {
  let total: IngestResult = { stored: 0, duplicates: 0, dead: 0 };
  for (let start = 0; start < events.length; start += most) {
    const result = await ingest.accept(events.slice(start, start + most));
    total = {
      stored: total.stored + result.stored,
      duplicates: total.duplicates + result.duplicates,
      dead: total.dead + result.dead,
    };
  }
  return total;
}
