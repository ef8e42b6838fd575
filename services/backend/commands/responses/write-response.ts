import {
  libraryOf,
  type NewResponse,
  type ResponseContent,
  type ResponseId,
  type ResponsePatch,
  type ResponseStatus,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { contentProblem, isSameContent, shortcutKey } from '../../domain/responses/response-content';
import { mayMove } from '../../domain/responses/response-places';
import type { AuditRecord } from '../../store/audit';
import { lockLibrary } from '../../store/responses/library-write';
import { newResponseId } from '../../store/responses/new-canned-ids';
import { applyChanges } from '../../store/responses/response-changes';
import { readResponse, type StoredResponse } from '../../store/responses/response-read';
import { findByShortcut, readVersion } from '../../store/responses/response-search';
import { contentOf } from '../../store/responses/response-write';
import type { Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import {
  noSuchLibrary,
  noSuchResponse,
  openLibrary,
  openLibraryOf,
  requireEdit,
  type OpenedLibrary,
} from './opened-library';
import { storableContent } from './storable-content';

/** A response, its library, and what the caller may do in it. */
interface OpenedResponse extends OpenedLibrary {
  readonly response: StoredResponse;
}

/** @throws Refusal `missing` for a response that the caller may not see: who may only read sees what is published */
export async function openResponse(db: Queryable, caller: Caller, id: ResponseId): Promise<OpenedResponse> {
  const opened = await openLibraryOf(db, caller, libraryOf(id));
  const response = opened === null ? null : await readResponse(db, id);
  if (opened === null || response === null) throw noSuchResponse();
  if (opened.access === 'read' && response.status !== 'published') throw noSuchResponse();
  return { ...opened, response };
}

/** @returns its id, and keys of the Sync objects that were marked */
export async function addResponse(
  trx: Queryable,
  caller: Caller,
  { libraryId, status = 'draft', ...given }: NewResponse,
  now: () => number,
): Promise<{ readonly id: ResponseId; readonly keys: readonly string[] }> {
  const content = storableContent(given);
  const opened = await openLibrary(trx, caller, await lockLibrary(trx, libraryId));
  if (opened === null) throw noSuchLibrary();
  requireEdit(opened);
  const change = { id: newResponseId(libraryId), before: null, status, content };
  await checkRules(trx, change);
  const action = 'canned-response.create';
  const context = { libraryId, by: caller.actor, at: now() };
  return { id: change.id, ...(await applyChanges(trx, [{ ...change, action }], context)) };
}

/** What a response becomes. */
interface Changed {
  readonly status: ResponseStatus;
  readonly content: ResponseContent;
  readonly action: AuditRecord['action'];
}

/** @throws Refusal when it cannot become anything */
export type ResponseChange = (trx: Queryable, before: StoredResponse) => Promise<Changed>;

/** Which response is changed, if its revision is still the one that the caller saw. */
interface SeenResponse {
  readonly id: ResponseId;
  readonly revision: number;
}

/**
 * Changes a response under the lock of its library, if nobody changed it since.
 * @returns keys of the Sync objects that were marked, none when nothing changed
 */
export async function changeResponse(
  trx: Queryable,
  caller: Caller,
  { id, revision }: SeenResponse,
  change: ResponseChange,
  now: () => number,
): Promise<{ readonly outcome: 'saved' | 'conflict'; readonly keys: readonly string[] }> {
  const libraryId = libraryOf(id);
  await lockLibrary(trx, libraryId);
  const opened = await openResponse(trx, caller, id);
  requireEdit(opened);
  const before = opened.response;
  if (before.revision !== revision) return { outcome: 'conflict', keys: [] };
  const after = await change(trx, before);
  if (after.status === before.status && isSameContent(after.content, before)) return { outcome: 'saved', keys: [] };
  await checkRules(trx, { id, before, ...after });
  const context = { libraryId, by: caller.actor, at: now() };
  const { keys } = await applyChanges(trx, [{ id, before, ...after }], context);
  return { outcome: 'saved', keys };
}

/** The fields of the patch replace those of the response. */
export const patched =
  ({ status, ...fields }: Omit<ResponsePatch, 'revision'>): ResponseChange =>
  (_trx, before) => {
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const content = storableContent({ ...contentOf(before), ...given });
    const after = status ?? before.status;
    return Promise.resolve({ status: after, content, action: actionOf(before.status, after) });
  };

/** The content of the revision `from` is the content again; the status stays. */
export const restored =
  (from: number): ResponseChange =>
  async (trx, before) => {
    const version = await readVersion(trx, before.id, from);
    if (version === null) throw new Refusal('missing', 'not_found', `The response has no revision ${from}.`);
    return { status: before.status, content: version.content, action: 'canned-response.restore' };
  };

/** @throws Refusal `conflict` for a shortcut that another response has, `unprocessable` for a content or status that cannot be */
async function checkRules(
  db: Queryable,
  {
    id,
    before,
    status,
    content,
  }: { id: ResponseId; before: StoredResponse | null; status: ResponseStatus; content: ResponseContent },
): Promise<void> {
  if (before !== null && !mayMove(before.status, status)) {
    throw new Refusal(
      'unprocessable',
      'status_move',
      'A published response is retired before it becomes a draft again.',
    );
  }
  const problem = contentProblem(content);
  if (problem !== null) throw new Refusal('unprocessable', problem.code, problem.message);
  const key = shortcutKey(content.shortcut);
  if (key === null || status === 'retired') return;
  const holder = await findByShortcut(db, libraryOf(id), key);
  if (holder === null || holder.id === id) return;
  const sentence = `"${holder.title}" has the shortcut /${content.shortcut ?? ''} already: choose another one.`;
  throw new Refusal('conflict', 'shortcut_taken', sentence);
}

function actionOf(before: ResponseStatus, after: ResponseStatus): AuditRecord['action'] {
  if (before === after || after === 'draft') return 'canned-response.edit';
  return after === 'published' ? 'canned-response.publish' : 'canned-response.retire';
}
