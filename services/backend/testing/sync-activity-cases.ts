import type { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { createSyncActivityQuestion } from '../commands/explorer/sync-activity';
import { createSyncRatesQuestion } from '../commands/explorer/sync-rates';
import { syncActivityOperations } from '../http/explorer/sync-activity-operations';
import type { ServedOperation } from '../http/operations/operation';
import type { Database } from '../store/database';

/** What is asked about writes to Sync, with what answers it: without a Local Twilio that counts them. */
export function syncActivityServed(parts: {
  readonly database: Database;
  readonly now: () => number;
}): readonly ServedOperation[] {
  const options = { ...parts, hours: 24, roles: [], services: [], serviceSid: `IS${'4'.repeat(32)}` as SyncServiceSid };
  return syncActivityOperations({
    activity: createSyncActivityQuestion(options),
    rates: createSyncRatesQuestion({ ...options, usage: () => Promise.resolve(null) }),
  });
}

/** What it is answered, by the request. */
export const SYNC_ACTIVITY_CASES: Readonly<Record<string, Readonly<Record<number, () => object>>>> = {
  'get /sync/rates': { 400: () => ({ query: { limit: '501' } }), 403: () => ({ as: 'agent' }) },
  'get /sync/activity': { 400: () => ({ query: { after: 'x' } }), 403: () => ({ as: 'agent' }) },
};
