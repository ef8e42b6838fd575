import type { LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { writeAudit } from '../../store/audit';
import { markDirty } from '../../store/outbox/sync-objects';
import { cannedObjectKeys } from '../../store/responses/canned-keys';
import { countLibraries, readersOf, readMembers, type StoredLibrary } from '../../store/responses/library-read';
import { deleteLibrary, replaceMembers, updateLibrary } from '../../store/responses/library-write';
import { listNumbersOf } from '../../store/responses/response-read';
import type { Queryable } from '../../store/transaction';
import { NOBODY } from './shown-libraries';

/** Absent fields stay. */
export interface LibraryEdit {
  readonly revision: number;
  readonly name?: string | undefined;
  readonly members?: readonly WorkerSid[] | undefined;
  readonly leads?: readonly WorkerSid[] | undefined;
}

/** Who changes something, and when. */
interface Deed {
  readonly actor: string;
  readonly at: number;
}

/**
 * Changes a library that is locked.
 * @returns keys of the Sync objects that were marked
 * @throws Refusal `unprocessable` for members of a library that has none
 */
export async function editLibrary(
  trx: Queryable,
  { id, kind, name: nameBefore }: StoredLibrary,
  { name: given, members, leads }: LibraryEdit,
  { actor, at }: Deed,
): Promise<string[]> {
  const name = given === undefined ? nameBefore : storableText(given);
  refuseMembers(kind, members, leads);
  const readersBefore = await readersOf(trx, id);
  if (members !== undefined || leads !== undefined) {
    const known = (await readMembers(trx, [id])).get(id) ?? NOBODY;
    await replaceMembers(trx, id, { members: members ?? known.members, leads: leads ?? known.leads });
  }
  await updateLibrary(trx, id, name);
  await writeAudit(trx, { at, actor, action: 'library.edit', resource: id });
  const readers = await readersOf(trx, id);
  const lists = await listNumbersOf(trx, id);
  const keys = [
    ...(name === nameBefore ? [] : cannedObjectKeys({ kind: 'library-renamed', id, lists, readers })),
    ...cannedObjectKeys({ kind: 'lists-of-workers', workers: difference(readersBefore, readers) }),
  ];
  await markDirty(trx, keys, at);
  return [...new Set(keys)];
}

/**
 * Removes a library that is locked.
 * @returns keys of the Sync objects that were marked
 * @throws Refusal `conflict` while something in it is published
 */
export async function removeLibrary(trx: Queryable, id: LibraryId, { actor, at }: Deed): Promise<string[]> {
  const published = (await countLibraries(trx, [id])).get(id)?.publishedCount ?? 0;
  if (published > 0) {
    const sentence = `The library still offers ${published} responses: retire them first.`;
    throw new Refusal('conflict', 'not_empty', sentence);
  }
  const readers = await readersOf(trx, id);
  const lists = await listNumbersOf(trx, id);
  const users = await deleteLibrary(trx, id);
  await writeAudit(trx, { at, actor, action: 'library.delete', resource: id });
  const marked = [
    ...cannedObjectKeys({ kind: 'library-deleted', id, lists }),
    ...cannedObjectKeys({ kind: 'lists-of-workers', workers: readers }),
    ...cannedObjectKeys({ kind: 'favorites', workers: users }),
  ];
  await markDirty(trx, marked, at);
  return marked;
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
