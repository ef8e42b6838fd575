import { MAX_RECENT_CALLS_IN_SYNC, type RecentCall, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { fitCall, maskCall } from '../domain/shown-call';
import { listCalls } from '../store/recent-calls-read';
import type { ProjectionContext } from './projection';
import type { CollectionItem } from './put-items';

const DAY_MS = 86_400_000;
/** Sync takes no life of zero; a call about to leave leaves within this. */
const SHORTEST_TTL_SECONDS = 60;

/** The items of an agent's Map: the newest calls within the retention, each of which ends with it. */
export async function recentCallsItems(
  context: ProjectionContext,
  workerSid: WorkerSid,
): Promise<Map<string, CollectionItem>> {
  const { database, clock, budgetBytes, recentCalls } = context;
  const { retentionDays, maskPhoneNumbers } = recentCalls;
  const retentionMs = retentionDays * DAY_MS;
  const sinceMs = clock.now() - retentionMs;
  const calls = await listCalls(database.kysely, { workerSid, limit: MAX_RECENT_CALLS_IN_SYNC, sinceMs });
  return new Map(
    calls.map(({ position, row }) => {
      const fitted = fitCall(maskPhoneNumbers ? maskCall(row) : row, budgetBytes);
      const leftSeconds = Math.ceil((position.createdAtMs + retentionMs - clock.now()) / 1_000);
      // Events may be dated ahead of our clock; a life beyond the retention would still be wrong.
      const ttlSeconds = Math.min(Math.max(leftSeconds, SHORTEST_TTL_SECONDS), retentionMs / 1_000);
      return [row.reservationSid, { payload: (v: number): RecentCall => ({ ...fitted, v }), ttlSeconds }];
    }),
  );
}
