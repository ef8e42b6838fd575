import { NAME_PREFIX, outboxKey, SUMMARY_WINDOWS } from '@flex-sync-suite/shared/contract';
import type { Clock } from '../../base/clock';
import { quarterStartOf } from '../../domain/activity/contribution';
import { WARM_MS } from '../../domain/activity/warm';
import { allPublished, publishBusiest, publishedAmong, takeRankingTurn } from '../../store/activity/live/met-objects';
import { isAnybodyPresent, pagesLeftBetween } from '../../store/activity/live/presence';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { hasShops, installationSecret } from '../../store/activity/shops';
import type { Database } from '../../store/database';
import { knownKeysWith } from '../../store/outbox/object-standing';
import { pageDocumentKey, productMapKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';

export interface ActivityMarksOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Products in Sync at most, and pages likewise. */
  readonly mostPublished: number;
  /** Told which objects were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/** Between two looks: who stalls, stops or leaves is shown within it. */
export const ACTIVITY_MARKS_MS = 10_000;
const MINUTE_MS = 60_000;
/** A checkout changes by time alone until the customer was silent for 30 min. */
const MOVING_MS = 31 * MINUTE_MS;

/**
 * Marks what supervisors see of shops when it changes without an event: customers leave a page, stall at a step and stop
 * there by doing nothing, windows begin with another quarter hour, and others become the busiest.
 */
export function createActivityMarks({ database, clock, mostPublished, onMarked }: ActivityMarksOptions) {
  const db = database.kysely;
  let lookedAt: number | null = null;
  let isRanking = false;
  return async (): Promise<void> => {
    if (!(await hasShops(db))) return;
    const now = clock.now();
    const isNewQuarter = lookedAt === null || quarterStartOf(now) !== quarterStartOf(lookedAt);
    // A turn that failed is still this process's.
    isRanking ||= await takeRankingTurn(db, now);
    const keys = await inTransaction(db, async (trx) => {
      const marked = [
        ...(isRanking ? await publishAgain(trx, now, mostPublished) : []),
        ...(isNewQuarter ? await everything(trx) : await leftPages(trx, lookedAt ?? now, now)),
        ...(isNewQuarter || (await isAnybodyPresent(trx, now - MOVING_MS)) ? await figures(trx) : []),
      ];
      const distinct = [...new Set(marked)];
      await markDirty(trx, distinct, now);
      return distinct;
    });
    lookedAt = now;
    isRanking = false;
    if (keys.length > 0) onMarked(keys);
  };
}

async function publishAgain(db: Queryable, now: number, most: number): Promise<string[]> {
  const among = { sinceMs: now - WARM_MS, most };
  return [
    ...(await publishBusiest(db, 'activity_product', among)).map(productMapKey),
    ...(await publishBusiest(db, 'activity_page', among)).map(pageDocumentKey),
  ];
}

const everything = async (db: Queryable): Promise<string[]> => [
  ...(await allPublished(db, 'activity_product')).map(productMapKey),
  ...(await allPublished(db, 'activity_page')).map(pageDocumentKey),
];

async function leftPages(db: Queryable, fromMs: number, toMs: number): Promise<string[]> {
  const pages = await pagesLeftBetween(db, fromMs, toMs);
  if (pages.length === 0) return [];
  const { ofPage } = opaqueKeys(await installationSecret(db, 'activity'));
  const keys = pages.map(({ shopId, path }) => ofPage(shopId, path));
  return (await publishedAmong(db, 'activity_page', keys)).map(pageDocumentKey);
}

/** The summaries, and the steps that Sync may have. Others come with the events that tell of them. */
const figures = async (db: Queryable): Promise<string[]> => [
  ...(await knownKeysWith(db, NAME_PREFIX['checkout-step'])),
  ...SUMMARY_WINDOWS.map((window) => outboxKey({ kind: 'activity-summary', window })),
];
