import {
  ALERT_HOOKS_PATH,
  AlertHook,
  alertHookPath,
  AlertHookMade,
  AlertHooks,
  AlertHookTest,
  NoContent,
  type AlertHookState,
  type NewAlertHook,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** Where alerts are told outside of Flex, kept by the backend. Rejects with a `BackendError`. */
export interface AlertHooksStore {
  readonly list: () => Promise<AlertHooks>;
  readonly create: (hook: NewAlertHook) => Promise<AlertHookMade>;
  /** Has it rest or go on; puts back one that was removed less than a day ago. */
  readonly change: (id: string, state: AlertHookState) => Promise<AlertHook>;
  readonly remove: (id: string) => Promise<unknown>;
  /** Sends a message at once. */
  readonly test: (id: string) => Promise<AlertHookTest>;
}

export const createAlertHooks = (client: BackendClient): AlertHooksStore => ({
  list: () => client.request({ path: ALERT_HOOKS_PATH, schema: AlertHooks }),
  create: (body) => client.request({ method: 'POST', path: ALERT_HOOKS_PATH, body, schema: AlertHookMade }),
  change: (id, state) =>
    client.request({ method: 'PATCH', path: alertHookPath(id), body: { state }, schema: AlertHook }),
  remove: (id) => client.request({ method: 'DELETE', path: alertHookPath(id), schema: NoContent }),
  test: (id) => client.request({ method: 'POST', path: `${alertHookPath(id)}/test`, schema: AlertHookTest }),
});
