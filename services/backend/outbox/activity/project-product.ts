import type { ProductItem, ProductKey } from '@flex-sync-suite/shared/contract';
import { productItems } from '../../domain/activity/live/product-items';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { writeIntervalMs } from '../pace';
import type { Projected, ProjectionContext } from '../projection';
import { BOARD_TTL_SECONDS } from '../writes/lifetime';
import { projectCollection } from '../writes/project-collection';
import { withoutMap } from './not-shown';

/** The Map of a product that customers meet, while it is among the busiest. */
export async function projectProduct(
  context: ProjectionContext,
  object: ClaimedObject,
  productKey: ProductKey,
): Promise<Projected> {
  const product = await context.reads.product(productKey);
  if (product === null) return withoutMap(context, object);
  const asOf = new Date(product.lastAtMs).toISOString();
  return projectCollection(context, object, {
    kind: 'map',
    items: new Map(
      productItems(product).map((entry) => [
        entry.kind,
        { payload: (v: number): ProductItem => ({ schema: 1, v, asOf, entry }) },
      ]),
    ),
    ttlSeconds: BOARD_TTL_SECONDS,
    gapMs: writeIntervalMs(0),
  });
}
