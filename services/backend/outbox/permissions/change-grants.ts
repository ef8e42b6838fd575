import { inLanes } from '../../base/in-lanes';
import type { EndedGrant, MissingGrant } from '../../store/outbox/grants';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { GRANT_INTERVAL_MS } from './grant-pace';
import type { ProjectionContext } from '../projection';
import { SyncWriteError, type GrantedObject } from '../sync-port';

/** What is to be done about a permission. */
export type GrantChange =
  { readonly change: 'give'; readonly grant: MissingGrant } | { readonly change: 'end'; readonly grant: EndedGrant };

/** What became of it. */
export type Outcome = 'done' | 'refused' | 'untried' | { readonly error: unknown };

/** What one go of changing permissions may take, well inside a lease; the rest follows with the next claim. */
const TURN_MS = 2_500;
/** How many can be changed in one go. */
export const MOST_IN_A_TURN = Math.floor(TURN_MS / GRANT_INTERVAL_MS);
/** Enough to reach the pace at the usual 50 to 100 ms a request. */
export const LANES = 8;
/** Each lane failed twice in a row: it is not one object. */
const HOPELESS_FAILURES = 2 * LANES;

/**
 * Gives permissions, and takes them back, at the pace that Twilio allows, until the time is over. One that cannot be
 * changed keeps no other back, unless Sync asks for patience, lets nobody in, or does not answer at all.
 */
export async function changeGrants(
  context: ProjectionContext,
  object: ClaimedObject,
  identity: string,
  changes: readonly GrantChange[],
): Promise<ReadonlyMap<GrantChange, Outcome>> {
  const { sync, clock, log, grantPace } = context;
  const until = clock.now() + TURN_MS;
  let failuresInARow = 0;
  let isHopeless = false;
  const isStopped = () => isHopeless || !context.goesOn(object.key);

  async function carryOut({ change, grant: { key: name, kind, sid } }: GrantChange): Promise<Outcome> {
    if (sid === null) return 'done';
    // By the SID alone: what has the name and is not known is not ours to give away.
    const granted: GrantedObject = { kind, name, sid };
    try {
      await (change === 'give' ? sync.grantRead(granted, identity) : sync.revokeRead(granted, identity));
      failuresInARow = 0;
      return 'done';
    } catch (error) {
      // Nobody goes on with a permission that is to end: that is tried again for ever.
      if (change === 'give' && isFailure(error, 'refused')) {
        const facts = { err: error, objectKey: name, identity };
        log.error(facts, 'a permission is refused for good; others go on without it');
        return 'refused';
      }
      if (!isFailure(error, 'missing')) failuresInARow += 1;
      isHopeless ||= isFailure(error, 'throttled', 'denied') || failuresInARow >= HOPELESS_FAILURES;
      return { error };
    }
  }

  const tried = await inLanes(LANES, changes, async (change): Promise<[GrantChange, Outcome]> => {
    if (isStopped() || clock.now() >= until) return [change, 'untried'];
    // However long that takes while many wait: a turn that was waited for is used.
    await grantPace.turn(object.rank === 0);
    return [change, isStopped() ? 'untried' : await carryOut(change)];
  });
  return new Map(tried);
}

/** Whether Sync failed in one of these ways. */
export const isFailure = (error: unknown, ...failures: readonly SyncWriteError['failure'][]): boolean =>
  error instanceof SyncWriteError && failures.includes(error.failure);
