import { parseWithSchema, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  addPanelTab,
  createBackendClient,
  hasRole,
  NOT_A_WORKER,
  openOnce,
  sharedSyncStore,
} from '@flex-sync-suite/shared/flex';
import { createExpansion } from '@flex-sync-suite/shared/views';
import type * as Flex from '@twilio/flex-ui';
import { myQueuesTab } from '../mine/my-queues-tab';

/** Closed, and without a request, until somebody opens it. */
const EXPANSION = { key: 'flex-sync-suite.my-queues.expanded', isOpenAtFirst: false } as const;

/** Adds an agent's own queues to the panel beside the conversation; supervisors have the board. */
export function addMyQueues(flex: typeof Flex, manager: Flex.Manager): void {
  if (!hasRole(manager, ['agent'])) return;
  const expansion = createExpansion({ storage: window.sessionStorage, ...EXPANSION });
  const openWorld = openOnce(() => {
    const worker = parseWithSchema(WorkerSid, manager.workerClient?.sid);
    if (!worker.ok) return NOT_A_WORKER;
    return {
      store: sharedSyncStore(manager),
      client: createBackendClient(manager),
      workerSid: worker.value,
      locale: manager.localization.localeTag,
    };
  });
  addPanelTab(flex, myQueuesTab({ expansion, openWorld }));
}
