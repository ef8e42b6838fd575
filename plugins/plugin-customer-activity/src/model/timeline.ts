import { foldText, type Money } from '@flex-sync-suite/shared/contract';
import type { CustomerFacts, EntryOf } from './customer-facts';
import { pageName } from './presence';

/** What the customer did. Steps without a name have null. */
export type Deed =
  | { readonly kind: 'page'; readonly page: string }
  | { readonly kind: 'search'; readonly query: string; readonly found: number | null }
  | { readonly kind: 'view'; readonly productId: string | null; readonly name: string }
  | { readonly kind: 'checkout-started' }
  | { readonly kind: 'step-viewed' | 'step-completed'; readonly step: number; readonly name: string | null }
  | {
      readonly kind: 'step-failed';
      readonly step: number;
      readonly name: string | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'order';
      readonly orderId: string;
      readonly total: Money | null;
      readonly state: EntryOf<'orders'>['orders'][number]['state'];
    }
  /** The checkout says that the order came, and the order itself is not known. */
  | { readonly kind: 'ordered' };

/** A deed, with how often it was done in a row; `at` is the last time. */
export interface TimelineEntry {
  readonly deed: Deed;
  readonly at: number;
  readonly times: number;
}

/** All that is known, newest first; what was done several times in a row is one entry. */
export function timelineOf(facts: CustomerFacts): readonly TimelineEntry[] {
  const entries = [...pages(facts), ...searches(facts), ...views(facts), ...checkout(facts), ...orders(facts)];
  // Stable: of one instant the checkout's steps stay in their order, the later one on top.
  return folded(entries.sort((a, b) => b.at - a.at));
}

const entry = (at: string, deed: Deed, times = 1): TimelineEntry => ({ deed, at: Date.parse(at), times });

function pages({ now }: CustomerFacts): TimelineEntry[] {
  if (now?.page == null || now.pageSince === null) return [];
  return [entry(now.pageSince, { kind: 'page', page: pageName(now.page) })];
}

const searches = (facts: CustomerFacts): TimelineEntry[] =>
  (facts.searches?.searches ?? []).map(({ at, query, found }) => entry(at, { kind: 'search', query, found }));

const views = ({ interests }: CustomerFacts): TimelineEntry[] =>
  (interests?.products ?? []).map(({ at, productId, name, views: times }) =>
    entry(at, { kind: 'view', productId: productId ?? null, name }, Math.max(1, times)),
  );

function checkout({ checkout: run, orders: known }: CustomerFacts): TimelineEntry[] {
  if (run === null) return [];
  const { startedAt, steps, orderedAt } = run;
  const ofSteps = steps.flatMap(({ step, name, viewedAt, completedAt, failures }) => [
    ...(viewedAt === undefined ? [] : [entry(viewedAt, { kind: 'step-viewed', step, name })]),
    ...(failures === undefined
      ? []
      : [entry(failures.lastAt, { kind: 'step-failed', step, name, reason: failures.lastReason }, failures.count)]),
    ...(completedAt === undefined ? [] : [entry(completedAt, { kind: 'step-completed', step, name })]),
  ]);
  const isOrderKnown = known?.orders.some(({ at }) => at === orderedAt) === true;
  return [
    entry(startedAt, { kind: 'checkout-started' }),
    ...ofSteps,
    ...(orderedAt === null || isOrderKnown ? [] : [entry(orderedAt, { kind: 'ordered' })]),
  ].reverse();
}

const orders = (facts: CustomerFacts): TimelineEntry[] =>
  (facts.orders?.orders ?? []).map(({ at, orderId, total, state }) =>
    entry(at, { kind: 'order', orderId, total, state }),
  );

function folded(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const result: TimelineEntry[] = [];
  for (const each of entries) {
    const before = result.at(-1);
    if (before !== undefined && isRepeat(before.deed, each.deed)) {
      result[result.length - 1] = { ...before, times: before.times + each.times };
    } else {
      result.push(each);
    }
  }
  return result;
}

function isRepeat(a: Deed, b: Deed): boolean {
  if (a.kind === 'search' && b.kind === 'search') return isSameQuery(a.query, b.query);
  return a.kind === 'view' && b.kind === 'view' && a.name === b.name && a.productId === b.productId;
}

/** As searches are counted. */
const isSameQuery = (a: string, b: string): boolean => foldText(a, 'title key') === foldText(b, 'title key');
