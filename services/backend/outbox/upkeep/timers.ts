import {
  backendHeartbeatDocument,
  HEARTBEAT_INTERVAL_MS,
  queueAlertsMap,
  queueIndexMap,
} from '@flex-sync-suite/shared/contract';
import type { Logger } from '../../base/log';
import type { Database } from '../../store/database';
import { endFollowing } from '../../store/queues/queue-readers';
import { endAllStaleReading } from '../../store/activity/customer-readers';
import { knownObjectKeys } from '../../store/outbox/object-standing';
import { markQueuesWithMovedWindows } from '../../store/outbox/moved-windows';
import { markGroups } from '../../store/outbox/group-marks';
import { markTrends } from '../../store/outbox/trend-marks';
import { readKnownDirectory } from '../../store/directory/directory-rows';
import { cannedFavoritesKey, isLowPriority, kindOf, ownerOf, recentCallsKey } from '../../store/outbox/sync-keys';
import { readOutboxState, renewalsDue, type RenewalBounds } from '../../store/outbox/outbox-state';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { settledWithin, type Clock } from '../../base/clock';
import { BOARD_TTL_SECONDS, LIBRARY_TTL_SECONDS, LIBRARY_RENEWALS_AT_ONCE, renewalLeadMs } from '../writes/lifetime';
import type { LinkCheck } from '../responses/link-check';
import { statedAt } from '../project-object';
import { repeat } from '../../base/repeat';
import { ALERT_WATCH_MS, createAlertWatch } from '../alerts/alert-watch';
import { ACTIVITY_MARKS_MS, createActivityMarks } from './activity-marks';

export interface TimersOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly zone: string;
  readonly links: LinkCheck;
  /** Life of the Map of an agent's calls. */
  readonly callsTtlSeconds: number;
  /** Products of shops in Sync at most, and pages likewise. */
  readonly mostPublished: number;
  /** Told which objects were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
  /** Told when the figures were looked at for alerts, in UTC milliseconds. */
  readonly onAlertsLooked: (atMs: number) => void;
  /** Resolves when the state was compared with TaskRouter: until then a heartbeat would vouch for what may be old. */
  readonly reconciled?: Promise<void>;
  /** Told that nothing was written for so long that callbacks may be lost: the process or its database stood still. */
  readonly onGap?: () => void;
}

