import type { ActivityEvent } from '../../domain/activity/activity-event';
import { halves } from '../../base/in-batches';
import { customerContributions, orderContributions } from '../../domain/activity/contributions';
import { customerItems } from '../../domain/activity/customer-items';
import { customerResolver, customersOf } from '../../domain/activity/customer-of';
import { foldCustomer, type CustomerActivity } from '../../domain/activity/fold-customer';
import { foldOrder, type OrderState } from '../../domain/activity/fold-order';
import { countriesOfProducts, shopProductKey, type ShopProduct } from '../../store/activity/catalogue';
import { replaceContributions, type OwnContributions } from '../../store/activity/contributions';
import { replaceCheckouts, replaceCustomers, watchedAmong, type ShownCustomer } from '../../store/activity/customers';
import {
  eventsOfOwners,
  linksOfVisitors,
  ownerKey,
  retakeUnfolded,
  settleUnfolded,
  takeUnfolded,
  visitorsOfUsers,
  type NextOwners,
  type Owner,
  type Unfolded,
} from '../../store/activity/folded-events';
import { opaqueKeys, type OpaqueKeys } from '../../store/activity/opaque-keys';
import { customerMapKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import type { Database } from '../../store/database';
import { inTransaction, type Queryable } from '../../store/transaction';
import { isPoison } from '../group-commit';
import { showMet } from './show-met';

export interface FoldOptions extends NextOwners {
  /** Of the installation: customers' keys in Sync are hashed with it. */
  readonly secret: string;
  readonly now: () => number;
  /** Products in Sync at most, and pages likewise. Default: 200. */
  readonly mostPublished?: number;
}

const MOST_PUBLISHED = 200;

/** What one transaction did. */
export interface FoldedBatch {
  readonly owners: number;
  /** Keys of the Sync objects that were marked. */
  readonly keys: readonly string[];
}

const DAY_MS = 86_400_000;
/** Events are counted until they are 30 days old: what was added a day before that cannot change. */
const SETTLED_AFTER_MS = 31 * DAY_MS;

/**
 * Folds the customers and orders whose events changed: each whole, from all its events, so that the order in which they
 * came does not matter. What a fold changes and that it was done are one transaction.
 *
 * @param take which of them; those that are next by default
 * @returns null while another process does it
 */
export async function foldMarked(
  { kysely }: Pick<Database, 'kysely'>,
  options: FoldOptions,
  take: (db: Queryable) => Promise<Unfolded[] | null> = (db) => takeUnfolded(db, options),
): Promise<FoldedBatch | null> {
  return inTransaction(kysely, async (trx) => {
    const unfolded = await take(trx);
    if (unfolded === null) return null;
    if (unfolded.length === 0) return { owners: 0, keys: [] };
    const folded = await foldOwners(trx, unfolded);
    const settledBefore = options.now() - SETTLED_AFTER_MS;
    const changes = await replaceContributions(trx, folded.map(contributionsOf), settledBefore);
    await replaceCheckouts(trx, folded.map(checkoutsOf), settledBefore);
    const { mostPublished = MOST_PUBLISHED } = options;
    const opaque = opaqueKeys(options.secret);
    const customers = folded.filter((each) => each.kind === 'customer');
    const keys = [
      ...(await showCustomers(trx, customers, opaque)),
      ...(await showMet(trx, {
        customers,
        orders: ordersOf(folded),
        changes,
        opaque,
        now: options.now(),
        mostPublished,
      })),
    ];
    await markDirty(trx, keys, options.now());
    await settleUnfolded(trx, unfolded);
    return { owners: unfolded.length, keys };
  });
}

/**
 * As {@link foldMarked}; what cannot be folded for what it holds keeps nobody else back. It is set aside until its next
 * event: its events are kept, and what it added stays as it was.
 * @param onSetAside told of it
 */
export async function foldWithoutPoison(
  database: Pick<Database, 'kysely'>,
  options: FoldOptions,
  onSetAside: (owner: Owner, cause: unknown) => void,
  take = (db: Queryable): Promise<Unfolded[] | null> => takeUnfolded(db, options),
): Promise<FoldedBatch | null> {
  let taken: Unfolded[] = [];
  try {
    return await foldMarked(database, options, async (db) => {
      const unfolded = await take(db);
      taken = unfolded ?? [];
      return unfolded;
    });
  } catch (error) {
    if (!isPoison(error)) throw error;
    if (taken.length > 1) {
      return await inHalves(taken, (half) =>
        foldWithoutPoison(database, options, onSetAside, (db) => retakeUnfolded(db, half)),
      );
    }
    await inTransaction(database.kysely, (trx) => settleUnfolded(trx, taken));
    for (const owner of taken) onSetAside(owner, error);
    return { owners: taken.length, keys: [] };
  }
}

/** What both halves came to; null as soon as another process folds. */
async function inHalves(
  unfolded: readonly Unfolded[],
  fold: (half: readonly Unfolded[]) => Promise<FoldedBatch | null>,
): Promise<FoldedBatch | null> {
  let both: FoldedBatch = { owners: 0, keys: [] };
  for (const half of halves(unfolded)) {
    const folded = await fold(half);
    if (folded === null) return null;
    both = { owners: both.owners + folded.owners, keys: [...both.keys, ...folded.keys] };
  }
  return both;
}

interface FoldedOrder {
  readonly kind: 'order';
  readonly owner: Owner;
  readonly order: OrderState | null;
}

interface FoldedCustomer {
  readonly kind: 'customer';
  readonly owner: Owner;
  /** What is the customer's alone: it counts. */
  readonly counted: CustomerActivity | null;
  /** What is shown: of an anonymous visitor also what counts for a user, whose id a page may have made up. */
  readonly shown: CustomerActivity | null;
  readonly events: readonly ActivityEvent[];
}

type Folded = FoldedOrder | FoldedCustomer;

async function foldOwners(db: Queryable, marked: readonly Owner[]): Promise<Folded[]> {
  const owners = await withUsersOfVisitors(db, marked);
  const linked = await visitorsOfUsers(db, owners);
  const visitors = [...linked, ...owners.filter(({ kind }) => kind === 'visitor')];
  const customerOf = customerResolver(await linksOfVisitors(db, visitors));
  const [events, own] = [new Map<string, ActivityEvent[]>(), new Map<string, ActivityEvent[]>()];
  for (const event of await eventsOfOwners(db, [...owners, ...linked])) {
    const { shopId, anonymousId, call } = event;
    const customer = customerOf(event);
    const id = customer.kind === 'user' ? customer.userId : customer.anonymousId;
    push(own, ownerKey({ shopId, kind: customer.kind, id }), event);
    if (anonymousId !== null) push(events, ownerKey({ shopId, kind: 'visitor', id: anonymousId }), event);
    if (call.kind === 'order') push(events, ownerKey({ shopId, kind: 'order', id: call.orderId }), event);
  }
  return owners.map((owner): Folded => {
    const key = ownerKey(owner);
    if (owner.kind === 'order') return { kind: 'order', owner, order: foldOrder(events.get(key) ?? []) };
    const counted = own.get(key) ?? [];
    const all = owner.kind === 'user' ? counted : (events.get(key) ?? []);
    const activity = foldCustomer(counted);
    const shown = all.length === counted.length ? activity : foldCustomer(all);
    return { kind: 'customer', owner, counted: activity, shown, events: all };
  });
}

/** The owners, and the users whom events of the anonymous visitors among them belong to. */
async function withUsersOfVisitors(db: Queryable, marked: readonly Owner[]): Promise<Owner[]> {
  const visitors = marked.filter(({ kind }) => kind === 'visitor');
  const links = await linksOfVisitors(db, visitors);
  const users = visitors.flatMap(({ shopId, id }) =>
    customersOf(shopId, id, links).flatMap((customer): Owner[] =>
      customer.kind === 'user' ? [{ shopId, kind: 'user', id: customer.userId }] : [],
    ),
  );
  return [...new Map([...marked, ...users].map((owner) => [ownerKey(owner), owner])).values()];
}

function push(map: Map<string, ActivityEvent[]>, key: string, event: ActivityEvent): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [event]);
  else known.push(event);
}

