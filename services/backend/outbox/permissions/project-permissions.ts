import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { LATE, missingGrants, recordGrants, type MissingGrant } from '../../store/outbox/grants';
import { permittedWorkers } from '../../store/outbox/object-standing';
import { listsWaitingFor } from '../../store/responses/response-links';
import { permissionsKey, responseOfKey } from '../../store/outbox/sync-keys';
import { markDirty, type ClaimedObject } from '../../store/outbox/sync-objects';
import { giveGrants, isFailure, LANES, MOST_IN_A_TURN, type Outcome } from './give-grants';
import { identitiesReading, readerOf } from './identities';
import { untouched, type Projected, type ProjectionContext } from '../projection';
import { SyncWriteError } from '../sync-port';

type Tried = readonly [grant: MissingGrant, outcome: Outcome];

/** What may follow a little later is given at once when it is no more than this: one new response, not a library. */
const MOST_BESIDE = LANES;

/**
 * Gives an identity the read permissions that it lacks, each once: what a page needs at once comes first, the Documents of
 * responses last, some with each claim.
 */
export async function projectPermissions(
  context: ProjectionContext,
  object: ClaimedObject,
  identity: string,
): Promise<Projected> {
  const { database, clock } = context;
  const db = database.kysely;
  const reader = await readerOf(db, identity, clock.now());
  const missing = reader === null ? [] : await missingGrants(db, reader, MOST_IN_A_TURN + 1);
  const outcomes = await giveGrants(context, object, identity, turnOf(missing, object.rank));
  const tried = missing.map((grant): Tried => [grant, outcomes.get(grant) ?? 'untried']);
  const those = (which: Outcome) => tried.filter(([, outcome]) => outcome === which).map(([grant]) => grant);
  const [given, refused] = [those('given'), those('refused')];
  await recordGrants(db, identity, given);
  await recordGrants(db, identity, refused, clock.now());
  const settled = [...given, ...refused];
  // Asked after the permissions were recorded: a List that is read from now on sees them.
  const ids = settled.map(({ key }) => responseOfKey(key)).filter((id) => id !== null);
  const lists = await listsWaitingFor(db, ids);
  const isReady = isReadyForPages(object, tried);
  return {
    ...untouched(object),
    payloadV: isReady ? object.version : object.payloadV,
    isComplete: settled.length === missing.length,
    failure: failureOf(tried, isReady),
    // Marked again it keeps its rank: somebody still waits for it.
    followers: isReady || object.rank > 0 ? lists : [...lists, object.key],
  };
}

/** Lets in everybody who may read what was created: their permissions follow. */
export async function projectReaders(
  { database: { kysely }, clock }: ProjectionContext,
  object: ClaimedObject,
  likeObject: string,
): Promise<Projected> {
  // There may be thousands of workers, of whom few are there: whoever asks for a token goes first.
  if (likeObject === backendHeartbeatDocument.uniqueName) {
    await markDirty(kysely, await permittedWorkers(kysely), clock.now());
  }
  const identities = await identitiesReading(kysely, likeObject, clock.now());
  return { ...untouched(object), followers: identities.map(permissionsKey) };
}

const isNeeded = ({ wave }: MissingGrant): boolean => wave < 2;

function turnOf(missing: readonly MissingGrant[], rank: number): readonly MissingGrant[] {
  const later = missing.filter((grant) => !isNeeded(grant));
  const turn = rank > 0 ? missing : [...missing.filter(isNeeded), ...later.slice(0, MOST_BESIDE)];
  return turn.slice(0, MOST_IN_A_TURN);
}

/**
 * Whether nothing keeps the identity from working: what is gone follows when it is created again, and single objects for which
 * Sync gives no answer follow when it does.
 */
function isReadyForPages({ payloadV }: ClaimedObject, tried: readonly Tried[]): boolean {
  const ofWave = (which: number) => tried.filter(([{ wave }]) => wave === which).map(([, outcome]) => outcome);
  const isFine = (outcome: Outcome) => outcome === 'given' || outcome === 'refused' || isOf(outcome, 'missing');
  const isOneOfMany = payloadV !== null || ofWave(1).includes('given');
  return (
    ofWave(0).every(isFine) &&
    ofWave(1).every((outcome) => isFine(outcome) || (isOneOfMany && isOf(outcome, 'unavailable')))
  );
}

/** Why it cannot go on, or, when all was tried, why something is left over; what is gone says least. */
function failureOf(tried: readonly Tried[], isReady: boolean): { readonly error: unknown } | null {
  const errors = tried.flatMap(([, outcome]) => (typeof outcome === 'object' ? [outcome.error] : []));
  const isStuck =
    errors.some((error) => isFailure(error, 'throttled', 'denied')) ||
    !tried.some(([, outcome]) => outcome === 'given');
  const isOver = !tried.some(([grant, outcome]) => outcome === 'untried' && (isReady || isNeeded(grant)));
  const error = errors.find((one) => !isFailure(one, 'missing')) ?? errors[0];
  if (error === undefined || !(isStuck || isOver)) return null;
  return { error: error instanceof SyncWriteError ? named(error, isReady ? LATE : '') : error };
}

/** With the kind in front: whoever waits, in whatever process, reads it from the outbox. */
function named(cause: SyncWriteError, prefix: string): SyncWriteError {
  const { failure, status, retryAfterMs, message } = cause;
  return new SyncWriteError(failure, status, retryAfterMs, `${prefix}${failure}: ${message}`, { cause });
}

const isOf = (outcome: Outcome, failure: SyncWriteError['failure']): boolean =>
  typeof outcome === 'object' && isFailure(outcome.error, failure);
