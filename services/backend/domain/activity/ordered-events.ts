import type { ActivityCall, ActivityEvent } from './activity-event';

/** A customer who sends no event for this long is gone: a visit of a page has ended, a checkout has stopped. */
export const SILENCE_MS = 30 * 60_000;

const MAX_AHEAD_MS = 24 * 60 * 60_000;
const MAX_AGE_MS = 30 * 24 * 60 * 60_000;

/** Whether an event counts: one more than 24 h ahead, or more than 30 days old, on arrival is kept but says nothing. */
export const isCounted = ({ atMs, receivedAtMs }: Pick<ActivityEvent, 'atMs' | 'receivedAtMs'>): boolean =>
  atMs - receivedAtMs <= MAX_AHEAD_MS && receivedAtMs - atMs <= MAX_AGE_MS;

/**
 * The events that count, each once, in the one total order that every fold follows: (instant, rank of the kind,
 * `messageId`). Of events with one `messageId` the first received is the event: a retry has a new `sentAt`, and with it
 * another corrected instant.
 */
export function countedInOrder(events: Iterable<ActivityEvent>): ActivityEvent[] {
  const told = new Map<string, ActivityEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.shopId, event.messageId]);
    const known = told.get(key);
    if (known === undefined || compareArrivals(event, known) < 0) told.set(key, event);
  }
  return [...told.values()].filter(isCounted).sort(compareEvents);
}

/** The events, in order, cut wherever the customer was silent for 30 min. No part is empty. */
export function sessionsOf(ordered: readonly ActivityEvent[]): ActivityEvent[][] {
  const sessions: ActivityEvent[][] = [];
  for (const event of ordered) {
    const session = sessions.at(-1);
    const last = session?.at(-1);
    if (session === undefined || last === undefined || event.atMs - last.atMs >= SILENCE_MS) sessions.push([event]);
    else session.push(event);
  }
  return sessions;
}

/** How many of the things, which are in order, are not later than the instant. */
export function countUntil(inOrder: readonly { readonly atMs: number }[], atMs: number): number {
  let [from, to] = [0, inOrder.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((inOrder[middle]?.atMs ?? Infinity) <= atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * A page sends several events in one millisecond, and the random `messageId` would put a checkout's first step before its
 * start, or a cart that was shown before what was added to it. So the kind decides first.
 */
const KINDS_IN_ORDER: readonly ActivityCall['kind'][] = [
  'identify',
  'alias',
  'page',
  'search',
  'product',
  'cart',
  'checkout-started',
  'checkout-step',
  'order',
  'other',
];
const RANKS: ReadonlyMap<string, number> = new Map(KINDS_IN_ORDER.map((kind, index) => [kind, index]));
const rankOf = ({ call }: ActivityEvent): number => RANKS.get(call.kind) ?? KINDS_IN_ORDER.length;

const compareEvents = (a: ActivityEvent, b: ActivityEvent): number =>
  a.atMs - b.atMs ||
  rankOf(a) - rankOf(b) ||
  compareTexts(a.messageId, b.messageId) ||
  compareTexts(a.shopId, b.shopId);

/** Two that arrived in one millisecond under one `messageId` and differ: any choice will do that is always the same. */
const compareArrivals = (a: ActivityEvent, b: ActivityEvent): number =>
  a.receivedAtMs - b.receivedAtMs || compareTexts(canonicalText(a), canonicalText(b));

/** By UTF-16 code units, the same on every machine: no locale has a part in what is counted. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const canonicalText = (value: unknown): string => JSON.stringify(value, withSortedKeys);

const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareTexts(a, b)))
    : value;
