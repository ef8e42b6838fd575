import type { QueueAlert, QueueAlertItem } from '@flex-sync-suite/shared/contract';

/** Alerts in the order in which somebody has to look at them. */
export interface AlertList {
  /** The worst first: critical ones, and of each severity the oldest. */
  readonly open: readonly QueueAlert[];
  /** Those that ended lately, the latest first. */
  readonly ended: readonly QueueAlert[];
  /** Open ones that the Map has no room for. */
  readonly notListed: number;
}

/** What the items of the Map come to. */
export function alertList(items: ReadonlyMap<string, QueueAlertItem>): AlertList {
  const entries = [...items.values()].map(({ entry }) => entry);
  const alerts = entries.flatMap((entry) => (entry.kind === 'alert' ? [entry.alert] : []));
  const [counts] = entries.flatMap((entry) => (entry.kind === 'counts' ? [entry] : []));
  return {
    open: alerts.filter(({ end }) => end === null).sort(byNeed),
    ended: alerts
      .filter(({ end }) => end !== null)
      .sort((a, b) => compare(b.end?.at, a.end?.at) || compare(a.id, b.id)),
    notListed: counts === undefined ? 0 : Math.max(0, counts.open - counts.shown),
  };
}

const byNeed = (a: QueueAlert, b: QueueAlert): number =>
  Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
  compare(a.raisedAt, b.raisedAt) ||
  compare(a.id, b.id);

/** Instants are of one form, so that their text has their order. */
const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));

/** Whether an alert calls for somebody: nobody is on it, and nobody has silenced it. @param nowMs the backend's clock */
export const isCalling = ({ owner, snooze, end }: QueueAlert, nowMs: number): boolean =>
  end === null && owner === null && (snooze === null || Date.parse(snooze.until) <= nowMs);

/** The worst open alert of each queue. */
export function worstByQueue(open: readonly QueueAlert[]): ReadonlyMap<string, QueueAlert> {
  const worst = new Map<string, QueueAlert>();
  for (const alert of open) if (!worst.has(alert.taskQueueSid)) worst.set(alert.taskQueueSid, alert);
  return worst;
}
