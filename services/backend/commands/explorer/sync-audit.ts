import { storableText } from '../../base/storable-text';
import type { ObjectPlace } from '../../domain/explorer/seen';
import { writeAudit, type AuditRecord } from '../../store/audit';
import type { Queryable } from '../../store/transaction';
import type { Caller } from '../caller';

/** What somebody did to an object of Sync, or to an item of it. */
export type SyncDone = Extract<AuditRecord['action'], `sync.${string}`>;

/** Puts on record what is about to be done. */
export const recordSync = (
  db: Queryable,
  { actor, at, action }: { readonly actor: Caller['actor']; readonly at: number; readonly action: SyncDone },
  { serviceSid, sid }: Pick<ObjectPlace, 'serviceSid' | 'sid'>,
  itemKey: string | null,
): Promise<void> => {
  const resource = `${serviceSid} ${sid}${itemKey === null ? '' : ` ${storableText(itemKey)}`}`;
  return writeAudit(db, { at, actor, action, resource });
};
