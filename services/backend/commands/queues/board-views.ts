import {
  MAX_OWN_VIEWS,
  MAX_SHARED_VIEWS,
  type NamedViews,
  type NamedViewUpdate,
  type ViewDefault,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import {
  isOneTooMany,
  isSeenBy,
  isSeenByRole,
  viewsFor,
  type StoredView,
  type ViewReader,
} from '../../domain/queues/board-views';
import { writeAudit, type AuditRecord } from '../../store/audit';
import type { Database } from '../../store/database';
import {
  deleteBoardView,
  findBoardView,
  lockBoardViews,
  putBoardView,
  readBoardViews,
  readViewDefaults,
  setViewDefault,
} from '../../store/queues/board-views';
import { inTransaction, type Queryable } from '../../store/transaction';
import { requireAdmin, requireSupervisor, type Caller } from '../caller';

/**
 * Ways to look at the board that have a name. Every method answers the views as they are then, and throws a `Refusal`:
 * `forbidden` for who is neither supervisor nor admin, and for who would change what is shared and is no admin; `missing` for
 * a view that is not there for the caller; `conflict` with the present views for one of another revision.
 */
export interface BoardViewCommands {
  read(caller: Caller): Promise<NamedViews>;
  /** Makes or changes a view. @throws Refusal `unprocessable` for one too many */
  save(caller: Caller, id: string, update: NamedViewUpdate): Promise<NamedViews>;
  remove(caller: Caller, id: string, revision: number): Promise<NamedViews>;
  /** @throws Refusal `unprocessable` for the default of a role that does not see the view */
  setDefault(caller: Caller, wanted: ViewDefault): Promise<NamedViews>;
}

export interface BoardViewOptions {
  readonly database: Database;
  readonly now: () => number;
}

export function createBoardViewCommands({ database, now }: BoardViewOptions): BoardViewCommands {
  const db = database.kysely;
  /** One after the other, each with its record. */
  const changing = async (
    caller: Caller,
    action: Extract<AuditRecord['action'], `board-view.${string}`>,
    resource: string,
    change: (trx: Queryable) => Promise<void>,
  ): Promise<NamedViews> => {
    requireSupervisor(caller);
    return inTransaction(db, async (trx) => {
      await lockBoardViews(trx);
      await change(trx);
      await writeAudit(trx, { at: now(), actor: caller.actor, action, resource });
      return shownTo(caller, trx);
    });
  };
  return {
    read: async (caller) => {
      requireSupervisor(caller);
      return shownTo(caller, db);
    },
    save: (caller, id, update) =>
      changing(caller, 'board-view.save', id, async (trx) => {
        const { revision, audience } = update;
        const before = revision === 0 ? await findBoardView(trx, id) : await seenView(trx, caller, id);
        if (audience !== 'me' || (before !== null && before.audience !== 'me')) requireAdmin(caller);
        if ((before?.revision ?? 0) !== revision) throw changedMeanwhile(await shownTo(caller, trx));
        const owner = before === null || audience === 'me' ? caller.actor : before.owner;
        const view = { ...storable(update), id, owner, revision: revision + 1 };
        if (isOneTooMany(await readBoardViews(trx, caller.actor), view)) throw tooMany(view);
        await putBoardView(trx, view);
      }),
    remove: (caller, id, revision) =>
      changing(caller, 'board-view.delete', id, async (trx) => {
        const before = await seenView(trx, caller, id);
        if (before.audience !== 'me') requireAdmin(caller);
        if (before.revision !== revision) throw changedMeanwhile(await shownTo(caller, trx));
        await deleteBoardView(trx, id);
      }),
    setDefault: (caller, wanted) =>
      changing(caller, 'board-view.set-default', wanted.of, async (trx) => {
        const { of, viewId } = wanted;
        if (of !== 'me') requireAdmin(caller);
        const view = viewId === null ? null : await seenView(trx, caller, viewId);
        if (view !== null && of !== 'me' && !isSeenByRole(view.audience, of)) throw notShared();
        await setViewDefault(trx, wanted, caller.actor);
      }),
  };
}

const readerOf = ({ actor, roles }: Caller): ViewReader => ({ actor, isAdmin: roles.includes('admin') });

async function shownTo(caller: Caller, db: Queryable): Promise<NamedViews> {
  const stored = await readBoardViews(db, caller.actor);
  return viewsFor(stored, await readViewDefaults(db, caller.actor), readerOf(caller));
}

/** @throws Refusal `missing` also for somebody else's */
async function seenView(db: Queryable, caller: Caller, id: string): Promise<StoredView> {
  const view = await findBoardView(db, id);
  if (view === null || !isSeenBy(view, readerOf(caller))) throw noSuchView();
  return view;
}

/** The same in text that the database can hold. */
const storable = ({ name, query, audience }: NamedViewUpdate): Pick<StoredView, 'name' | 'query' | 'audience'> => ({
  name: storableText(name),
  query: Object.fromEntries(Object.entries(query).map(([parameter, text]) => [parameter, storableText(text)])),
  audience,
});

/** What is said of a view that is not known to the caller. */
export const noSuchView = (): Refusal => new Refusal('missing', 'not_found', 'There is no such view.');

const changedMeanwhile = (current: NamedViews): Refusal =>
  new Refusal('conflict', 'conflict', 'The view was changed meanwhile: look at it as it is now.', {
    details: { current },
  });

const tooMany = ({ audience }: StoredView): Refusal => {
  const most = audience === 'me' ? `${MAX_OWN_VIEWS} views of your own` : `${MAX_SHARED_VIEWS} shared views`;
  return new Refusal('unprocessable', 'too_many_views', `There may be ${most} at most: delete one first.`);
};

const notShared = (): Refusal =>
  new Refusal('unprocessable', 'view_not_shared', 'The role does not see this view: share it with the role first.');
