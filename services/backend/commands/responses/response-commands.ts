import {
  libraryOf,
  type EditableResponse,
  type NewResponse,
  type ResponseContent,
  type ResponseId,
  type ResponsePatch,
  type ResponsesPage,
  type ResponsesQuery,
  type ResponseStatus,
  type ResponseVersions,
} from '@flex-sync-suite/shared/contract';
import { contentProblem, isSameContent, shortcutKey } from '../../domain/responses/response-content';
import { mayMove } from '../../domain/responses/response-places';
import { storableText } from '../../base/storable-text';
import type { AuditRecord } from '../../store/audit';
import { lockLibrary } from '../../store/responses/library-write';
import { applyChanges } from '../../store/responses/response-changes';
import { readResponse, type StoredResponse } from '../../store/responses/response-read';
import {
  findByShortcut,
  readCounted,
  readVersion,
  readVersions,
  type CountedResponse,
} from '../../store/responses/response-search';
import { listResponses } from '../../store/responses/response-page';
import type { ResponsePosition } from '../../store/responses/response-order';
import { contentOf } from '../../store/responses/response-write';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import { noSuchLibrary, noSuchResponse, openLibrary, openLibraryOf, requireEdit } from './opened-library';
import { storableContent } from './storable-content';
import { newResponseId } from '../../store/responses/new-canned-ids';
import type { CannedCommandOptions } from './canned-command-options';
import { editableLibraries } from './shown-libraries';
import { Refusal } from '../../base/refusal';
import { encodeResponseCursor } from './response-cursor';

/**
 * Responses as those see them who write them. Every method throws a `Refusal`: `missing` for what the caller may not
 * see, `forbidden` for what it may see and not do, `conflict` and `unprocessable` for what breaks a rule.
 */
export interface ResponseCommands {
  page(caller: Caller, query: ResponsesQuery, after: ResponsePosition | undefined): Promise<ResponsesPage>;
  /** Who may only read sees what is published. */
  read(caller: Caller, id: ResponseId): Promise<EditableResponse>;
  create(caller: Caller, response: NewResponse): Promise<EditableResponse>;
  edit(caller: Caller, id: ResponseId, patch: ResponsePatch): Promise<ResponseEdit>;
  /** The newest 100. */
  versions(caller: Caller, id: ResponseId): Promise<ResponseVersions>;
  /** Makes the content of revision `from` the content again; the status stays. */
  restore(caller: Caller, id: ResponseId, restoration: Restoration): Promise<ResponseEdit>;
}

/** `conflict`: somebody edited since; the response as it is now. */
export interface ResponseEdit {
  readonly outcome: 'saved' | 'conflict';
  readonly response: EditableResponse;
}

interface Restoration {
  /** The revision that the caller saw. */
  readonly revision: number;
  readonly from: number;
}

const DEFAULT_LIMIT = 100;
const MAX_VERSIONS = 100;
/** Uses of this long ago count. */
const COUNTED_MS = 30 * 86_400_000;

