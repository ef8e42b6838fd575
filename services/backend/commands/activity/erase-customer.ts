import { createHash } from 'node:crypto';
import { writeAudit } from '../../store/audit';
import { eraseUser, type ShopUser } from '../../store/activity/erase-user';
import type { Database } from '../../store/database';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction } from '../../store/transaction';
import { requireAdmin, type Caller } from '../caller';

export interface EraseOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/**
 * Erases everything that tells of a user of a shop, in the database and in Sync; content when there is nothing.
 * @throws Refusal `forbidden` for a caller who is no admin
 */
export type EraseCustomer = (caller: Caller, user: ShopUser) => Promise<void>;

export const createEraseCustomer =
  ({ database, now, onMarked }: EraseOptions): EraseCustomer =>
  async (caller, user) => {
    requireAdmin(caller);
    const keys = await inTransaction(database.kysely, async (trx) => {
      const at = now();
      const marked = await eraseUser(trx, user);
      await markDirty(trx, marked, at, { isEdit: true });
      // That somebody was erased is on record, and not who.
      const resource = createHash('sha256').update(`${user.shopId}\n${user.userId}`).digest('hex');
      await writeAudit(trx, { at, actor: caller.actor, action: 'customer.erase', resource });
      return marked;
    });
    if (keys.length > 0) onMarked(keys);
  };
