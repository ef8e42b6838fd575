import {
  BOARD_VIEW_DEFAULTS_PATH,
  BOARD_VIEWS_PATH,
  BoardViewId,
  NamedViewDeletion,
  NamedViews,
  NamedViewsConflict,
  NamedViewUpdate,
  ViewDefault,
} from '@flex-sync-suite/shared/contract';
import { noSuchView, type BoardViewCommands } from '../../commands/queues/board-views';
import { serving, type ServedOperation } from '../operations/operation';
import { RULE_READS } from '../operations/rule-set-operations';

const EDITS = { burst: 30, refillMs: 1_000 };
const ONE = { path: `${BOARD_VIEWS_PATH}/{viewId}`, params: { viewId: BoardViewId }, missing: noSuchView } as const;
/** A view of the longest texts is 8 KiB. */
const BODY = { bodyLimitBytes: 16 * 1_024 } as const;

/** The views of the board that have a name. */
export const boardViewOperations = (commands: BoardViewCommands): readonly ServedOperation[] => [
  serving(
    {
      ...{ method: 'get', path: BOARD_VIEWS_PATH, answer: NamedViews, errors: [403], limit: RULE_READS },
      summary: 'The views of the board with a name, own ones and shared ones, and which it opens with.',
    },
    ({ caller }) => commands.read(caller),
  ),
  serving(
    {
      ...{ ...ONE, ...BODY, method: 'put', body: NamedViewUpdate, bodyName: 'view', answer: NamedViews },
      ...{ errors: [403, 422], richErrors: { 409: NamedViewsConflict }, limit: EDITS },
      summary: 'Makes a view, or puts it in the place of the one of its id.',
    },
    ({ caller, params, body }) => commands.save(caller, params.viewId, body),
  ),
  serving(
    {
      ...{ ...ONE, method: 'delete', query: NamedViewDeletion, answer: NamedViews },
      ...{ errors: [403], richErrors: { 409: NamedViewsConflict }, limit: EDITS },
      summary: 'Deletes a view; who makes it again under its id has it back as a default too.',
    },
    ({ caller, params, query }) => commands.remove(caller, params.viewId, query.revision),
  ),
  serving(
    {
      ...{ ...BODY, method: 'put', path: BOARD_VIEW_DEFAULTS_PATH, body: ViewDefault, bodyName: 'default' },
      ...{ answer: NamedViews, errors: [403, 404, 422], limit: EDITS },
      summary: 'Says which view the board opens with, for the caller or for a role.',
    },
    ({ caller, body }) => commands.setDefault(caller, body),
  ),
];
