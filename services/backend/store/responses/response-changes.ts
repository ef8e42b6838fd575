import type {
  LibraryId,
  ResponseContent,
  ResponseId,
  ResponseStatus,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { firstListWithRoom } from '../../domain/responses/response-places';
import { writeAudits, type AuditRecord } from '../audit';
import { cannedObjectKeys } from './canned-keys';
import { readersOf } from './library-read';
import { listNumbersOf, type StoredResponse } from './response-read';
import { saveResponses } from './response-write';
import { markDirty } from '../outbox/sync-objects';
import type { Queryable } from '../transaction';

/** Up to this many changes at once somebody waits for; more are an import. */
const MAX_EDIT = 5;

/** What a response is to become. */
export interface ResponseChange {
  readonly id: ResponseId;
  /** As it is stored; null for a new one. */
  readonly before: StoredResponse | null;
  readonly status: ResponseStatus;
  readonly content: ResponseContent;
  readonly action: AuditRecord['action'];
}

export interface ChangeContext {
  readonly libraryId: LibraryId;
  /** Worker, or Flex identity of who has none. */
  readonly by: string;
  /** UTC milliseconds. */
  readonly at: number;
}

/** What was written, in the order of the changes, and the keys that were marked. */
export interface ChangeResult {
  readonly responses: readonly StoredResponse[];
  readonly keys: readonly string[];
}

/**
 * Writes changes of one library that are known to be allowed: a new revision and version of each response, its place in
 * a List (given when it is published, freed when it is not), an audit record, and the marks of all that shows them.
 * Needs the library's lock; belongs into one transaction.
 */
export async function applyChanges(
  db: Queryable,
  changes: readonly ResponseChange[],
  { libraryId, by, at }: ChangeContext,
): Promise<ChangeResult> {
  const knownLists = new Set(await listNumbersOf(db, libraryId));
  const responses = placed(changes, await readFill(db, libraryId)).map(({ change, listN }): StoredResponse => {
    const { id, before, status, content } = change;
    return {
      ...content,
      id,
      libraryId,
      status,
      revision: (before?.revision ?? 0) + 1,
      owner: before?.owner ?? by,
      createdAtMs: before?.createdAtMs ?? at,
      updatedAtMs: at,
      updatedBy: by,
      listN,
    };
  });
  await saveResponses(db, responses);
  await writeAudits(
    db,
    changes.map(({ id, action }) => ({ at, actor: by, action, resource: id })),
  );
  const opensList = responses.some(({ listN }) => listN !== null && !knownLists.has(listN));
  const workers: readonly WorkerSid[] = opensList ? await readersOf(db, libraryId) : [];
  const keys = [
    ...responses.flatMap(({ id, listN }, index) =>
      cannedObjectKeys({ kind: 'response', id, before: changes[index]?.before?.listN ?? null, after: listN }),
    ),
    ...cannedObjectKeys({ kind: 'lists-of-workers', workers }),
  ];
  await markDirty(db, keys, at, { isEdit: changes.length <= MAX_EDIT });
  return { responses, keys: [...new Set(keys)] };
}

/** How many responses have their place in each List of a library. */
async function readFill(db: Queryable, libraryId: LibraryId): Promise<Map<number, number>> {
  const { rows } = await sql<{ n: number; count: number }>`
    SELECT list_n AS n, count(*) AS count FROM response
    WHERE library_id = ${libraryId} AND list_n IS NOT NULL GROUP BY list_n`.execute(db);
  return new Map(rows.map(({ n, count }) => [n, count]));
}

/** Gives a place to what is published without one. Places that others leave in the same go are free. */
function placed(
  changes: readonly ResponseChange[],
  fill: Map<number, number>,
): { readonly change: ResponseChange; readonly listN: number | null }[] {
  const add = (n: number, by: number): void => {
    fill.set(n, (fill.get(n) ?? 0) + by);
  };
  for (const { before, status } of changes) {
    if (status !== 'published' && before !== null && before.listN !== null) add(before.listN, -1);
  }
  return changes.map((change) => {
    if (change.status !== 'published') return { change, listN: null };
    const known = change.before?.listN ?? null;
    if (known !== null) return { change, listN: known };
    const listN = firstListWithRoom(fill);
    add(listN, 1);
    return { change, listN };
  });
}
