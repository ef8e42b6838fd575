import type { LibrariesAnswer, Library, LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';
import { accessTo } from '../../domain/responses/library-access';
import { NOBODY, shownLibraries } from './shown-libraries';
import { colleagueOf, namesOf } from './shown-workers';
import { storableText } from '../../base/storable-text';
import { writeAudit } from '../../store/audit';
import { cannedObjectKeys } from '../../store/responses/canned-keys';
import {
  countLibraries,
  listLibraries,
  listOwners,
  listWorkers,
  readersOf,
  readLibrary,
  readMembers,
  type StoredLibrary,
} from '../../store/responses/library-read';
import {
  deleteLibrary,
  insertLibrary,
  lockLibrary,
  replaceMembers,
  updateLibrary,
} from '../../store/responses/library-write';
import { listNumbersOf } from '../../store/responses/response-read';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { workerOf, type Caller } from '../caller';
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

/** Absent fields stay. */
interface LibraryEdit {
  readonly revision: number;
  readonly name?: string | undefined;
  readonly members?: readonly WorkerSid[] | undefined;
  readonly leads?: readonly WorkerSid[] | undefined;
}

/** `conflict`: somebody changed it since; the library as it is now. */
export interface LibraryEditResult {
  readonly outcome: 'saved' | 'conflict';
  readonly library: Library;
}

export function createLibraryCommands({ database, now, onMarked }: CannedCommandOptions): LibraryCommands {
  const db = database.kysely;

  const list: LibraryCommands['list'] = async (caller) => {
    const libraries = await shownLibraries(db, caller, await listLibraries(db));
    if (caller.roles.includes('admin')) return { libraries, workers: (await listWorkers(db)).map(colleagueOf) };
    // Only a lead may edit a library that it may not administer.
    const led = libraries.filter(({ access }) => access === 'edit').map(({ id }) => id);
    if (led.length === 0) return { libraries, workers: [] };
    return { libraries, workers: [], owners: namesOf(await listOwners(db, led)) };
  };

  async function shown(caller: Caller, id: LibraryId): Promise<Library> {
    const stored = await readLibrary(db, id);
    const [library] = stored === null ? [] : await shownLibraries(db, caller, [stored]);
    if (library === undefined) throw noSuchLibrary();
    return library;
  }

  const create: LibraryCommands['create'] = async (caller, { name, kind }) => {
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
    return { isNew, library: await shown(caller, id) };
  };

  const edit: LibraryCommands['edit'] = async (caller, id, patch) => {
    const { outcome, keys } = await inTransaction(db, async (trx) => {
      const library = await administered(trx, caller, id);
      if (library.revision !== patch.revision) return { outcome: 'conflict' as const, keys: [] };
      return { outcome: 'saved' as const, keys: await applyEdit(trx, library, patch, caller.actor) };
    });
    onMarked(keys);
    return { outcome, library: await shown(caller, id) };
  };

  async function applyEdit(
    trx: Queryable,
    library: StoredLibrary,
    { name: given, members, leads }: LibraryEdit,
    actor: string,
  ): Promise<string[]> {
    const { id, kind } = library;
    const name = given === undefined ? library.name : storableText(given);
    refuseMembers(kind, members, leads);
    const readersBefore = await readersOf(trx, id);
    if (members !== undefined || leads !== undefined) {
      const known = (await readMembers(trx, [id])).get(id) ?? NOBODY;
      await replaceMembers(trx, id, { members: members ?? known.members, leads: leads ?? known.leads });
    }
    await updateLibrary(trx, id, name);
    await writeAudit(trx, { at: now(), actor, action: 'library.edit', resource: id });
    const readers = await readersOf(trx, id);
    const lists = await listNumbersOf(trx, id);
    const keys = [
      ...(name === library.name ? [] : cannedObjectKeys({ kind: 'library-renamed', id, lists, readers })),
      ...cannedObjectKeys({ kind: 'lists-of-workers', workers: difference(readersBefore, readers) }),
    ];
    await markDirty(trx, keys, now());
    return [...new Set(keys)];
  }

  const remove: LibraryCommands['remove'] = async (caller, id) => {
    const keys = await inTransaction(db, async (trx) => {
      await administered(trx, caller, id);
      const published = (await countLibraries(trx, [id])).get(id)?.publishedCount ?? 0;
      if (published > 0) {
        const sentence = `The library still offers ${published} responses: retire them first.`;
        throw new Refusal('conflict', 'not_empty', sentence);
      }
      const readers = await readersOf(trx, id);
      const lists = await listNumbersOf(trx, id);
      const users = await deleteLibrary(trx, id);
      await writeAudit(trx, { at: now(), actor: caller.actor, action: 'library.delete', resource: id });
      const marked = [
        ...cannedObjectKeys({ kind: 'library-deleted', id, lists }),
        ...cannedObjectKeys({ kind: 'lists-of-workers', workers: readers }),
        ...cannedObjectKeys({ kind: 'favorites', workers: users }),
      ];
      await markDirty(trx, marked, now());
      return marked;
    });
    onMarked(keys);
  };

  return { list, create, edit, remove };
}

/** Locks a library that the caller may administer. */
async function administered(db: Queryable, caller: Caller, id: LibraryId): Promise<StoredLibrary> {
  const opened = await openLibrary(db, caller, await lockLibrary(db, id));
  if (opened === null) throw noSuchLibrary();
  requireAdminister(opened);
  return opened.library;
}

/** @throws Refusal `unprocessable` for members of a library that is for everybody or for one */
function refuseMembers(
  kind: LibraryKind,
  members: readonly WorkerSid[] | undefined,
  leads: readonly WorkerSid[] | undefined,
): void {
  const hasNone = (given: readonly WorkerSid[] | undefined) => given === undefined || given.length === 0;
  if (!hasNone(members) && kind !== 'team') {
    throw new Refusal(
      'unprocessable',
      'no_members',
      'Only a team library has members: this one has its readers by its kind.',
    );
  }
  if (!hasNone(leads) && kind === 'personal') {
    throw new Refusal('unprocessable', 'no_leads', 'A personal library is its owner’s alone: it has no leads.');
  }
}

/** Who is in one of the two only. */
function difference(a: readonly WorkerSid[], b: readonly WorkerSid[]): WorkerSid[] {
  return [...a.filter((sid) => !b.includes(sid)), ...b.filter((sid) => !a.includes(sid))];
}
