import { inLanes } from '../../base/in-lanes';
import type { MissingGrant } from '../../store/outbox/grants';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { GRANT_INTERVAL_MS } from './grant-pace';
import type { ProjectionContext } from '../projection';
import { SyncWriteError } from '../sync-port';

/** What became of a permission. */
export type Outcome = 'given' | 'refused' | 'untried' | { readonly error: unknown };

/** What one go of giving permissions may take, well inside a lease; the rest follows with the next claim. */
const TURN_MS = 2_500;
/** How many can be given in one go. */
export const MOST_IN_A_TURN = Math.floor(TURN_MS / GRANT_INTERVAL_MS);
/** Enough to reach the pace at the usual 50 to 100 ms a request. */
export const LANES = 8;
/** Each lane failed twice in a row: it is not one object. */
const HOPELESS_FAILURES = 2 * LANES;

/**
 * Gives permissions at the pace that Twilio allows, until the time is over. One that cannot be given keeps no other back,
 * unless Sync asks for patience, lets nobody in, or does not answer at all.
 */
export async function giveGrants(
  context: ProjectionContext,
  object: ClaimedObject,
  identity: string,
  grants: readonly MissingGrant[],
): Promise<ReadonlyMap<MissingGrant, Outcome>> {
  const { sync, clock, log, grantPace } = context;
  const until = clock.now() + TURN_MS;
  let failuresInARow = 0;
  let isHopeless = false;
  const isStopped = () => isHopeless || !context.goesOn(object.key);

  async function give({ key: name, kind, sid }: MissingGrant): Promise<Outcome> {
    try {
      // By the SID alone: what has the name and is not known is not ours to give away.
      await sync.grantRead({ kind, name, sid }, identity);
      failuresInARow = 0;
      return 'given';
    } catch (error) {
      if (isFailure(error, 'refused')) {
        const facts = { err: error, objectKey: name, identity };
        log.error(facts, 'a permission is refused for good; others go on without it');
        return 'refused';
      }
      if (!isFailure(error, 'missing')) failuresInARow += 1;
      isHopeless ||= isFailure(error, 'throttled', 'denied') || failuresInARow >= HOPELESS_FAILURES;
      return { error };
    }
  }

  const tried = await inLanes(LANES, grants, async (grant): Promise<[MissingGrant, Outcome]> => {
    if (isStopped() || clock.now() >= until) return [grant, 'untried'];
    // However long that takes while many wait: a turn that was waited for is used.
    await grantPace.turn(object.rank === 0);
    return [grant, isStopped() ? 'untried' : await give(grant)];
  });
  return new Map(tried);
}

/** Whether Sync failed in one of these ways. */
export const isFailure = (error: unknown, ...failures: readonly SyncWriteError['failure'][]): boolean =>
  error instanceof SyncWriteError && failures.includes(error.failure);
