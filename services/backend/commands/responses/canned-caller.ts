import { WorkerSid, type LibraryAccess, type LibraryId } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { accessTo, type LibraryCaller } from '../../domain/responses/library-access';
import { readLibrary, type StoredLibrary } from '../../store/responses/library-read';
import { readMembership } from '../../store/responses/library-write';
import type { Queryable } from '../../store/transaction';
import type { FlexTokenCheck } from '../../twilio/flex-token';
import { flexUserOf } from '../../http/flex-caller';
import { HttpProblem } from '../../http/problem';

/** Who asks for canned responses. */
export interface CannedCaller extends LibraryCaller {
  /** What the rate limit counts by. */
  readonly identity: string;
  /** The name that changes are recorded under: the worker, or the Flex identity of who has none. */
  readonly actor: string;
}

/** @throws HttpProblem 401 without a good token, 503 when Twilio cannot tell */
export async function cannedCallerOf(check: FlexTokenCheck, authorization: string | undefined): Promise<CannedCaller> {
  const { identity, roles, workerSid } = await flexUserOf(check, authorization);
  const parsed = v.safeParse(v.nullable(WorkerSid), workerSid);
  const worker = parsed.success ? parsed.output : null;
  return { identity, roles, workerSid: worker, actor: worker ?? identity };
}

/** @throws HttpProblem 403 for a Flex user without a worker */
export function workerOf({ workerSid }: CannedCaller): WorkerSid {
  if (workerSid !== null) return workerSid;
  throw new HttpProblem(403, 'no_worker', 'This Flex user has no TaskRouter worker, so nothing can be its own.');
}

/** A library and what the caller may do in it. */
export interface OpenedLibrary {
  readonly library: StoredLibrary;
  readonly access: LibraryAccess;
}

/** What the caller may do in a library that was read before; null when it is to know nothing of it. */
export async function openLibrary(
  db: Queryable,
  caller: CannedCaller,
  library: StoredLibrary | null,
): Promise<OpenedLibrary | null> {
  if (library === null) return null;
  const access = accessTo(library, caller, await readMembership(db, library.id, caller.workerSid));
  return access === null ? null : { library, access };
}

/** As {@link openLibrary}, by id. */
export const openLibraryOf = async (
  db: Queryable,
  caller: CannedCaller,
  id: LibraryId,
): Promise<OpenedLibrary | null> => openLibrary(db, caller, await readLibrary(db, id));

/** @throws HttpProblem 403 for who may only read */
export function requireEdit({ library, access }: OpenedLibrary): void {
  if (access !== 'read') return;
  const sentence = `Only the leads of "${library.name}" and admins may see and change how its responses are made.`;
  throw new HttpProblem(403, 'read_only', sentence);
}

/** @throws HttpProblem 403 for who may not administer the library */
export function requireAdminister({ library, access }: OpenedLibrary): void {
  if (access === 'administer') return;
  throw new HttpProblem(403, 'not_admin', `Only admins may change the library "${library.name}" itself.`);
}

export const noSuchLibrary = (): HttpProblem =>
  new HttpProblem(404, 'not_found', 'There is no such library, or it is not yours to see.');
export const noSuchResponse = (): HttpProblem =>
  new HttpProblem(404, 'not_found', 'There is no such response, or it is not yours to see.');
