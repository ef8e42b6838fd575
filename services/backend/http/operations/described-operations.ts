import { activityOperations } from '../activity/activity-operations';
import { changeOperations } from '../activity/change-operations';
import { customerOperations } from '../activity/customer-operations';
import { shopOperations } from '../activity/shop-operations';
import { agentActivityOperations } from '../agents/agent-activity-operations';
import { alertHookOperations } from '../alerts/alert-hook-operations';
import { alertOperations } from '../alerts/alert-operations';
import { alertRuleOperations } from '../alerts/alert-rule-operations';
import { syncActivityOperations } from '../explorer/sync-activity-operations';
import { allExplorerOperations } from '../explorer/all-explorer-operations';
import { recentCallsOperations } from '../calls/recent-calls-operations';
import type { ServedOperation } from './operation';
import { agentQueuesOperation } from '../queues/agent-queues-operation';
import { boardViewOperations } from '../queues/board-view-operations';
import { queueGroupOperations } from '../queues/queue-group-operations';
import { queueOperations } from '../queues/queue-operations';
import { queueRuleOperations } from '../queues/queue-rule-operations';
import { taskAgentOperation } from '../queues/task-agent-operation';
import { favoriteOperations } from '../responses/favorite-operations';
import { libraryOperations } from '../responses/library-operations';
import { responseFileOperations } from '../responses/response-file-operations';
import { responseOperations } from '../responses/response-operations';
import { ruleOperations } from '../responses/rule-operations';
import { syncTokensOperation } from '../sync-tokens-operation';

const never = () => Promise.reject(new Error('not asked: this is described only'));

/** Every operation for browsers, for what describes them and their routes: nothing answers behind them. */
export const DESCRIBED: readonly ServedOperation[] = [
  syncTokensOperation({ isAclDisabled: never, issuer: { shared: never, personal: never } }),
  ...recentCallsOperations({ page: never, one: never, edit: never, reveal: never }),
  ...queueOperations({
    detail: never,
    figures: never,
    agents: never,
    trend: never,
    states: never,
    further: never,
    weekBefore: never,
  }),
  taskAgentOperation(never),
  ...alertOperations({ page: never, act: never }),
  ...alertRuleOperations({ read: never, replace: never }),
  ...alertHookOperations({ list: never, create: never, change: never, remove: never, test: never }),
  ...queueRuleOperations({ read: never, policies: never, replace: never }),
  ...queueGroupOperations({ read: never, replace: never }),
  ...boardViewOperations({ read: never, save: never, remove: never, setDefault: never }),
  ...libraryOperations({ list: never, create: never, edit: never, remove: never }),
  ...responseOperations(
    { page: never, read: never, create: never, edit: never, versions: never, restore: never },
    never,
  ),
  ...ruleOperations({ read: never, replace: never }),
  ...responseFileOperations({ import: never, export: never }),
  ...favoriteOperations({ setFavorite: never, use: never }),
  agentQueuesOperation(never),
  ...agentActivityOperations({ activities: never, change: never }),
  ...customerOperations({ findCustomersOfTask: never }, never),
  ...shopOperations({ shop: never, newWriteKey: never }),
  ...activityOperations({ searched: never, sold: never, visited: never, funnel: never, stopped: never, trend: never }),
  ...changeOperations(never),
  ...syncActivityOperations({ activity: never, rates: never }),
  ...allExplorerOperations({
    ...{ services: never, objects: never, value: never, items: never, standing: never },
    ...{ reveal: never, edit: never, writeAgain: never, findings: never, mend: never },
  }),
];