export interface Timers {
  /** Looks at all links at once, not only when it is time again. */
  checkLinks(): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** The minute is that of `at`, which events may push ahead of the clock: look more often than once a minute. */
const WINDOW_CHECK_MS = 1_000;
/** A write is stamped before the transaction that says so is over. */
const WRITE_SLACK_MS = 10_000;
/** A group is no more often brought up to date. */
const GROUPS_MS = 1_000;
const RENEWAL_CHECK_MS = MINUTE_MS;
/** Fifty Maps are some five seconds of half the writes that may be under way with the embedded database. */
const OWN_MAPS_MS = 1_000;
const OWN_MAPS_AT_ONCE = 50;
const PATIENT_ROUNDS = 5;
const LINK_CHECK_MS = 10 * MINUTE_MS;
/** Longer than a holiday: permissions that are there already make the first shift after it no storm. */
const FOLLOWING_MS = 28 * 86_400_000;
/** A board is worth showing all the same when the comparison takes longer. */
const RECONCILE_LIMIT_MS = 5_000;
const GAP_MS = 2.5 * HEARTBEAT_INTERVAL_MS;

/**
 * Everything that makes an object dirty without an event: the heartbeat, windows that move with time, alerts, and times to
 * live that run out.
 */
export async function startTimers({
  database,
  clock,
  log,
  zone,
  links,
  callsTtlSeconds,
  mostPublished,
  onMarked,
  onAlertsLooked: onLooked,
  reconciled = Promise.resolve(),
  onGap,
}: TimersOptions): Promise<Timers> {
  const db = database.kysely;
  const mark = async (keys: readonly string[]): Promise<void> => {
    if (keys.length === 0) return;
    await markDirty(db, keys, clock.now());
    onMarked(keys);
  };

  const ownMaps = await markAtStart(db, mark);
  let beatAt: number | null = null;
  const alerts = createAlertWatch({ database, clock, zone, onMarked, onLooked });
  let isFirstLook = true;
  let windowsAt = await statedAt({ database, clock });
  let trendsSince = 0;
  let groupsAt: { readonly minute: number; readonly at: number } | null = null;
  const linkTimer = repeat({ clock, log, name: 'links', intervalMs: LINK_CHECK_MS }, links);
  const timers = [
    repeat({ clock, log, name: 'heartbeat', intervalMs: HEARTBEAT_INTERVAL_MS }, async () => {
      if (beatAt === null) await settledWithin(clock, RECONCILE_LIMIT_MS, [reconciled]);
      await mark([backendHeartbeatDocument.uniqueName]);
      if (beatAt !== null && clock.now() - beatAt > GAP_MS) onGap?.();
      beatAt = clock.now();
    }),
    repeat({ clock, log, name: 'windows', intervalMs: WINDOW_CHECK_MS }, async () => {
      const at = await statedAt({ database, clock });
      if (Math.floor(at / MINUTE_MS) === Math.floor(windowsAt / MINUTE_MS)) return;
      onMarked(await markQueuesWithMovedWindows(db, at, windowsAt, zone));
      const lookedAt = clock.now();
      onMarked(await markTrends(db, { at, previousAt: windowsAt, writtenSince: trendsSince }));
      trendsSince = lookedAt - WRITE_SLACK_MS;
      windowsAt = at;
    }),
    repeat({ clock, log, name: 'groups', intervalMs: GROUPS_MS }, async () => {
      const at = clock.now();
      const minute = Math.floor(at / MINUTE_MS);
      const previousAt = groupsAt?.minute === minute ? groupsAt.at : null;
      onMarked(await markGroups(db, { at, previousAt }));
      groupsAt = { minute, at };
    }),
    repeat({ clock, log, name: 'alerts', intervalMs: ALERT_WATCH_MS }, async () => {
      // What waited before the backend began may be over: nobody is called for that.
      if (isFirstLook) await settledWithin(clock, RECONCILE_LIMIT_MS, [reconciled]);
      isFirstLook = false;
      await alerts();
    }),
    repeat(
      { clock, log, name: 'activity marks', intervalMs: ACTIVITY_MARKS_MS },
      createActivityMarks({ database, clock, mostPublished, onMarked }),
    ),
    repeat({ clock, log, name: 'stale reading', intervalMs: MINUTE_MS }, async () => {
      const keys = await endStaleReading(db, clock.now());
      if (keys.length > 0) onMarked(keys);
    }),
    repeat({ clock, log, name: 'renewals', intervalMs: RENEWAL_CHECK_MS }, async () =>
      mark(await renewalsDue(db, renewalBounds(clock.now(), callsTtlSeconds), LIBRARY_RENEWALS_AT_ONCE)),
    ),
    repeat(
      { clock, log, name: 'own maps', intervalMs: OWN_MAPS_MS },
      await ownMapsInTurn(db, clock, ownMaps, reconciled),
    ),
    linkTimer,
  ];
  return {
    checkLinks: linkTimer.again,
    close: async () => {
      await Promise.all(timers.map((timer) => timer.close()));
    },
  };
}

/**
 * Nobody knows how long this process was away: every window may have moved, and Sync may have been emptied. Of responses and
 * workers there are thousands: the look at their links tells which are not as they should be.
 * @returns the known Maps of workers, which wait for their turn
 */
async function markAtStart(
  db: Queryable,
  mark: (keys: readonly string[]) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const known = (await knownObjectKeys(db)).filter((key) => !isLowPriority(key) || kindOf(key) === 'list');
  const ownMaps = new Set(known.filter((key) => kindOf(key) === 'map' && ownerOf(key) !== null));
  await mark([queueIndexMap.uniqueName, queueAlertsMap.uniqueName, ...known.filter((key) => !ownMaps.has(key))]);
  return ownMaps;
}

/**
 * Marks the Maps of workers, a few at a time and when nothing of the board waits: there are thousands, and whoever signs in
 * or has a call calls for their own. First those that are not there yet, before somebody else takes their names.
 */
async function ownMapsInTurn(
  db: Database['kysely'],
  clock: Clock,
  known: ReadonlySet<string>,
  reconciled: Promise<unknown>,
): Promise<() => Promise<void>> {
  const { workerSids } = await readKnownDirectory(db);
  const ofWorkers = workerSids.flatMap((sid) => [recentCallsKey(sid), cannedFavoritesKey(sid)]);
  const waiting = [...ofWorkers.filter((key) => !known.has(key)), ...known];
  let roundsWaited = 0;
  let isFirst = true;
  return async () => {
    if (waiting.length === 0) return;
    if (isFirst) await settledWithin(clock, RECONCILE_LIMIT_MS, [reconciled]);
    isFirst = false;
    roundsWaited += 1;
    if ((await readOutboxState(db)).watched !== null && roundsWaited < PATIENT_ROUNDS) return;
    roundsWaited = 0;
    const portion = waiting.splice(0, OWN_MAPS_AT_ONCE);
    await markDirty(db, portion, clock.now(), { lowPriority: new Set(portion) });
  };
}

const renewalBounds = (now: number, callsTtlSeconds: number): RenewalBounds => ({
  board: now + renewalLeadMs(BOARD_TTL_SECONDS),
  library: now + renewalLeadMs(LIBRARY_TTL_SECONDS),
  calls: now + renewalLeadMs(callsTtlSeconds),
});

/** Of agents whose reservation ended without an event of it, and of those who did not look at their queues for long. @returns the keys that were marked */
const endStaleReading = (db: Queryable, now: number): Promise<string[]> =>
  inTransaction(db, async (trx) => {
    const ended = [...(await endAllStaleReading(trx)), ...(await endFollowing(trx, now - FOLLOWING_MS))];
    await markDirty(trx, ended, now, { isEdit: true });
    return ended;
  });
