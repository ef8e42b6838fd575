import type { ActivityEvent } from '../../domain/activity/activity-event';
import { linkOf } from '../../domain/activity/customer-of';
import type { Owner } from '../../store/activity/folded-events';

/**
 * Whose state an event is part of by the ids that it carries. Whom its anonymous visitor turned out to be is asked when it
 * is folded: a link may be on its way in another transaction.
 */
export function ownersOf(event: ActivityEvent): Owner[] {
  const { shopId, anonymousId, userId, call } = event;
  const visitors = [anonymousId, linkOf(event)?.anonymousId ?? null];
  return [
    ...visitors.flatMap((id): Owner[] => (id === null ? [] : [{ shopId, kind: 'visitor', id }])),
    ...(userId === null ? [] : [{ shopId, kind: 'user' as const, id: userId }]),
    ...(call.kind === 'order' ? [{ shopId, kind: 'order' as const, id: call.orderId }] : []),
  ];
}
