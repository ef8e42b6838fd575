import { sql } from 'kysely';
import type { ViewDefault } from '@flex-sync-suite/shared/contract';
import type { StoredDefaults, StoredView } from '../../domain/queues/board-views';
import type { Queryable } from '../transaction';

const COLUMNS = sql`id, owner, audience, name, query, revision`;

/** Until the transaction ends nobody else changes a view: of two at once the second counts the first. */
export async function lockBoardViews(db: Queryable): Promise<void> {
  await sql`LOCK TABLE board_view IN SHARE ROW EXCLUSIVE MODE`.execute(db);
}

/** Those of a person, and all that are shared. */
export async function readBoardViews(db: Queryable, owner: string): Promise<readonly StoredView[]> {
  const { rows } = await sql<StoredView>`
    SELECT ${COLUMNS} FROM board_view WHERE owner = ${owner} OR audience <> 'me' ORDER BY name, id`.execute(db);
  return rows;
}

/** Null for none. */
export async function findBoardView(db: Queryable, id: string): Promise<StoredView | null> {
  const { rows } = await sql<StoredView>`SELECT ${COLUMNS} FROM board_view WHERE id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Makes a view, or puts it in the place of the one of its id. */
export async function putBoardView(db: Queryable, view: StoredView): Promise<void> {
  const { id, owner, audience, name, revision } = view;
  await sql`
    INSERT INTO board_view (id, owner, audience, name, query, revision)
    VALUES (${id}, ${owner}, ${audience}, ${name}, ${JSON.stringify(view.query)}::jsonb, ${revision})
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, audience = excluded.audience, name = excluded.name,
      query = excluded.query, revision = excluded.revision`.execute(db);
}

/** What is the default of somebody stays so: who puts the view back has it again. */
export async function deleteBoardView(db: Queryable, id: string): Promise<void> {
  await sql`DELETE FROM board_view WHERE id = ${id}`.execute(db);
}

const OF = ['me', 'supervisors', 'admins'] as const;
const holderOf = (of: ViewDefault['of'], actor: string): string => (of === 'me' ? `user:${actor}` : `role:${of}`);

/** The defaults of a person and of the roles. Their views may be gone. */
export async function readViewDefaults(db: Queryable, actor: string): Promise<StoredDefaults> {
  const { rows } = await sql<{ holder: string; view_id: string }>`
    SELECT holder, view_id FROM board_view_default
    WHERE holder IN (${sql.join(OF.map((of) => holderOf(of, actor)))})`.execute(db);
  const byHolder = new Map(rows.map(({ holder, view_id }) => [holder, view_id]));
  return new Map(
    OF.flatMap((of) => {
      const viewId = byHolder.get(holderOf(of, actor));
      return viewId === undefined ? [] : [[of, viewId] as const];
    }),
  );
}

/** @param viewId null for none */
export async function setViewDefault(db: Queryable, { of, viewId }: ViewDefault, actor: string): Promise<void> {
  const holder = holderOf(of, actor);
  await (
    viewId === null
      ? sql`DELETE FROM board_view_default WHERE holder = ${holder}`
      : sql`
        INSERT INTO board_view_default (holder, view_id) VALUES (${holder}, ${viewId})
        ON CONFLICT (holder) DO UPDATE SET view_id = excluded.view_id`
  ).execute(db);
}
