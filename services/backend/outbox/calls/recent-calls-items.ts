import { MAX_RECENT_CALLS_IN_SYNC, type RecentCall, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { newestCalls } from '../../domain/calls/newest-calls';
import { fitCall, maskCall } from '../../domain/calls/shown-call';
import { changedParts } from '../../store/outbox/changed-parts';
import { listCalls, type ListedCall } from '../../store/calls/recent-calls-read';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { ProjectionContext } from '../projection';
import type { CollectionItem, WantedItems } from '../writes/put-items';
import type { KnownEntry } from '../writes/put-entry';

const DAY_MS = 86_400_000;
/** Sync takes no life of zero; a call about to leave leaves within this. */
const SHORTEST_TTL_SECONDS = 60;

/**
 * The items of an agent's Map: the newest calls within the retention, each of which ends with it. Only the calls that
 * changed are read, where it is known which these are and what Sync holds beside them.
 */
export async function recentCallsItems(
  context: ProjectionContext,
  object: ClaimedObject,
  workerSid: WorkerSid,
  known: ReadonlyMap<string, KnownEntry> | null,
): Promise<WantedItems> {
  const changed = changedParts(object);
  if (known !== null && changed !== null) {
    const calls = await context.reads.changedCalls({ workerSid, sids: changed });
    const wanted = itemsAfter(context, known, changed, calls ?? new Map());
    if (wanted !== null) return wanted;
  }
  const sinceMs = oldestShown(context);
  const calls = await listCalls(context.database.kysely, { workerSid, limit: MAX_RECENT_CALLS_IN_SYNC, sinceMs });
  return { items: new Map(calls.map((call) => [call.row.reservationSid, callItem(context, call)])) };
}

/**
 * What the Map is to hold after a change.
 * @param calls those of the changed calls that are there
 * @returns null when it takes all calls of the worker to tell
 */
function itemsAfter(
  context: ProjectionContext,
  known: ReadonlyMap<string, KnownEntry>,
  changed: ReadonlySet<string>,
  calls: ReadonlyMap<string, ListedCall>,
): WantedItems | null {
  const held = [...known].map(([sid, { createdAtMs }]) => ({ sid, createdAtMs }));
  const newest = newestCalls({
    held,
    changed,
    found: [...calls.values()].map(({ position }) => position),
    sinceMs: oldestShown(context),
    limit: MAX_RECENT_CALLS_IN_SYNC,
  });
  if (newest === null) return null;
  const items = newest.flatMap((sid) => {
    const call = calls.get(sid);
    return call === undefined ? [] : [[sid, callItem(context, call)] as const];
  });
  return { items: new Map(items), kept: new Set(newest.filter((sid) => !calls.has(sid))) };
}

const retentionMsOf = ({ recentCalls }: ProjectionContext): number => recentCalls.retentionDays * DAY_MS;

const oldestShown = (context: ProjectionContext): number => context.clock.now() - retentionMsOf(context);

function callItem(context: ProjectionContext, { position, row }: ListedCall): CollectionItem {
  const { clock, budgetBytes, recentCalls } = context;
  const retentionMs = retentionMsOf(context);
  const fitted = fitCall(recentCalls.maskPhoneNumbers ? maskCall(row) : row, budgetBytes);
  const leftSeconds = Math.ceil((position.createdAtMs + retentionMs - clock.now()) / 1_000);
  // Events may be dated ahead of our clock; a life beyond the retention would still be wrong.
  const ttlSeconds = Math.min(Math.max(leftSeconds, SHORTEST_TTL_SECONDS), retentionMs / 1_000);
  return { payload: (v: number): RecentCall => ({ ...fitted, v }), ttlSeconds };
}
