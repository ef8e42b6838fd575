import type { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { createSyncActivityQuestion } from '../commands/explorer/sync-activity';
import { syncActivityOperations } from '../http/explorer/sync-activity-operations';
import type { ServedOperation } from '../http/operations/operation';
import type { Database } from '../store/database';

/** What is asked about writes to Sync, with what answers it. */
export const syncActivityServed = (parts: {
  readonly database: Database;
  readonly now: () => number;
}): readonly ServedOperation[] =>
  syncActivityOperations({
    activity: createSyncActivityQuestion({
      ...{ ...parts, hours: 24, roles: [] },
      serviceSid: `IS${'4'.repeat(32)}` as SyncServiceSid,
    }),
  });

/** What it is answered, by the request. */
export const SYNC_ACTIVITY_CASES: Readonly<Record<string, Readonly<Record<number, () => object>>>> = {
  'get /sync/activity': { 400: () => ({ query: { after: 'x' } }), 403: () => ({ as: 'agent' }) },
};