function contributionsOf(folded: Folded): OwnContributions {
  const { owner } = folded;
  if (folded.kind === 'order') {
    return { owner, contributions: folded.order === null ? [] : orderContributions(folded.order) };
  }
  return { owner, contributions: folded.counted === null ? [] : customerContributions(folded.counted) };
}

const ordersOf = (folded: readonly Folded[]): OrderState[] =>
  folded.flatMap((each) => (each.kind === 'order' && each.order !== null ? [each.order] : []));

const checkoutsOf = (folded: Folded) => ({
  owner: folded.owner,
  checkouts: folded.kind === 'order' ? [] : (folded.counted?.checkouts ?? []),
});

/** @returns outbox keys of the customers whom somebody may read of */
async function showCustomers(db: Queryable, folded: readonly FoldedCustomer[], keys: OpaqueKeys): Promise<string[]> {
  const countries = await countriesOfProducts(db, folded.flatMap(productsShownOf));
  const customers = folded.map((each) => shownOf(each, keys, countries));
  await replaceCustomers(db, customers);
  const watched = await watchedAmong(
    db,
    customers.map(({ key }) => key),
  );
  return watched.map(customerMapKey);
}

/** Products of which it matters where they are sold. */
const productsShownOf = ({ owner: { shopId }, shown }: FoldedCustomer): ShopProduct[] =>
  shown?.location == null ? [] : shown.products.map(({ productId }) => ({ shopId, productId }));

function shownOf(
  { owner, shown, events }: FoldedCustomer,
  keys: OpaqueKeys,
  countries: ReadonlyMap<string, readonly string[]>,
): ShownCustomer {
  const key = keys.ofCustomer(owner);
  if (shown === null) return { owner, key, shown: null };
  const contacts = (name: 'emailHash' | 'phoneHash'): string[] => [
    ...new Set(events.flatMap(({ call }) => (call.kind === 'identify' ? (call[name] ?? []) : []))),
  ];
  const { lastAtMs, isVerified } = shown;
  const countriesOf = (productId: string) => countries.get(shopProductKey({ shopId: owner.shopId, productId })) ?? null;
  return {
    owner,
    key,
    shown: {
      ...{ lastAtMs, isVerified, entries: customerItems(shown, countriesOf) },
      ...{ emailHashes: contacts('emailHash'), phoneHashes: contacts('phoneHash') },
    },
  };
}
