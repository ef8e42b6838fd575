import type { LibraryAccess, LibraryId } from '@flex-sync-suite/shared/contract';
import { accessTo } from '../../domain/responses/library-access';
import type { Caller } from '../caller';
import { readLibrary, type StoredLibrary } from '../../store/responses/library-read';
import { readMembership } from '../../store/responses/library-write';
import type { Queryable } from '../../store/transaction';
import { Refusal } from '../../base/refusal';

/** A library and what the caller may do in it. */
export interface OpenedLibrary {
  readonly library: StoredLibrary;
  readonly access: LibraryAccess;
}

/** What the caller may do in a library that was read before; null when it is to know nothing of it. */
export async function openLibrary(
  db: Queryable,
  caller: Caller,
  library: StoredLibrary | null,
): Promise<OpenedLibrary | null> {
  if (library === null) return null;
  const access = accessTo(library, caller, await readMembership(db, library.id, caller.workerSid));
  return access === null ? null : { library, access };
}

/** As {@link openLibrary}, by id. */
export const openLibraryOf = async (db: Queryable, caller: Caller, id: LibraryId): Promise<OpenedLibrary | null> =>
  openLibrary(db, caller, await readLibrary(db, id));

/** @throws Refusal `forbidden` for who may only read */
export function requireEdit({ library, access }: OpenedLibrary): void {
  if (access !== 'read') return;
  const sentence = `Only the leads of "${library.name}" and admins may see and change how its responses are made.`;
  throw new Refusal('forbidden', 'read_only', sentence);
}

/** @throws Refusal `forbidden` for who may not administer the library */
export function requireAdminister({ library, access }: OpenedLibrary): void {
  if (access === 'administer') return;
  throw new Refusal('forbidden', 'not_admin', `Only admins may change the library "${library.name}" itself.`);
}

export const noSuchLibrary = (): Refusal =>
  new Refusal('missing', 'not_found', 'There is no such library, or it is not yours to see.');
export const noSuchResponse = (): Refusal =>
  new Refusal('missing', 'not_found', 'There is no such response, or it is not yours to see.');
