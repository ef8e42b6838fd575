import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { linkedAttributes } from '../../domain/responses/worker-link';
import { listsOfWorker } from '../../store/responses/response-links';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { Projected, ProjectionContext } from '../projection';
import { SyncWriteError } from '../sync-port';

/** A worker's attributes are everybody's: they change no more often than this, however many Lists come into being. */
const ATTRIBUTES_GAP_MS = 2_000;
/** Whoever else edits a worker does it by hand: three lost races in a row mean that something else is wrong. */
const MAX_ATTEMPTS = 4;

/**
 * Writes the SIDs of the Lists that a worker may use into the worker's attributes, and leaves the others as they are.
 *
 * @throws SyncWriteError when TaskRouter did not do it
 */
export async function projectAttributes(
  context: ProjectionContext,
  object: ClaimedObject,
  workerSid: WorkerSid,
): Promise<Projected> {
  const { database, sync, log, metrics } = context;
  const link = await listsOfWorker(database.kysely, workerSid);
  for (let attempt = 1; ; attempt += 1) {
    const found = await sync.getAttributes(workerSid);
    if (found === null) return stateOf(object, false);
    const linked = linkedAttributes(found.attributes, link);
    switch (linked.outcome) {
      case 'same':
        return stateOf(object, false);
      case 'refused':
        log.error({ workerSid, reason: linked.reason }, 'the Lists of a worker cannot be linked in its attributes');
        metrics.attributesRefused.inc();
        return stateOf(object, false);
      case 'changed':
        try {
          await sync.putAttributes(workerSid, linked.attributes, found.etag);
          return stateOf(object, true);
        } catch (error) {
          if (!(error instanceof SyncWriteError) || error.failure !== 'conflict' || attempt === MAX_ATTEMPTS)
            throw error;
        }
    }
  }
}

const stateOf = ({ payloadV }: ClaimedObject, wrote: boolean): Projected => ({
  ...{ sid: null, revision: null, payloadHash: null, payloadV, expiresAt: null },
  wrote,
  vanished: false,
  isComplete: true,
  pauseMs: wrote ? ATTRIBUTES_GAP_MS : 0,
});
