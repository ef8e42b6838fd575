import type { SyncRates, SyncRatesQuery, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { ratesOf, sumOf, type ObjectUse } from '../../domain/explorer/sync-rates';
import type { Database } from '../../store/database';
import { recentWrites, standingsOf, type RecentWrites } from '../../store/explorer/recent-writes';
import { requireExplorer, type Caller } from '../caller';
import { createSharedAnswers } from '../queues/shared-answers';

/**
 * How often objects are written, against what Sync takes.
 * @throws Refusal `forbidden` for a caller who may not explore
 */
export type SyncRatesQuestion = (caller: Caller, query: SyncRatesQuery) => Promise<SyncRates>;

/** Who counts what all of Sync is asked; null where nobody does, or does not say now. */
export type SyncUsage = () => Promise<readonly ObjectUse[] | null>;

export interface SyncRatesOptions {
  readonly database: Database;
  readonly now: () => number;
  /** The suite's service. */
  readonly serviceSid: SyncServiceSid;
  /** Further services that may be looked at. */
  readonly services: readonly string[];
  /** Who may ask besides admins. */
  readonly roles: readonly string[];
  readonly usage: SyncUsage;
}

/** All who look share an answer for so long. Five minutes of a busy outbox are 200,000 rows: they are counted less often. */
const SHARED_MS = 2_000;
const LONG_SHARED_MS = 10_000;
const SHORT_WINDOW_MS = 10_000;
const LONG_WINDOW_MS = 300_000;

export function createSyncRatesQuestion(options: SyncRatesOptions): SyncRatesQuestion {
  const { database, now, roles } = options;
  const longAgo = createSharedAnswers({ now, sharedMs: LONG_SHARED_MS }, () =>
    recentWrites(database.kysely, now() - LONG_WINDOW_MS),
  );
  const shared = createSharedAnswers({ now, sharedMs: SHARED_MS }, async () => ({
    at: new Date(now()).toISOString(),
    rates: await allRates(options, await longAgo([])),
  }));
  return async (caller, { prefix, sid, limit }) => {
    requireExplorer(caller, roles);
    const { at, rates } = await shared([]);
    const asked = rates.filter(
      (rate) =>
        (sid === undefined || rate.sid === sid) && (prefix === undefined || (rate.uniqueName ?? '').startsWith(prefix)),
    );
    return { at, rates: asked.slice(0, limit) };
  };
}

async function allRates(
  { database: { kysely }, now, serviceSid, services, usage }: SyncRatesOptions,
  longAgo: readonly RecentWrites[],
) {
  const [lately, all] = await Promise.all([recentWrites(kysely, now() - SHORT_WINDOW_MS), usage()]);
  const stored = storedUses(lately, longAgo, serviceSid);
  const seen: readonly string[] = [serviceSid, ...services];
  const local = all?.filter((use) => seen.includes(use.serviceSid)) ?? null;
  const names = [...stored, ...(local ?? [])].flatMap(({ uniqueName }) => uniqueName ?? []);
  return ratesOf({ serviceSid, stored, local, standings: await standingsOf(kysely, [...new Set(names)]) });
}

/** One use for each object, whoever told of it. */
function storedUses(
  lately: readonly RecentWrites[],
  longAgo: readonly RecentWrites[],
  serviceSid: SyncServiceSid,
): readonly ObjectUse[] {
  const keyOf = ({ kind, sid, name, isTold }: RecentWrites) => `${sid ?? `${kind} ${name ?? ''}`} ${String(isTold)}`;
  const now = new Map(lately.map((one) => [keyOf(one), one]));
  const before = new Map(longAgo.map((one) => [keyOf(one), one]));
  const uses = new Map<string, ObjectUse>();
  for (const [key, one] of new Map([...before, ...now])) {
    const use = useOf(one, now.get(key), before.get(key), serviceSid);
    const object = one.sid ?? key;
    const other = uses.get(object);
    uses.set(object, other === undefined ? use : sumOf(other, use));
  }
  return [...uses.values()];
}

const useOf = (
  { kind, sid, name, isTold }: RecentWrites,
  now: RecentWrites | undefined,
  before: RecentWrites | undefined,
  serviceSid: SyncServiceSid,
): ObjectUse => ({
  ...{ serviceSid, kind, sid, uniqueName: name, readsIn10s: null, countedBy: isTold ? 'webhook' : 'outbox' },
  writesIn10s: now?.writes ?? 0,
  // Counted less often, it may not have the newest.
  writesIn5min: Math.max(now?.writes ?? 0, before?.writes ?? 0),
  bytes: now?.bytes ?? before?.bytes ?? null,
  throttledIn10s: now?.throttled ?? 0,
  throttledIn5min: Math.max(now?.throttled ?? 0, before?.throttled ?? 0),
});
