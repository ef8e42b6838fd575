import type { ActivityChange, ActivityChangesAnswer, ActivityChangesQuery } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { listSyncChanges, type SyncChange } from '../../store/activity/sync-changes';
import type { Database } from '../../store/database';
import { requireSupervisor, type Caller } from '../caller';

/**
 * What others changed in the objects of the activity tracker, the newest first.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin, `invalid` for a range that ends before it
 * begins
 */
export type ChangeQuestion = (caller: Caller, query: ActivityChangesQuery) => Promise<ActivityChangesAnswer>;

const DAY_MS = 86_400_000;
/** As docs/activity.md tells; rows are deleted by `outbox/upkeep/retention.ts`. */
const KEPT_DAYS = 30;

export const createChangeQuestion =
  ({ database, now }: { readonly database: Database; readonly now: () => number }): ChangeQuestion =>
  async (caller, { object, identity, from, to, limit, offset }) => {
    requireSupervisor(caller);
    const keptSinceMs = now() - KEPT_DAYS * DAY_MS;
    const fromMs = Math.max(from === undefined ? keptSinceMs : Date.parse(from), keptSinceMs);
    const toMs = to === undefined ? null : Date.parse(to);
    if (from !== undefined && toMs !== null && Date.parse(from) >= toMs) {
      throw new Refusal('invalid', 'invalid_range', 'Ask for a range whose from is before its to.');
    }
    const rows = await listSyncChanges(database.kysely, {
      ...{ objectName: object ?? null, identity: identity ?? null, fromMs, toMs, limit, offset },
    });
    return { keptSince: new Date(keptSinceMs).toISOString(), rows: rows.map(shown) };
  };

const shown = ({ objectName, receivedAtMs, data, ...change }: SyncChange): ActivityChange => ({
  receivedAt: new Date(receivedAtMs).toISOString(),
  eventType: change.eventType,
  object: objectName,
  objectSid: change.objectSid,
  itemKey: change.itemKey,
  revision: change.revision,
  identity: change.identity,
  endpointId: change.endpointId,
  data: data === null ? null : (JSON.parse(data) as Record<string, unknown>),
});
