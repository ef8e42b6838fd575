import { randomUUID } from 'node:crypto';
import { shopAppMapName, type CustomerKey, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { customerMapKey, permissionsKey } from '../outbox/sync-keys';
import type { Queryable } from '../transaction';
import { holdFolding, markUnfolded, visitorsOfUsers, type Owner } from './folded-events';
import { opaqueKeys } from './opaque-keys';
import { deleteTimelineOf, deleteTimelineOfItem } from '../explorer/prune-timeline';
import { installationSecret } from './shops';
import { deleteChangesNaming, deleteChangesOf } from './sync-changes';

/** A user of a shop. */
export interface ShopUser {
  readonly shopId: string;
  readonly userId: string;
}

/**
 * Takes out everything that tells of a user: the events of the user and those of the browsers that turned out to be the
 * user's, the links between them, what is shown, and what others wrote of the user in Sync. What the user added stays in the sums, and the checkouts stay without
 * a name: neither tells of anybody.
 *
 * Nothing is folded meanwhile, or a fold under way would write back what it read before.
 * @returns the outbox keys of what changes with it
 */
export async function eraseUser(db: Queryable, { shopId, userId }: ShopUser): Promise<string[]> {
  await holdFolding(db);
  const user: Owner = { shopId, kind: 'user', id: userId };
  const visitors = await visitorsOfUsers(db, [user]);
  const visitorIds = visitors.map(({ id }) => id);
  const orderIds = [...(await deleteOwnEvents(db, user)), ...(await deleteVisitorEvents(db, user, visitorIds))];
  await sql`DELETE FROM activity_link WHERE shop_id = ${shopId} AND user_id = ${userId}`.execute(db);
  await sql`
    DELETE FROM activity_contribution WHERE shop_id = ${shopId}
      AND (owner_kind = 'user' AND owner_id = ${userId} OR owner_kind = 'order' AND owner_id = ANY(${orderIds}::text[]))`.execute(
    db,
  );
  await sql`
    UPDATE activity_checkout SET owner_kind = 'visitor', owner_id = ${`erased-${randomUUID()}`}
    WHERE shop_id = ${shopId} AND owner_kind = 'user' AND owner_id = ${userId}`.execute(db);
  await sql`
    DELETE FROM activity_presence WHERE shop_id = ${shopId} AND owner_kind = 'user' AND owner_id = ${userId}`.execute(
    db,
  );
  // What others did in the same browser is theirs, and is shown again by the next fold.
  await markUnfolded(db, visitors);
  const { gone, marked } = await endShowing(db, user, visitorIds);
  await eraseChanges(db, user, visitors, gone);
  return marked;
}

/** Of the customer's Maps all changes and writes; of what the shop's app writes those that name the user. */
async function eraseChanges(db: Queryable, user: Owner, visitors: readonly Owner[], gone: readonly CustomerKey[]) {
  const opaque = opaqueKeys(await installationSecret(db, 'activity'));
  const keys = [...gone, ...[user, ...visitors].map(opaque.ofCustomer)];
  const [maps, shopMap] = [keys.map(customerMapKey), shopAppMapName(opaque.ofShopApp(user.shopId))];
  await deleteChangesOf(db, maps);
  await deleteTimelineOf(db, maps);
  await deleteChangesNaming(db, shopMap, user.id);
  await deleteTimelineOfItem(db, shopMap, user.id);
}

async function deleteOwnEvents(db: Queryable, { shopId, id }: Owner): Promise<string[]> {
  const { rows } = await sql<{ orderId: string | null }>`
    DELETE FROM activity_event WHERE shop_id = ${shopId} AND user_id = ${id} RETURNING order_id AS "orderId"`.execute(
    db,
  );
  return rows.flatMap(({ orderId }) => orderId ?? []);
}

/** By the rule of `domain/activity/customer-of.ts`: the newest link not later than the event, else the first. */
async function deleteVisitorEvents(db: Queryable, { shopId, id }: Owner, visitorIds: readonly string[]) {
  const linked = (order: 'before' | 'first') => {
    const [until, direction] = order === 'before' ? [sql`AND l.at <= e.at`, sql.raw('DESC')] : [sql``, sql.raw('ASC')];
    return sql`(
      SELECT l.user_id FROM activity_link AS l
      WHERE l.shop_id = e.shop_id AND l.anonymous_id = e.anonymous_id ${until}
      ORDER BY l.at ${direction}, l.message_id COLLATE "C" ${direction} LIMIT 1)`;
  };
  const { rows } = await sql<{ orderId: string | null }>`
    DELETE FROM activity_event AS e
    WHERE e.shop_id = ${shopId} AND e.user_id IS NULL AND e.anonymous_id = ANY(${[...visitorIds]}::text[])
      AND coalesce(${linked('before')}, ${linked('first')}) = ${id}
    RETURNING e.order_id AS "orderId"`.execute(db);
  return rows.flatMap(({ orderId }) => orderId ?? []);
}

async function endShowing(db: Queryable, { shopId, id }: Owner, visitorIds: readonly string[]) {
  const { rows: gone } = await sql<{ key: CustomerKey }>`
    DELETE FROM activity_customer WHERE shop_id = ${shopId}
      AND (kind = 'user' AND id = ${id} OR kind = 'visitor' AND id = ANY(${[...visitorIds]}::text[]))
    RETURNING key`.execute(db);
  const { rows: readers } = await sql<{ key: CustomerKey; workerSid: WorkerSid }>`
    DELETE FROM activity_reader WHERE customer_key = ANY(${gone.map(({ key }) => key)}::text[])
    RETURNING customer_key AS key, worker_sid AS "workerSid"`.execute(db);
  const marked = readers.flatMap(({ key, workerSid }) => [customerMapKey(key), permissionsKey(workerSid)]);
  return { gone: gone.map(({ key }) => key), marked };
}
