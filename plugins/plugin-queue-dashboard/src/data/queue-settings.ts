import {
  ALERT_RULES_PATH,
  AlertRules,
  AlertRulesConflict,
  parseWithSchema,
  QUEUE_POLICIES_PATH,
  QUEUE_RULES_PATH,
  QUEUE_GROUPS_PATH,
  QueueGroups,
  QueueGroupsConflict,
  QueuePolicies,
  QueueRules,
  QueueRulesConflict,
  type AlertRule,
  type QueueGroup,
  type QueueRule,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient, RulesStore } from '@flex-sync-suite/shared/flex';
import { createAlertHooks, type AlertHooksStore } from './alert-hooks';

/** How service level is judged and what raises an alert, kept by the backend. Rejects with a `BackendError`. */
export interface QueueSettings {
  readonly rules: RulesStore<QueueRule>;
  /** Groups of queues. */
  readonly groups: RulesStore<QueueGroup>;
  /** What the rules come to in each queue. */
  readonly policies: () => Promise<QueuePolicies>;
  readonly alertRules: RulesStore<AlertRule>;
  readonly hooks: AlertHooksStore;
}

export const createQueueSettings = (client: BackendClient): QueueSettings => ({
  hooks: createAlertHooks(client),
  rules: {
    read: () => client.request({ path: QUEUE_RULES_PATH, schema: QueueRules }),
    replace: (body) => client.request({ method: 'PUT', path: QUEUE_RULES_PATH, body, schema: QueueRules }),
    conflictIn: (body) => {
      const refused = parseWithSchema(QueueRulesConflict, body);
      return refused.ok ? refused.value.current : null;
    },
  },
  groups: {
    read: () => client.request({ path: QUEUE_GROUPS_PATH, schema: QueueGroups }),
    replace: (body) => client.request({ method: 'PUT', path: QUEUE_GROUPS_PATH, body, schema: QueueGroups }),
    conflictIn: (body) => {
      const refused = parseWithSchema(QueueGroupsConflict, body);
      return refused.ok ? refused.value.current : null;
    },
  },
  policies: () => client.request({ path: QUEUE_POLICIES_PATH, schema: QueuePolicies }),
  alertRules: {
    read: () => client.request({ path: ALERT_RULES_PATH, schema: AlertRules }),
    replace: (body) => client.request({ method: 'PUT', path: ALERT_RULES_PATH, body, schema: AlertRules }),
    conflictIn: (body) => {
      const refused = parseWithSchema(AlertRulesConflict, body);
      return refused.ok ? refused.value.current : null;
    },
  },
});
