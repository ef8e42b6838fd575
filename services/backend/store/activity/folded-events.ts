import { sql } from 'kysely';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import { linkOf, type IdentityLink } from '../../domain/activity/customer-of';
import { isCounted } from '../../domain/activity/ordered-events';
import type { Queryable } from '../transaction';
import type { FoldedKind } from './activity-tables';

/** What is folded from its own events. */
export interface Owner {
  readonly shopId: string;
  readonly kind: FoldedKind;
  readonly id: string;
}

/** An owner whose events changed, with the mark of the newest change: lower ones are folded first, negative ones at once. */
export interface Unfolded extends Owner {
  readonly mark: number;
}

/**
 * Events of one owner that are folded at most, the earliest: a program that never sleeps must not make every fold of what
 * it does a longer one.
 */
const MOST_EVENTS = 10_000;

/** A name that no two owners share. */
export const ownerKey = ({ shopId, kind, id }: Owner): string => JSON.stringify([shopId, kind, id]);

const idsOf = (owners: readonly Owner[], kind: FoldedKind): Owner[] => owners.filter((owner) => owner.kind === kind);
const shopsOf = (owners: readonly Owner[]): string[] => owners.map(({ shopId }) => shopId);
const namesOf = (owners: readonly Owner[]): string[] => owners.map(({ id }) => id);

/** Stores the links that events tell; one whose instant an earlier arrival moved out of what counts tells none any more. */
export async function writeLinks(db: Queryable, events: readonly ActivityEvent[]): Promise<void> {
  const telling = events.filter((event) => linkOf(event) !== null);
  if (telling.length === 0) return;
  const uncounted = telling.filter((event) => !isCounted(event));
  await sql`
    DELETE FROM activity_link AS l
    USING unnest(${uncounted.map(({ shopId }) => shopId)}::text[], ${uncounted.map(({ messageId }) => messageId)}::text[])
      AS e (shop_id, message_id)
    WHERE l.shop_id = e.shop_id AND l.message_id = e.message_id`.execute(db);
  const links = telling.filter(isCounted).flatMap((event) => linkOf(event) ?? []);
  const rows = links.map(({ shopId, anonymousId, messageId, atMs, userId }) => ({
    shop_id: shopId,
    anonymous_id: anonymousId,
    message_id: messageId,
    at: Math.round(atMs),
    user_id: userId,
  }));
  await sql`
    INSERT INTO activity_link (shop_id, anonymous_id, message_id, at, user_id)
    SELECT shop_id, anonymous_id, message_id, at, user_id
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS e (shop_id text, anonymous_id text, message_id text,
      at bigint, user_id text)
    ORDER BY shop_id, anonymous_id, message_id
    ON CONFLICT (shop_id, anonymous_id, message_id) DO UPDATE SET at = excluded.at`.execute(db);
}

/** All links of anonymous visitors. */
export async function linksOfVisitors(db: Queryable, visitors: readonly Owner[]): Promise<IdentityLink[]> {
  if (visitors.length === 0) return [];
  const { rows } = await sql<IdentityLink>`
    SELECT l.shop_id AS "shopId", l.anonymous_id AS "anonymousId", l.message_id AS "messageId", l.at AS "atMs",
      l.user_id AS "userId"
    FROM activity_link AS l
    JOIN (SELECT DISTINCT * FROM unnest(${shopsOf(visitors)}::text[], ${namesOf(visitors)}::text[]) AS v (shop_id, id))
      AS v ON l.shop_id = v.shop_id AND l.anonymous_id = v.id`.execute(db);
  return rows;
}

/** The anonymous visitors that were linked to users at any time. */
export async function visitorsOfUsers(db: Queryable, owners: readonly Owner[]): Promise<Owner[]> {
  const users = idsOf(owners, 'user');
  if (users.length === 0) return [];
  const { rows } = await sql<{ shopId: string; id: string }>`
    SELECT DISTINCT l.shop_id AS "shopId", l.anonymous_id AS id FROM activity_link AS l
    JOIN unnest(${shopsOf(users)}::text[], ${namesOf(users)}::text[]) AS u (shop_id, id)
      ON l.shop_id = u.shop_id AND l.user_id = u.id`.execute(db);
  return rows.map((row) => ({ ...row, kind: 'visitor' }));
}

/** The events of users, of anonymous visitors and of orders, each once; of each the earliest {@link MOST_EVENTS}. */
export async function eventsOfOwners(db: Queryable, owners: readonly Owner[]): Promise<ActivityEvent[]> {
  const of = (kind: FoldedKind, column: string) => {
    const own = idsOf(owners, kind);
    return sql`
      SELECT e.* FROM unnest(${shopsOf(own)}::text[], ${namesOf(own)}::text[]) AS o (shop_id, id)
      CROSS JOIN LATERAL (
        SELECT * FROM activity_event AS a WHERE a.shop_id = o.shop_id AND a.${sql.ref(column)} = o.id
        ORDER BY a.at, a.message_id LIMIT ${MOST_EVENTS}
      ) AS e`;
  };
  const { rows } = await sql<StoredActivity>`
    SELECT shop_id AS "shopId", message_id AS "messageId", at AS "atMs", received_at AS "receivedAtMs",
      anonymous_id AS "anonymousId", user_id AS "userId", event
    FROM (${of('user', 'user_id')} UNION ${of('visitor', 'anonymous_id')} UNION ${of('order', 'order_id')}) AS e`.execute(
    db,
  );
  return rows.map(({ event, ...row }) => ({ ...(JSON.parse(event) as Rest), ...row }));
}

