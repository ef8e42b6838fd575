import type { ActivityEvent } from './activity-event';
import { compareTexts, countedInOrder, countUntil } from './ordered-events';

/** Whom an event belongs to, within one shop: a user, or a visitor who is no user yet. */
export type Customer =
  { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'visitor'; readonly anonymousId: string };

/** From this instant on the anonymous visitor is this user, until a later link says otherwise. */
export interface IdentityLink {
  readonly shopId: string;
  readonly anonymousId: string;
  readonly userId: string;
  readonly atMs: number;
  /** Of the event that told it; decides between links of one instant. */
  readonly messageId: string;
}

/** The link that an event tells: an `identify` with both ids, or an `alias`. Null for every other event. */
export function linkOf({ shopId, messageId, atMs, anonymousId, userId, call }: ActivityEvent): IdentityLink | null {
  const linked = call.kind === 'alias' ? call.previousId : call.kind === 'identify' ? anonymousId : null;
  return linked === null || userId === null ? null : { shopId, anonymousId: linked, userId, atMs, messageId };
}

/** All links that the events tell, in order; repeated events and those that do not count are left out. */
export const linksOf = (events: Iterable<ActivityEvent>): IdentityLink[] =>
  countedInOrder(events)
    .flatMap((event) => linkOf(event) ?? [])
    .sort(compareLinks);

/** What of an event says whose it is. */
export type Sender = Pick<ActivityEvent, 'shopId' | 'messageId' | 'atMs' | 'anonymousId' | 'userId'>;

/**
 * Says whose an event is: its own `userId`'s; else that of the newest link of its `anonymousId` not later than it; else
 * that of the first link; else the anonymous visitor's. So two users of one browser never become one.
 *
 * @param links at least those of every `anonymousId` that is asked for, in any order, each once
 */
export function customerResolver(links: Iterable<IdentityLink>): (sender: Sender) => Customer {
  const byVisitor = new Map<string, IdentityLink[]>();
  for (const link of [...links].sort(compareLinks)) {
    const key = visitorKey(link.shopId, link.anonymousId);
    const known = byVisitor.get(key);
    if (known === undefined) byVisitor.set(key, [link]);
    else known.push(link);
  }
  return ({ shopId, messageId, atMs, anonymousId, userId }) => {
    if (userId !== null) return { kind: 'user', userId };
    // An event of nobody is a visitor of its own: arrival refuses it, and two of them are not one person.
    if (anonymousId === null) return { kind: 'visitor', anonymousId: messageId };
    const own = byVisitor.get(visitorKey(shopId, anonymousId)) ?? [];
    const link = own[Math.max(0, countUntil(own, atMs) - 1)];
    return link === undefined ? { kind: 'visitor', anonymousId } : { kind: 'user', userId: link.userId };
  };
}

/**
 * The customers whom events without a `userId` of this `anonymousId` may belong to. When its links change, those before
 * and those after the change are to be folded again, and nobody else.
 */
export function customersOf(shopId: string, anonymousId: string, links: Iterable<IdentityLink>): Customer[] {
  const own = [...links].filter((link) => link.shopId === shopId && link.anonymousId === anonymousId);
  if (own.length === 0) return [{ kind: 'visitor', anonymousId }];
  const userIds = new Set(own.sort(compareLinks).map(({ userId }) => userId));
  return [...userIds].map((userId) => ({ kind: 'user', userId }));
}

const visitorKey = (shopId: string, anonymousId: string): string => JSON.stringify([shopId, anonymousId]);

const compareLinks = (a: IdentityLink, b: IdentityLink): number =>
  a.atMs - b.atMs || compareTexts(a.messageId, b.messageId);
