import type { Shop } from '../../store/activity/shops';

/** A key that retires, or is made, takes effect at the latest after this. */
const REMEMBERED_MS = 10_000;
const MAX_REMEMBERED = 10_000;

/**
 * Remembers what was found, and what was not, for a moment: every event of every page asks, and so does everybody who
 * guesses keys.
 */
export function rememberShops(
  find: (key: string) => Promise<Shop | null>,
  now: () => number,
): (key: string) => Promise<Shop | null> {
  const known = new Map<string, { readonly shop: Promise<Shop | null>; readonly until: number }>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > now()) return remembered.shop;
    known.delete(key);
    const oldest = known.size >= MAX_REMEMBERED ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    const shop = find(key);
    known.set(key, { shop, until: now() + REMEMBERED_MS });
    // Nothing is known while the database is away.
    shop.catch(() => known.delete(key));
    return shop;
  };
}
