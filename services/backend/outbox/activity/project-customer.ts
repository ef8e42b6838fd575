import { CustomerEntry, type CustomerItem, type CustomerKey } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { WARM_MS } from '../../domain/activity/warm';
import { readWatchedCustomer, type WatchedCustomer } from '../../store/activity/watched-customer';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { OWN_GAP_MS } from '../pace';
import type { Projected, ProjectionContext } from '../projection';
import { projectCollection } from '../writes/project-collection';
import type { CollectionItem } from '../writes/put-items';
import { withoutMap } from './not-shown';

/** Sync takes no life of zero. */
const SHORTEST_TTL_SECONDS = 60;
const Entries = v.array(CustomerEntry);

/**
 * The Map of a customer is in Sync while somebody may read it: a shop has more visitors than agents look at. It ends a day
 * after the customer's last event, also when no backend is there to end it.
 */
export async function projectCustomer(
  context: ProjectionContext,
  object: ClaimedObject,
  customerKey: CustomerKey,
): Promise<Projected> {
  const now = context.clock.now();
  const shown = await readWatchedCustomer(context.database.kysely, customerKey, now - WARM_MS);
  if (shown === null) return withoutMap(context, object);
  const lifeSeconds = Math.ceil((shown.lastAtMs + WARM_MS - now) / 1_000);
  return projectCollection(context, isOver(object, now) ? forgotten(object) : object, {
    kind: 'map',
    items: itemsOf(shown),
    // An event may be dated ahead of our clock.
    ttlSeconds: Math.min(Math.max(lifeSeconds, SHORTEST_TTL_SECONDS), WARM_MS / 1_000),
    gapMs: OWN_GAP_MS,
  });
}

/** Whether its life ended in Sync, as it was meant to: that it is gone is no sign that others are. */
const isOver = ({ expiresAt }: ClaimedObject, now: number): boolean => expiresAt !== null && expiresAt <= now;
const forgotten = (object: ClaimedObject): ClaimedObject => ({ ...object, sid: null, revision: null, expiresAt: null });

function itemsOf({ lastAtMs, entries }: WatchedCustomer): Map<string, CollectionItem> {
  const asOf = new Date(lastAtMs).toISOString();
  return new Map(
    v
      .parse(Entries, JSON.parse(entries))
      .map((entry) => [
        entry.kind,
        { payload: (version: number): CustomerItem => ({ schema: 1, v: version, asOf, entry }) },
      ]),
  );
}
