import { libraryOf, type ResponseId, type ResponseUse } from '@flex-sync-suite/shared/contract';
import { cannedObjectKeys } from '../../store/responses/canned-keys';
import { readResponse } from '../../store/responses/response-read';
import { recordUse, setFavorite } from '../../store/responses/response-write';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { workerOf, type Caller } from '../caller';
import { noSuchResponse, openLibraryOf } from './opened-library';
import type { CannedCommandOptions } from './canned-command-options';

/**
 * What agents do with responses. Every method throws a `Refusal`: `forbidden` for a caller without a worker, `missing` for a
 * response that it may not read.
 */
export interface FavoriteCommands {
  /** A favourite may be given up at any time, also one of a library that the agent has left. */
  setFavorite(caller: Caller, id: ResponseId, isFavorite: boolean): Promise<void>;
  /** Counts a use once, however often it is told. */
  use(caller: Caller, id: ResponseId, use: ResponseUse): Promise<void>;
}

export function createFavoriteCommands({ database, now, onMarked }: CannedCommandOptions): FavoriteCommands {
  const db = database.kysely;

  /** A response that was retired a moment ago may still be used and liked. */
  async function requireReadable(trx: Queryable, caller: Caller, id: ResponseId): Promise<void> {
    const opened = await openLibraryOf(trx, caller, libraryOf(id));
    const response = opened === null ? null : await readResponse(trx, id);
    if (opened === null || response === null) throw noSuchResponse();
    if (opened.access === 'read' && response.status === 'draft') throw noSuchResponse();
  }

  async function change(caller: Caller, write: (trx: Queryable) => Promise<void>): Promise<void> {
    const keys = cannedObjectKeys({ kind: 'favorites', workers: [workerOf(caller)] });
    await inTransaction(db, async (trx) => {
      await write(trx);
      await markDirty(trx, keys, now());
    });
    onMarked(keys);
  }

  return {
    setFavorite: (caller, responseId, isFavorite) =>
      change(caller, async (trx) => {
        if (isFavorite) await requireReadable(trx, caller, responseId);
        await setFavorite(trx, { workerSid: workerOf(caller), responseId, isFavorite });
      }),
    use: (caller, responseId, { id, way, wasEdited }) =>
      change(caller, async (trx) => {
        await requireReadable(trx, caller, responseId);
        await recordUse(trx, { id, responseId, workerSid: workerOf(caller), way, wasEdited, at: now() });
      }),
  };
}
