import * as v from 'valibot';
import { NAME_PREFIX, outboxObject } from '../object-names';
import { ShopAppKey } from './activity-keys';

/** The prefix of the Map that a shop's own app writes: none of the outbox's, since what is in it is the shop's. */
const SHOP_APP_PREFIX = 'shop-app.';

const PREFIXES = [
  ...(['product', 'product-page', 'checkout-step', 'customer', 'activity-summary'] as const).map(
    (kind) => NAME_PREFIX[kind],
  ),
  SHOP_APP_PREFIX,
];

/** Unique name of the Map that the app of a shop writes itself, and the identity that it writes it with. */
export const shopAppMapName = (key: ShopAppKey): string => SHOP_APP_PREFIX + key;

/** Whether a Map or Document of this unique name is one of the activity tracker's. */
export const isTrackedName = (uniqueName: string): boolean => PREFIXES.some((prefix) => uniqueName.startsWith(prefix));

/** Whether the backend could have given this name to an object of the tracker: nobody else's text is in it. */
export const isTrackersOwnName = (uniqueName: string): boolean =>
  uniqueName.startsWith(SHOP_APP_PREFIX)
    ? v.is(ShopAppKey, uniqueName.slice(SHOP_APP_PREFIX.length))
    : isTrackedName(uniqueName) && outboxObject(uniqueName) !== null;
