import { ENDED_ALERT_MS, queueAlertsMap } from '@flex-sync-suite/shared/contract';
import type { Clock } from '../../base/clock';
import { judgeAlerts, type AlertsBefore, type JudgedQueue } from '../../domain/alerts/judge-alerts';
import { serviceLevelOf } from '../../domain/queues/queue-policies';
import { readAlertsBefore, recordAlerts } from '../../store/alerts/alert-evaluation';
import { tellHooksOfLook } from '../../store/alerts/hook-deliveries';
import { hasEndedBetween } from '../../store/alerts/alert-rows';
import { readAlertRules } from '../../store/alerts/alert-rules';
import type { Database } from '../../store/database';
import { markDirty } from '../../store/outbox/sync-objects';
import { listQueues, readQueueFigures } from '../../store/queues/queue-read';
import { inTransaction, type Queryable } from '../../store/transaction';
import { lastTurn, takeTurn } from '../../store/turns';

export interface AlertWatchOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
  /** Told which objects were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
  /** Told when the figures were looked at, in UTC milliseconds. */
  readonly onLooked: (atMs: number) => void;
}

/** How often a process asks whether it is its turn. */
export const ALERT_WATCH_MS = 1_000;
/** Between two looks of all processes together; with the time above, every two seconds. */
const LEAST_REST_MS = 1_500;
/** A look takes no more than a twentieth of the database's time, unless it takes half a second. */
const REST_FACTOR = 20;
const LONGEST_REST_MS = 10_000;
/** After a longer time without a look, what the figures did meanwhile is not known. */
const GAP_MS = 60_000;

/**
 * Looks at the figures of all queues and records which alerts are raised, worsen, ease or end. All of it is one transaction that
 * begins with taking the turn: of several processes one looks, and what dies half-way has done nothing.
 */
export function createAlertWatch({ database, clock, zone, onMarked, onLooked }: AlertWatchOptions) {
  let restMs = LEAST_REST_MS;
  return async (): Promise<void> => {
    const atMs = clock.now();
    const isMarked = await inTransaction(database.kysely, async (db) => {
      const previousMs = await lastTurn(db, 'alert_evaluation');
      if (!(await takeTurn(db, 'alert_evaluation', { now: atMs, before: atMs - restMs }))) return null;
      const hasChanged = await look(db, { atMs, previousMs, zone });
      const hasLeft = await hasEndedBetween(db, previousMs - ENDED_ALERT_MS, atMs - ENDED_ALERT_MS);
      if (hasChanged || hasLeft) await markDirty(db, [queueAlertsMap.uniqueName], atMs);
      return hasChanged || hasLeft;
    });
    if (isMarked === null) return;
    restMs = Math.min(LONGEST_REST_MS, Math.max(LEAST_REST_MS, (clock.now() - atMs) * REST_FACTOR));
    onLooked(atMs);
    if (isMarked) onMarked([queueAlertsMap.uniqueName]);
  };
}

/** @returns whether an alert changed */
async function look(
  db: Queryable,
  { atMs, previousMs, zone }: { readonly atMs: number; readonly previousMs: number; readonly zone: string },
): Promise<boolean> {
  const { rules } = await readAlertRules(db);
  const before = await readAlertsBefore(db);
  if (!rules.some(({ isOn }) => isOn) && isNothing(before)) return false;
  const queues = await readJudged(db, atMs, zone);
  // Set back: as long as it takes, nobody has looked.
  const isAfterGap = atMs - previousMs > GAP_MS || previousMs > atMs;
  const hasChanged = await recordAlerts(db, before, judgeAlerts(rules, queues, before, { atMs, isAfterGap }), atMs);
  if (hasChanged) await tellHooksOfLook(db, atMs);
  return hasChanged;
}

const isNothing = ({ turning, open }: AlertsBefore): boolean => turning.length === 0 && open.length === 0;

async function readJudged(db: Queryable, atMs: number, zone: string): Promise<JudgedQueue[]> {
  const queues = await listQueues(db);
  if (queues.length === 0) return [];
  const figures = await readQueueFigures(
    db,
    queues.map(({ sid }) => sid),
    { at: atMs, zone },
  );
  return queues.map(({ sid, name, groups, channels, policies }) => ({
    ...{ sid, name, groups, channels, serviceLevel: serviceLevelOf(policies, channels) },
    figures: figures.get(sid) ?? null,
  }));
}
