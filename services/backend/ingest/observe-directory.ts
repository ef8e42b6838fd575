import { acceptInChunks } from './accept-in-chunks';
import type { Ingest, IngestResult } from './ingest';
import type { KnownDirectory } from '../store/directory/directory-rows';
import type { Observation, ObservedAbsence } from './normalize-directory';

const CHUNK = 100;

/**
 * Feeds the workspace's directory, as read over TaskRouter's REST API, through the ingest: merged like any event at each
 * resource's own instant of change, stored, and marked. Repeating it changes nothing.
 * @throws Error when the database is away
 */
export function observeDirectory(ingest: Ingest, observations: readonly Observation[]): Promise<IngestResult> {
  const events = observations.map((observation) => ({ source: 'directory' as const, observation }));
  return acceptInChunks(ingest, events, CHUNK);
}

/**
 * What is known and no longer listed. Callbacks of the time that this backend was away are lost, and with them the word
 * that a queue or a worker was deleted.
 *
 * @param listed everything that the workspace contains; a listing that broke off must not come here
 * @param known what was known before the listing began
 * @param listedAtMs when the listing began, in UTC milliseconds: what is told of a resource later is the newer word
 */
export function absentFrom(
  listed: readonly Observation[],
  known: KnownDirectory,
  listedAtMs: number,
): ObservedAbsence[] {
  const ours = listed.filter(({ origin }) => origin === undefined);
  const present = new Set(ours.map((observation) => ('sid' in observation ? observation.sid : '')));
  const absences = (of: ObservedAbsence['of'], sids: readonly string[]): ObservedAbsence[] =>
    sids.filter((sid) => !present.has(sid)).map((sid) => ({ kind: 'absence', of, sid, listedAtMs }));
  return [
    ...absences('task-queue', known.taskQueueSids),
    ...absences('worker', known.workerSids),
    ...absences('activity', known.activitySids),
  ];
}