type Rest = Pick<ActivityEvent, 'isVerified' | 'location' | 'call'>;
interface StoredActivity extends Omit<ActivityEvent, keyof Rest> {
  readonly event: string;
}

/** Says that owners are to be folded again. */
export async function markUnfolded(db: Queryable, owners: readonly Owner[]): Promise<void> {
  if (owners.length === 0) return;
  const unique = [...new Map(owners.map((owner) => [ownerKey(owner), owner])).values()];
  await sql`
    INSERT INTO activity_unfolded (shop_id, kind, id, mark)
    SELECT shop_id, kind, id, nextval('activity_mark')
    FROM json_to_recordset(${JSON.stringify(unique.map(rowOf))}::json) AS e (shop_id text, kind text, id text)
    ORDER BY shop_id, kind, id
    ON CONFLICT (shop_id, kind, id) DO UPDATE SET mark = excluded.mark`.execute(db);
}

const rowOf = ({ shopId, kind, id }: Owner) => ({ shop_id: shopId, kind, id });

/** Of several processes one folds at a time: sums are what changed since the last fold, which two could not both say. */
const FOLD_LOCK = 6_201_337;

/** Waits until nobody folds, and keeps everybody from it until the end of the transaction. */
export async function holdFolding(db: Queryable): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${FOLD_LOCK})`.execute(db);
}

/** Which owners are folded next. */
export interface NextOwners {
  readonly limit: number;
  /** Only those whom somebody watches. Default: false. */
  readonly onlyWatched?: boolean;
}

/**
 * Those whom an agent watches first, in half of the room at most, and then the owners that wait longest: in a flood of
 * events she sees her customer, and nobody else waits for ever. Holds the lock until the end of the transaction.
 * @returns null while another process folds
 */
export async function takeUnfolded(
  db: Queryable,
  { limit, onlyWatched = false }: NextOwners,
): Promise<Unfolded[] | null> {
  if (!(await tryToHoldFolding(db))) return null;
  const { rows } = await sql<Unfolded>`
    WITH customer AS MATERIALIZED (
      SELECT DISTINCT c.shop_id, c.kind, c.id FROM activity_reader AS r JOIN activity_customer AS c ON c.key = r.customer_key
    ), watched AS MATERIALIZED (
      SELECT u.* FROM (
        TABLE customer
        UNION
        SELECT l.shop_id, 'visitor', l.anonymous_id FROM customer AS c
        JOIN activity_link AS l ON l.shop_id = c.shop_id AND l.user_id = c.id WHERE c.kind = 'user'
      ) AS w JOIN activity_unfolded AS u USING (shop_id, kind, id)
      ORDER BY u.mark LIMIT ${onlyWatched ? limit : Math.ceil(limit / 2)}
    ), waiting AS (
      SELECT * FROM activity_unfolded ORDER BY mark LIMIT ${onlyWatched ? 0 : limit}
    )
    SELECT shop_id AS "shopId", kind, id, mark FROM (
      SELECT *, true AS "isFirst" FROM watched
      UNION ALL SELECT *, false FROM waiting WHERE mark NOT IN (SELECT mark FROM watched)
    ) AS next ORDER BY "isFirst" DESC, mark LIMIT ${limit}`.execute(db);
  return rows;
}

/** As {@link takeUnfolded}, those of the given that did not change meanwhile. */
export async function retakeUnfolded(db: Queryable, marked: readonly Unfolded[]): Promise<Unfolded[] | null> {
  if (!(await tryToHoldFolding(db))) return null;
  const { rows } = await sql<Unfolded>`
    SELECT shop_id AS "shopId", kind, id, mark FROM activity_unfolded
    WHERE mark = ANY(${marked.map(({ mark }) => mark)}::bigint[]) ORDER BY mark`.execute(db);
  return rows;
}

/**
 * Puts those of anonymous visitors and users, of whatever shop, before all that wait.
 * @returns how many of them wait
 */
export async function putFirst(
  db: Queryable,
  { anonymousIds, userIds }: { readonly anonymousIds: readonly string[]; readonly userIds: readonly string[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE activity_unfolded AS u SET mark = -abs(mark)
    FROM (
      SELECT s.id AS shop_id, o.kind, o.id FROM activity_shop AS s CROSS JOIN (
        SELECT 'visitor' AS kind, unnest(${[...anonymousIds]}::text[]) AS id
        UNION SELECT 'user', unnest(${[...userIds]}::text[])
      ) AS o
    ) AS own
    WHERE u.shop_id = own.shop_id AND u.kind = own.kind AND u.id = own.id`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function tryToHoldFolding(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${FOLD_LOCK}) AS taken`.execute(db);
  return rows[0]?.taken === true;
}

/**
 * Takes the marks away, but for those of owners that changed meanwhile; and says that there is something new to rank, see
 * `takeRankingTurn`.
 */
export async function settleUnfolded(db: Queryable, folded: readonly Unfolded[]): Promise<void> {
  await sql`
    WITH news AS (UPDATE activity_ranking SET folds = folds + 1)
    DELETE FROM activity_unfolded AS u
    USING json_to_recordset(${JSON.stringify(folded.map((each) => ({ ...rowOf(each), mark: each.mark })))}::json)
      AS f (shop_id text, kind text, id text, mark bigint)
    WHERE u.shop_id = f.shop_id AND u.kind = f.kind AND u.id = f.id AND u.mark = f.mark`.execute(db);
}
