import { MAX_CHECKOUT_STEPS, outboxKey, SUMMARY_WINDOWS } from '@flex-sync-suite/shared/contract';
import type { Contribution } from '../../domain/activity/contribution';
import type { CustomerActivity } from '../../domain/activity/fold-customer';
import type { OrderState } from '../../domain/activity/fold-order';
import { WARM_MS } from '../../domain/activity/warm';
import type { Owner } from '../../store/activity/folded-events';
import { publishedAmong, rememberMet, type MetObject } from '../../store/activity/live/met-objects';
import { replacePresences } from '../../store/activity/live/presence';
import type { OpaqueKeys } from '../../store/activity/opaque-keys';
import { pageDocumentKey, productMapKey } from '../../store/outbox/sync-keys';
import type { Queryable } from '../../store/transaction';

/** What one transaction folded. */
export interface FoldedActivity {
  readonly customers: readonly { readonly owner: Owner; readonly counted: CustomerActivity | null }[];
  readonly orders: readonly OrderState[];
  /** Of the sums. */
  readonly changes: readonly Contribution[];
  readonly opaque: OpaqueKeys;
  readonly now: number;
  /** Products in Sync at most, and pages likewise. */
  readonly mostPublished: number;
}

/**
 * Remembers which products and pages customers met and where they are now.
 * @returns outbox keys of what supervisors see changed by it
 */
export async function showMet(db: Queryable, folded: FoldedActivity): Promise<string[]> {
  const { customers, changes, opaque, now, mostPublished } = folded;
  await rememberMet(db, 'activity_product', productsOf(folded), mostPublished);
  await rememberMet(db, 'activity_page', pagesOf(folded), mostPublished);
  const presences = customers.map(({ owner, counted }) => ({
    owner,
    last: counted && { path: counted.page?.page.path ?? null, atMs: counted.lastAtMs },
  }));
  const pages = await replacePresences(db, presences);
  const warm = changes.filter(({ quarterStartMs }) => quarterStartMs >= now - WARM_MS);
  const changed = {
    products: warm.filter(isOfProduct).map(({ shopId, key }) => opaque.ofProduct(shopId, key)),
    pages: [
      ...warm.filter(({ kind }) => kind === 'visited').map(({ shopId, key }) => opaque.ofPage(shopId, key)),
      ...pages.map(({ shopId, path }) => opaque.ofPage(shopId, path)),
    ],
  };
  const steps = stepsOf(folded);
  if (warm.length === 0 && steps.length === 0) return [];
  return [
    ...(await publishedAmong(db, 'activity_product', changed.products)).map(productMapKey),
    ...(await publishedAmong(db, 'activity_page', changed.pages)).map(pageDocumentKey),
    ...steps.map((step) => outboxKey({ kind: 'checkout-step', step })),
    ...SUMMARY_WINDOWS.map((window) => outboxKey({ kind: 'activity-summary', window })),
  ];
}

const isOfProduct = ({ kind }: Contribution): boolean => !['searched', 'searched-none', 'visited'].includes(kind);

/** Steps of which the figures may be others now. */
function stepsOf({ customers, now }: FoldedActivity): number[] {
  const runs = customers
    .flatMap(({ counted }) => counted?.checkouts ?? [])
    .filter(({ lastAtMs }) => lastAtMs >= now - WARM_MS);
  const steps = runs.flatMap(({ steps: told, status }) => [
    ...told.map(({ step }) => step),
    ...(status.kind === 'open' ? [status.step] : []),
  ]);
  return [...new Set(steps)].filter((step) => step <= MAX_CHECKOUT_STEPS);
}

/** By key the newest; of what one customer met, what is known. */
function productsOf({ customers, orders, opaque }: FoldedActivity): MetObject[] {
  const met = new Map<string, MetObject>();
  for (const { owner, counted } of customers) {
    if (counted === null) continue;
    const lastAt = new Map(counted.productActions.map(({ productId, atMs }) => [productId, atMs]));
    for (const { productId: id, name, category, price } of counted.products) {
      const key = opaque.ofProduct(owner.shopId, id);
      const [lastAtMs, toldAtMs] = [lastAt.get(id) ?? 0, counted.lastAtMs];
      putNewest(met, { key, shopId: owner.shopId, id, name, category, price, toldAtMs, lastAtMs });
    }
  }
  for (const { shopId, completedAtMs, sold } of orders) {
    for (const { productId: id } of completedAtMs === null ? [] : sold) {
      const key = opaque.ofProduct(shopId, id);
      putNewest(met, { ...NOTHING_TOLD, key, shopId, id, toldAtMs: 0, lastAtMs: completedAtMs ?? 0 });
    }
  }
  return [...met.values()];
}

function pagesOf({ customers, opaque }: FoldedActivity): MetObject[] {
  const met = new Map<string, MetObject>();
  for (const { owner, counted } of customers) {
    for (const { page, beganAtMs } of counted?.visits ?? []) {
      const key = opaque.ofPage(owner.shopId, page.path);
      const told = { ...NOTHING_TOLD, name: page.title, toldAtMs: page.title === null ? 0 : beganAtMs };
      putNewest(met, { ...told, key, shopId: owner.shopId, id: page.path, lastAtMs: beganAtMs });
    }
  }
  return [...met.values()];
}

const NOTHING_TOLD = { name: null, category: null, price: null };

function putNewest(met: Map<string, MetObject>, next: MetObject): void {
  const known = met.get(next.key);
  if (known === undefined) {
    met.set(next.key, next);
    return;
  }
  const [older, newer] = known.toldAtMs <= next.toldAtMs ? [known, next] : [next, known];
  met.set(next.key, {
    ...newer,
    name: newer.name ?? older.name,
    category: newer.category ?? older.category,
    price: newer.price ?? older.price,
    lastAtMs: Math.max(known.lastAtMs, next.lastAtMs),
  });
}
