import {
  queueAlertsMap,
  type AlertAction,
  type AlertPerson,
  type QueueAlert,
  type QueueAlertsPage,
  type QueueAlertsQuery,
} from '@flex-sync-suite/shared/contract';
import { storableText } from '../../base/storable-text';
import { cutText } from '../../domain/activity/cut-text';
import { actOnAlert, type ActedOn } from '../../domain/alerts/act-on-alert';
import { alertOf, editAlert, listAlerts, lockAlert, type AlertPosition } from '../../store/alerts/alert-rows';
import { tellHooks } from '../../store/alerts/hook-deliveries';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { readNames } from '../../store/directory/names';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { requireSupervisor, type Caller } from '../caller';
import { encodeAlertCursor } from './alert-cursor';

/** Alerts of queues. Every method throws a `Refusal` `forbidden` for a caller who is neither supervisor nor admin. */
export interface AlertCommands {
  page(caller: Caller, query: QueueAlertsQuery, after: AlertPosition | undefined): Promise<QueueAlertsPage>;
  /** Null for an unknown alert. */
  act(caller: Caller, id: string, action: AlertAction): Promise<AlertActed | null>;
}

/** What became of an action, and the alert as it is now. */
export interface AlertActed {
  readonly result: ActedOn;
  readonly alert: QueueAlert;
}

export interface AlertCommandOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Told which keys of the outbox were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

const DEFAULT_LIMIT = 50;
/** A Map's item has room for three names. */
const LONGEST_NAME = 80;

export function createAlertCommands({ database, now, onMarked }: AlertCommandOptions): AlertCommands {
  const db = database.kysely;
  return {
    async page(caller, { limit = DEFAULT_LIMIT, taskQueueSid: queueSid, since, until }, after) {
      requireSupervisor(caller);
      // One more tells whether there is another page.
      const found = await listAlerts(db, {
        ...{ limit: limit + 1, after, queueSid },
        ...{ sinceMs: instantMs(since), untilMs: instantMs(until) },
      });
      const rows = found.slice(0, limit);
      const last = found.length > limit ? rows.at(-1) : undefined;
      return {
        alerts: rows.map(alertOf),
        next: last === undefined ? null : encodeAlertCursor({ raisedAtMs: last.raised_at, id: last.id }),
      };
    },
    async act(caller, id, action) {
      requireSupervisor(caller);
      const acted = await inTransaction(db, (trx) => act(trx, caller, { id, action: storable(action), atMs: now() }));
      if (acted?.result.outcome === 'done') onMarked([queueAlertsMap.uniqueName]);
      return acted;
    },
  };
}

async function act(
  db: Queryable,
  caller: Caller,
  { id, action, atMs }: { readonly id: string; readonly action: AlertAction; readonly atMs: number },
): Promise<AlertActed | null> {
  const row = await lockAlert(db, id);
  if (row === null) return null;
  const alert = alertOf(row);
  const result = actOnAlert(alert, action, await personOf(db, caller), atMs);
  if (result.outcome !== 'done') return { result, alert };
  const edited = await editAlert(db, id, result.edits, atMs);
  await writeAudit(db, { at: atMs, actor: caller.actor, action: `queue-alert.${action.action}`, resource: id });
  // Who takes what is theirs already changes nothing.
  const isTaken = action.action === 'take' && result.edits.owner !== alert.owner;
  if (isTaken && edited !== null) await tellHooks(db, [['taken', edited]], atMs);
  await markDirty(db, [queueAlertsMap.uniqueName], atMs, { isEdit: true });
  return { result, alert: edited === null ? alert : alertOf(edited) };
}

/** Who calls, by the validated token; the name is the directory's. */
async function personOf(db: Queryable, { actor, workerSid }: Caller): Promise<AlertPerson> {
  const name = workerSid === null ? undefined : (await readNames(db, [workerSid])).get(workerSid);
  return { id: actor, name: name === undefined ? null : cutText(name, LONGEST_NAME) };
}

const storable = (action: AlertAction): AlertAction =>
  action.action === 'note' ? { ...action, text: storableText(action.text) } : action;

const instantMs = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);
