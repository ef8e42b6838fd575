import type {
  EditableResponse,
  NewResponse,
  ResponseId,
  ResponsePatch,
  ResponsesPage,
  ResponsesQuery,
  ResponseVersions,
} from '@flex-sync-suite/shared/contract';
import type { ResponsePosition } from '../../store/responses/response-order';
import { inTransaction } from '../../store/transaction';
import type { Caller } from '../caller';
import type { CannedCommandOptions } from './canned-command-options';
import { requireEdit } from './opened-library';
import { pageOfResponses, shownResponse, shownVersions } from './shown-responses';
import { addResponse, changeResponse, openResponse, patched, restored, type ResponseChange } from './write-response';

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

export function createResponseCommands({ database, now, onMarked }: CannedCommandOptions): ResponseCommands {
  const db = database.kysely;

  async function change(
    caller: Caller,
    seen: { readonly id: ResponseId; readonly revision: number },
    changed: ResponseChange,
  ): Promise<ResponseEdit> {
    const { outcome, keys } = await inTransaction(db, (trx) => changeResponse(trx, caller, seen, changed, now));
    if (keys.length > 0) onMarked(keys);
    return { outcome, response: await shownResponse(db, seen.id, now()) };
  }

  return {
    page: (caller, query, after) => pageOfResponses(db, caller, { query, after, now: now() }),
    read: async (caller, id) => {
      await openResponse(db, caller, id);
      return shownResponse(db, id, now());
    },
    create: async (caller, response) => {
      const { id, keys } = await inTransaction(db, (trx) => addResponse(trx, caller, response, now));
      onMarked(keys);
      return shownResponse(db, id, now());
    },
    edit: (caller, id, { revision, ...patch }) => change(caller, { id, revision }, patched(patch)),
    restore: (caller, id, { revision, from }) => change(caller, { id, revision }, restored(from)),
    versions: async (caller, id) => {
      requireEdit(await openResponse(db, caller, id));
      return shownVersions(db, id);
    },
  };
}
