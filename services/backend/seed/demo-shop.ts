import { ensureShop, insertWriteKey } from '../store/activity/shops';
import type { Database } from '../store/database';
import { inTransaction } from '../store/transaction';

/** What `services/demo-shop` sends its events with unless it is told otherwise. */
const DEMO_WRITE_KEY = 'demo-shop-write-key';

/** Lets the demo's shop tell of its customers. @param at UTC milliseconds */
export function addDemoShop({ kysely }: Pick<Database, 'kysely'>, at: number): Promise<void> {
  return inTransaction(kysely, async (trx) => {
    await ensureShop(trx, 'demo', at);
    await insertWriteKey(trx, { shopId: 'demo', key: DEMO_WRITE_KEY, now: at });
  });
}
