import { alertActionPath, QueueAlert, type AlertAction } from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** What a supervisor does about alerts. */
export interface AlertActions {
  /** How alerts name the signed-in person: the worker's SID, or the Flex identity of who has none. */
  readonly me: string;
  /** Rejects with a `BackendError`; its message says who was first. */
  readonly act: (alertId: string, action: AlertAction) => Promise<QueueAlert>;
}

export const createAlertActions = (client: BackendClient, me: string): AlertActions => ({
  me,
  act: (alertId, action) =>
    client.request({ method: 'POST', path: alertActionPath(alertId), body: action, schema: QueueAlert }),
});
