import type { LibrariesAnswer, Library, LibraryId, LibraryKind } from '@flex-sync-suite/shared/contract';
import { accessTo } from '../../domain/responses/library-access';
import { shownLibraries } from './shown-libraries';
import { colleagueOf, namesOf } from './shown-workers';
import { storableText } from '../../base/storable-text';
import { writeAudit } from '../../store/audit';
import {
  listLibraries,
  listOwners,
  listWorkers,
  readLibrary,
  type StoredLibrary,
} from '../../store/responses/library-read';
import { insertLibrary, lockLibrary } from '../../store/responses/library-write';
import { inTransaction, type Queryable } from '../../store/transaction';
import { workerOf, type Caller } from '../caller';
import { editLibrary, removeLibrary, type LibraryEdit } from './edit-library';
import { noSuchLibrary, openLibrary, requireAdminister } from './opened-library';
import { newLibraryId } from '../../store/responses/new-canned-ids';
import { Refusal } from '../../base/refusal';
import type { CannedCommandOptions } from './canned-command-options';

/** Libraries as a caller may see and change them. Every method throws a `Refusal`: `missing`, `forbidden`, `conflict` or `unprocessable`. */
export interface LibraryCommands {
  /** Those that the caller may read: global, team, personal; then by name. With the names that it may know. */
  list(caller: Caller): Promise<LibrariesAnswer>;
  /** `isNew` is false for a personal library that was there already. */
  create(
    caller: Caller,
    library: { readonly name: string; readonly kind: LibraryKind },
  ): Promise<{ readonly isNew: boolean; readonly library: Library }>;
  edit(caller: Caller, id: LibraryId, patch: LibraryEdit): Promise<LibraryEditResult>;
  /** Only when nothing in it is published. */
  remove(caller: Caller, id: LibraryId): Promise<void>;
}

/** `conflict`: somebody changed it since; the library as it is now. */
export interface LibraryEditResult {
  readonly outcome: 'saved' | 'conflict';
  readonly library: Library;
}

export function createLibraryCommands({ database, now, onMarked }: CannedCommandOptions): LibraryCommands {
  const db = database.kysely;
  return {
    list: (caller) => list(db, caller),
    create: async (caller, given) => {
      const { id, isNew } = await create(db, caller, given, now);
      return { isNew, library: await shown(db, caller, id) };
    },
    edit: async (caller, id, patch) => {
      const { outcome, keys } = await inTransaction(db, async (trx) => {
        const library = await administered(trx, caller, id);
        if (library.revision !== patch.revision) return { outcome: 'conflict' as const, keys: [] };
        const deed = { actor: caller.actor, at: now() };
        return { outcome: 'saved' as const, keys: await editLibrary(trx, library, patch, deed) };
      });
      onMarked(keys);
      return { outcome, library: await shown(db, caller, id) };
    },
    remove: async (caller, id) => {
      const keys = await inTransaction(db, async (trx) => {
        await administered(trx, caller, id);
        return removeLibrary(trx, id, { actor: caller.actor, at: now() });
      });
      onMarked(keys);
    },
  };
}

async function list(db: Queryable, caller: Caller): Promise<LibrariesAnswer> {
  const libraries = await shownLibraries(db, caller, await listLibraries(db));
  if (caller.roles.includes('admin')) return { libraries, workers: (await listWorkers(db)).map(colleagueOf) };
  // Only a lead may edit a library that it may not administer.
  const led = libraries.filter(({ access }) => access === 'edit').map(({ id }) => id);
  if (led.length === 0) return { libraries, workers: [] };
  return { libraries, workers: [], owners: namesOf(await listOwners(db, led)) };
}

async function shown(db: Queryable, caller: Caller, id: LibraryId): Promise<Library> {
  const stored = await readLibrary(db, id);
  const [library] = stored === null ? [] : await shownLibraries(db, caller, [stored]);
  if (library === undefined) throw noSuchLibrary();
  return library;
}

/** @throws Refusal `forbidden` for who may not have such a library */
async function create(
  db: Queryable,
  caller: Caller,
  { name, kind }: { readonly name: string; readonly kind: LibraryKind },
  now: () => number,
): Promise<{ readonly id: LibraryId; readonly isNew: boolean }> {
  const id = kind === 'personal' ? workerOf(caller) : newLibraryId();
  if (accessTo({ id, kind }, caller, null) !== 'administer') {
    throw new Refusal(
      'forbidden',
      'not_admin',
      'Only admins make libraries for others; everybody may have a personal one.',
    );
  }
  const isNew = await inTransaction(db, async (trx) => {
    const by = caller.actor;
    const added = await insertLibrary(trx, { id, name: storableText(name), kind }, { by, at: now() });
    if (added) await writeAudit(trx, { at: now(), actor: by, action: 'library.create', resource: id });
    // Nobody's attributes change before its first List is in Sync.
    return added;
  });
  return { id, isNew };
}

/** Locks a library that the caller may administer. */
async function administered(db: Queryable, caller: Caller, id: LibraryId): Promise<StoredLibrary> {
  const opened = await openLibrary(db, caller, await lockLibrary(db, id));
  if (opened === null) throw noSuchLibrary();
  requireAdminister(opened);
  return opened.library;
}
