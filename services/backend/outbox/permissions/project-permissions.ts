import { backendHeartbeatDocument, outboxObject, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import {
  announceGrants,
  endedGrants,
  forgetGrants,
  LATE,
  missingGrants,
  recordGrants,
  type EndedGrant,
  type MissingGrant,
} from '../../store/outbox/grants';
import { permittedWorkers } from '../../store/outbox/object-standing';
import { listsWaitingFor } from '../../store/responses/response-links';
import { agentQueuesKey, isLent, permissionsKey, responseOfKey } from '../../store/outbox/sync-keys';
import { markDirty, type ClaimedObject } from '../../store/outbox/sync-objects';
import { changeGrants, isFailure, LANES, MOST_IN_A_TURN, type GrantChange, type Outcome } from './change-grants';
import { identitiesReading, readerOf } from './identities';
import { untouched, type Projected, type ProjectionContext } from '../projection';
import { SyncWriteError } from '../sync-port';

type Tried<Grant = MissingGrant> = readonly [grant: Grant, outcome: Outcome];

/** What may follow a little later is given at once when it is no more than this: one new response, not a library. */
const MOST_BESIDE = LANES;

/**
 * Takes from an identity what was lent to it for a while, and gives it the read permissions that it lacks, each once: what
 * a page needs at once comes first, the Documents of responses last, some with each claim.
 */
export async function projectPermissions(
  context: ProjectionContext,
  object: ClaimedObject,
  identity: string,
): Promise<Projected> {
  const { database, clock } = context;
  const db = database.kysely;
  const { ended, missing } = await changesOf(context, identity);
  const turn = turnOf(missing, object.rank).slice(0, MOST_IN_A_TURN - ended.length);
  await announceGrants(
    db,
    identity,
    turn.filter(({ key }) => isLent(key)),
  );
  const outcomes = await outcomesOf(context, object, identity, { ended, turn });
  const tried = missing.map((grant): Tried => [grant, outcomes.get(grant) ?? 'untried']);
  const takenBack = ended.map((grant): Tried<EndedGrant> => [grant, outcomes.get(grant) ?? 'untried']);
  const [given, refused] = [those(tried, 'done'), those(tried, 'refused')];
  await recordGrants(db, identity, given);
  await recordGrants(db, identity, refused, clock.now());
  const forgotten = those(takenBack, 'done');
  await forgetGrants(
    db,
    identity,
    forgotten.map(({ key }) => key),
  );
  const settled = [...given, ...refused];
  // Asked after the permissions were recorded: a List that is read from now on sees them.
  const ids = settled.map(({ key }) => responseOfKey(key)).filter((id) => id !== null);
  const lists = [...(await listsWaitingFor(db, ids)), ...listOfQueues(identity, [...settled, ...forgotten])];
  const isReady = isReadyForPages(object, tried);
  return {
    ...untouched(object),
    payloadV: isReady ? object.version : object.payloadV,
    isComplete: settled.length === missing.length && forgotten.length === ended.length,
    failure: failureOf(tried, takenBack, isReady),
    // Marked again it keeps its rank: somebody still waits for it.
    followers: isReady || object.rank > 0 ? lists : [...lists, object.key],
  };
}

const those = <Grant>(tried: readonly Tried<Grant>[], which: Outcome): Grant[] =>
  tried.filter(([, outcome]) => outcome === which).map(([grant]) => grant);

/** What is to end, and what is to be given; nothing of an identity that nobody holds a token of. */
async function changesOf(
  { database: { kysely }, clock }: ProjectionContext,
  identity: string,
): Promise<{ readonly ended: readonly EndedGrant[]; readonly missing: readonly MissingGrant[] }> {
  const reader = await readerOf(kysely, identity, clock.now());
  if (reader === null) return { ended: [], missing: [] };
  return {
    ended: await endedGrants(kysely, reader, MOST_IN_A_TURN),
    missing: await missingGrants(kysely, reader, MOST_IN_A_TURN + 1),
  };
}

/** What is to end comes first. */
async function outcomesOf(
  context: ProjectionContext,
  object: ClaimedObject,
  identity: string,
  { ended, turn }: { readonly ended: readonly EndedGrant[]; readonly turn: readonly MissingGrant[] },
): Promise<ReadonlyMap<EndedGrant | MissingGrant, Outcome>> {
  const outcomes = await changeGrants(context, object, identity, [
    ...ended.map((grant): GrantChange => ({ change: 'end', grant })),
    ...turn.map((grant): GrantChange => ({ change: 'give', grant })),
  ]);
  return new Map([...outcomes].map(([{ grant }, outcome]) => [grant, outcome]));
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

/** An agent is told of a queue once she may read its brief. */
function listOfQueues(identity: string, changed: readonly { readonly key: string }[]): string[] {
  const worker = v.safeParse(WorkerSid, identity);
  if (!worker.success || !changed.some(({ key }) => outboxObject(key)?.kind === 'queue-brief')) return [];
  return [agentQueuesKey(worker.output)];
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
  const isFine = (outcome: Outcome) => outcome === 'done' || outcome === 'refused' || isOf(outcome, 'missing');
  const isOneOfMany = payloadV !== null || ofWave(1).includes('done');
  return (
    ofWave(0).every(isFine) &&
    ofWave(1).every((outcome) => isFine(outcome) || (isOneOfMany && isOf(outcome, 'unavailable')))
  );
}

/** Why it cannot go on, or, when all was tried, why something is left over; what is gone says least. */
function failureOf(
  tried: readonly Tried[],
  takenBack: readonly Tried<EndedGrant>[],
  isReady: boolean,
): { readonly error: unknown } | null {
  const outcomes = [...tried, ...takenBack].map(([, outcome]) => outcome);
  const errors = outcomes.flatMap((outcome) => (typeof outcome === 'object' ? [outcome.error] : []));
  const isStuck =
    errors.some((error) => isFailure(error, 'throttled', 'denied')) || !outcomes.some((outcome) => outcome === 'done');
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
