import { ENDED_ALERT_MS, MAX_ALERTS_IN_SYNC, type QueueAlertItem } from '@flex-sync-suite/shared/contract';
import { alertItem, fitAlert } from '../../domain/alerts/shown-alert';
import { alertOf, readShownAlerts, type AlertRow } from '../../store/alerts/alert-rows';
import type { ProjectionContext } from '../projection';
import type { CollectionItem } from '../writes/put-items';

/** Of those that ended, the latest. */
const MAX_ENDED = 50;

/**
 * The items of the Map of alerts: the worst open ones, those that ended lately, and how many there are. What changed last is
 * written first, so that "I'm on it" waits for nothing while alerts come in by the hundred.
 */
export async function alertItems(context: ProjectionContext): Promise<Map<string, CollectionItem>> {
  const { database, clock } = context;
  const { open, ended, openCount } = await readShownAlerts(database.kysely, {
    most: MAX_ALERTS_IN_SYNC,
    mostEnded: MAX_ENDED,
    endedAfterMs: clock.now() - ENDED_ALERT_MS,
  });
  const asOf = new Date(clock.now()).toISOString();
  const counts: CollectionItem = {
    payload: (v): QueueAlertItem => ({
      ...{ schema: 1, v, asOf },
      entry: { kind: 'counts', open: openCount, shown: open.length },
    }),
  };
  const latestFirst = [...open, ...ended].sort((a, b) => b.changed_at - a.changed_at);
  return new Map([...latestFirst.map((row) => [row.id, itemOf(context, row)] as const), ['counts', counts]]);
}

function itemOf({ budgetBytes }: ProjectionContext, row: AlertRow): CollectionItem {
  const fitted = fitAlert(alertOf(row), budgetBytes);
  return { payload: (v) => alertItem(fitted, v) };
}
