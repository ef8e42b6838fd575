import type { Library, LibraryAccess, LibraryId } from '@flex-sync-suite/shared/contract';
import { accessTo } from '../../domain/responses/library-access';
import {
  countLibraries,
  listLibraries,
  membershipsOf,
  readMembers,
  type LibraryMembers,
  type StoredLibrary,
} from '../../store/responses/library-read';
import type { Queryable } from '../../store/transaction';
import type { Caller } from '../caller';

export const NOBODY: LibraryMembers = { members: [], leads: [] };

/** Those of the libraries that the caller may read, as it may see them. */
export async function shownLibraries(
  db: Queryable,
  caller: Caller,
  libraries: readonly StoredLibrary[],
): Promise<Library[]> {
  const readable = await readableAmong(db, caller, libraries);
  const administered = readable.filter(({ access }) => access === 'administer').map(({ id }) => id);
  const members = await readMembers(db, administered);
  const counts = await countLibraries(
    db,
    readable.map(({ id }) => id),
  );
  return readable.map(({ id, name, kind, revision, access }): Library => {
    const own = access === 'administer' ? (members.get(id) ?? NOBODY) : null;
    const { readerCount = 0, publishedCount = 0 } = counts.get(id) ?? {};
    return {
      id,
      name,
      kind,
      access,
      revision,
      members: own === null ? null : [...own.members],
      leads: own === null ? null : [...own.leads],
      readerCount,
      publishedCount,
    };
  });
}

async function readableAmong(
  db: Queryable,
  caller: Caller,
  libraries: readonly StoredLibrary[],
): Promise<(StoredLibrary & { readonly access: LibraryAccess })[]> {
  const memberships = await membershipsOf(db, caller.workerSid);
  return libraries.flatMap((library) => {
    const access = accessTo(library, caller, memberships.get(library.id) ?? null);
    return access === null ? [] : [{ ...library, access }];
  });
}

/** Ids of the libraries whose responses the caller may edit. */
export async function editableLibraries(db: Queryable, caller: Caller): Promise<LibraryId[]> {
  const libraries = await accessibleLibraries(db, caller);
  return libraries.filter(({ access }) => access !== 'read').map(({ id }) => id);
}

/** Every library that the caller may read, and what it may do there. */
export const accessibleLibraries = async (
  db: Queryable,
  caller: Caller,
): Promise<readonly { readonly id: LibraryId; readonly access: LibraryAccess }[]> =>
  readableAmong(db, caller, await listLibraries(db));
