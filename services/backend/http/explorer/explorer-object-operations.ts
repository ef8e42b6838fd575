import {
  ExplorerConflict,
  ExplorerEdit,
  ExplorerReveal,
  ExplorerRevealed,
  ExplorerStanding,
  ExplorerWritten,
} from '@flex-sync-suite/shared/contract';
import type { ObjectCommands } from '../../commands/explorer/object-edit';
import type { StandingQuestion } from '../../commands/explorer/object-standing';
import { serving, type ServedOperation } from '../operations/operation';
import { LOOKS, OF_OBJECT } from './explorer-operations';

/** A person presses a button. */
export const DEEDS = { burst: 20, refillMs: 1_000 };

/** What answers {@link explorerObjectOperations}. */
export interface ExplorerObjectCommands extends ObjectCommands {
  readonly standing: StandingQuestion;
}

/** How one object of Sync stands, and what may be done to it. */
export const explorerObjectOperations = (explorer: ExplorerObjectCommands): readonly ServedOperation[] => [
  serving(
    {
      ...{ ...OF_OBJECT, method: 'get', path: `${OF_OBJECT.path}/standing`, answer: ExplorerStanding },
      ...{ errors: [403], limit: LOOKS },
      summary: 'Who may read an object of Sync, what it is linked with, and how the outbox stands with it.',
    },
    ({ caller, params }) => explorer.standing(caller, params),
  ),
  serving(
    {
      ...{ ...OF_OBJECT, method: 'post', path: `${OF_OBJECT.path}/reveal`, body: ExplorerReveal },
      ...{ answer: ExplorerRevealed, errors: [403], limit: DEEDS },
      summary: 'Data of a Document or an item without masks; each is put on record.',
    },
    ({ caller, params, body }) => explorer.reveal(caller, params, body.itemKey),
  ),
  serving(
    {
      ...{ ...OF_OBJECT, method: 'put', path: `${OF_OBJECT.path}/data`, body: ExplorerEdit, bodyName: 'edit' },
      ...{ answer: ExplorerWritten, errors: [403, 422], richErrors: { 409: ExplorerConflict }, limit: DEEDS },
      summary: "Replaces the data of a Document or an item that is not the suite's; each is put on record.",
    },
    ({ caller, params, body }) => explorer.edit(caller, params, body),
  ),
  serving(
    {
      ...{ ...OF_OBJECT, method: 'post', path: `${OF_OBJECT.path}/write-again`, errors: [403, 422], limit: DEEDS },
      summary: 'Has an object of the suite written from the database, whatever Sync holds; each is put on record.',
    },
    ({ caller, params }) => explorer.writeAgain(caller, params),
  ),
];
