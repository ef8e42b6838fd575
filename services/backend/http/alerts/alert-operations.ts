import {
  AlertAction,
  AlertConflict,
  QUEUE_ALERTS_PATH,
  QueueAlert,
  QueueAlertsPage,
  QueueAlertsQuery,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { AlertCommands } from '../../commands/alerts/alert-commands';
import { decodeAlertCursor } from '../../commands/alerts/alert-cursor';
import { serving, type ServedOperation } from '../operations/operation';
import { invalid } from '../operations/parsed';

const READS = { burst: 60, refillMs: 250 };
const ACTIONS = { burst: 60, refillMs: 500 };

const noSuchAlert = (): Refusal => new Refusal('missing', 'not_found', 'There is no such alert.');

/** Alerts of queues, and what supervisors do about them. */
export const alertOperations = (commands: AlertCommands): readonly ServedOperation[] => [
  history(commands),
  act(commands),
];

const history = (commands: AlertCommands): ServedOperation =>
  serving(
    {
      method: 'get',
      path: QUEUE_ALERTS_PATH,
      summary: 'Alerts of queues, open ones and those that ended, the latest raised first.',
      query: QueueAlertsQuery,
      answer: QueueAlertsPage,
      errors: [403],
      limit: READS,
    },
    ({ caller, query }) => {
      const cursor = decodeAlertCursor(query.before);
      if (cursor === null) throw invalid('query', 'before');
      return commands.page(caller, query, cursor.after);
    },
  );

const act = (commands: AlertCommands): ServedOperation =>
  serving(
    {
      method: 'post',
      path: `${QUEUE_ALERTS_PATH}/{alertId}/actions`,
      summary: 'Says that the caller is on an alert, hands it back, writes a note on it, or silences it for a while.',
      params: { alertId: QueueAlert.entries.id },
      missing: noSuchAlert,
      body: AlertAction,
      bodyName: 'action',
      answer: QueueAlert,
      errors: [403],
      richErrors: { 409: AlertConflict },
      limit: ACTIONS,
    },
    async ({ caller, params, body }) => {
      const acted = await commands.act(caller, params.alertId, body);
      if (acted === null) throw noSuchAlert();
      const { result, alert } = acted;
      if (result.outcome === 'done') return alert;
      throw new Refusal('conflict', result.outcome, result.message, { details: { current: alert } });
    },
  );