export function createResponseCommands({ database, now, onMarked }: CannedCommandOptions): ResponseCommands {
  const db = database.kysely;
  const countedSinceMs = () => now() - COUNTED_MS;

  /** A response that the caller may see, and what it may do with it. */
  async function open(on: Queryable, caller: Caller, id: ResponseId) {
    const opened = await openLibraryOf(on, caller, libraryOf(id));
    const response = opened === null ? null : await readResponse(on, id);
    if (opened === null || response === null) throw noSuchResponse();
    if (opened.access === 'read' && response.status !== 'published') throw noSuchResponse();
    return { ...opened, response };
  }

  async function shown(id: ResponseId): Promise<EditableResponse> {
    const response = await readCounted(db, id, countedSinceMs());
    if (response === null) throw noSuchResponse();
    return editable(response);
  }

  const page: ResponseCommands['page'] = async (caller, query, after) => {
    const { library, status, owner, search, unused, sort, limit = DEFAULT_LIMIT } = query;
    const libraryIds = (await editableLibraries(db, caller)).filter((id) => library === undefined || id === library);
    const filter = {
      libraryIds,
      status,
      owner: owner === undefined ? undefined : storableText(owner),
      search: search === undefined ? undefined : storableText(search),
      isUnused: unused === 'true',
      countedSinceMs: countedSinceMs(),
    };
    const { found, total } = await listResponses(db, filter, { after, limit: limit + 1, sort });
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return {
      responses: rows.map(({ response }) => editable(response)),
      next: found.length > limit && last !== undefined ? encodeResponseCursor(last.position) : null,
      total,
    };
  };

  const read: ResponseCommands['read'] = async (caller, id) => {
    await open(db, caller, id);
    return shown(id);
  };

  const create: ResponseCommands['create'] = async (caller, { libraryId, status = 'draft', ...given }) => {
    const content = storableContent(given);
    const { id, keys } = await inTransaction(db, async (trx) => {
      const opened = await openLibrary(trx, caller, await lockLibrary(trx, libraryId));
      if (opened === null) throw noSuchLibrary();
      requireEdit(opened);
      const change = { id: newResponseId(libraryId), before: null, status, content };
      await checkRules(trx, change);
      const action = 'canned-response.create';
      const context = { libraryId, by: caller.actor, at: now() };
      return { id: change.id, ...(await applyChanges(trx, [{ ...change, action }], context)) };
    });
    onMarked(keys);
    return shown(id);
  };

  /** Changes a response under the lock of its library, if nobody changed it since `revision`. */
  async function change(
    caller: Caller,
    id: ResponseId,
    revision: number,
    changed: (trx: Queryable, before: StoredResponse) => Promise<Changed>,
  ): Promise<ResponseEdit> {
    const libraryId = libraryOf(id);
    const { outcome, keys } = await inTransaction(db, async (trx) => {
      await lockLibrary(trx, libraryId);
      const opened = await open(trx, caller, id);
      requireEdit(opened);
      const before = opened.response;
      if (before.revision !== revision) return { outcome: 'conflict' as const, keys: [] };
      const after = await changed(trx, before);
      if (after.status === before.status && isSameContent(after.content, before)) {
        return { outcome: 'saved' as const, keys: [] };
      }
      await checkRules(trx, { id, before, ...after });
      const context = { libraryId, by: caller.actor, at: now() };
      const result = await applyChanges(trx, [{ id, before, ...after }], context);
      return { outcome: 'saved' as const, keys: result.keys };
    });
    if (keys.length > 0) onMarked(keys);
    return { outcome, response: await shown(id) };
  }

  const edit: ResponseCommands['edit'] = (caller, id, { revision, status, ...fields }) =>
    change(caller, id, revision, (_trx, before) => {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const content = storableContent({ ...contentOf(before), ...given });
      const after = status ?? before.status;
      return Promise.resolve({ status: after, content, action: actionOf(before.status, after) });
    });

  const restore: ResponseCommands['restore'] = (caller, id, { revision, from }) =>
    change(caller, id, revision, async (trx, before) => {
      const version = await readVersion(trx, id, from);
      if (version === null) throw new Refusal('missing', 'not_found', `The response has no revision ${from}.`);
      return { status: before.status, content: version.content, action: 'canned-response.restore' };
    });

  const versions: ResponseCommands['versions'] = async (caller, id) => {
    requireEdit(await open(db, caller, id));
    const found = await readVersions(db, id, MAX_VERSIONS);
    return {
      versions: found.map(({ revision, status, content, atMs, by }) => ({
        revision,
        status,
        ...content,
        at: new Date(atMs).toISOString(),
        by,
      })),
    };
  };

  return { page, read, create, edit, versions, restore };
}

interface Changed {
  readonly status: ResponseStatus;
  readonly content: ResponseContent;
  readonly action: AuditRecord['action'];
}

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

/** What the contract says of a stored response. */
function editable({ uses, edited, ...response }: CountedResponse): EditableResponse {
  const { id, libraryId, status, revision, owner, createdAtMs, updatedAtMs, updatedBy } = response;
  return {
    id,
    libraryId,
    status,
    revision,
    ...contentOf(response),
    owner,
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
    updatedBy,
    uses30Days: uses,
    edited30Days: edited,
  };
}
