import type { SyncCollectionPort, SyncItemPort } from '../client-port';

/** The largest page Sync serves (docs.twilio.com, Sync Map Item and List Item resources). */
const PAGE_SIZE = 100;

/**
 * Every item of a Map or List, as it was when its page was read: the SDK changes its own in place.
 * @returns null when nobody waits for them any more
 */
export async function readPages<K, Item extends SyncItemPort>(
  port: SyncCollectionPort<Item, unknown>,
  keyOf: (item: Item) => K,
  isWanted: () => boolean,
): Promise<ReadonlyMap<K, SyncItemPort> | null> {
  const found = new Map<K, SyncItemPort>();
  let page = await port.getItems({ pageSize: PAGE_SIZE });
  for (;;) {
    for (const item of page.items) found.set(keyOf(item), { data: item.data, revision: item.revision });
    if (!isWanted()) return null;
    if (!page.hasNextPage) return found;
    page = await page.nextPage();
  }
}
