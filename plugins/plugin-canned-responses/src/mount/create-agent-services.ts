import { parseWithSchema, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  createBackendClient,
  flexSettings,
  NOT_A_WORKER,
  offeredTaskContext,
  openOnce,
  sharedSyncStore,
  type Opened,
} from '@flex-sync-suite/shared/flex';
import { createValueSource } from '@flex-sync-suite/shared/observable';
import { supportedLocale } from '@flex-sync-suite/shared/views';
import type * as Flex from '@twilio/flex-ui';
import { createComposerPort } from '../insert/composer-port';
import { forgetClosed } from '../insert/forget-closed';
import { holdNotifications } from '../composer-ui/hold-notification';
import { createSendGuard } from '../insert/send-guard';
import { showHolds } from '../composer-ui/show-holds';
import { createOpenConversations, storedFiles } from '../data/open-conversations';
import { createOwnUse } from '../data/own-use';
import { createFiredRules } from '../data/fired-rules';
import { createRuleStore } from '../data/response-rules';
import { createTaskPort } from '../data/task-port';
import { createLibraryStore } from '../data/library-store';
import { createWorkerLink } from '../data/worker-link';
import type { DraggedResponse, AgentServices, Announcement, ResponseAccess } from '../insert/agent-services';
import { createUsageTracker } from '../insert/usage-tracker';

/**
 * Wires the plugin to Flex, for as long as the page lives. The guard works from now on, whether or not there is a backend
 * to read responses from; that is found out when somebody first asks.
 */
export function createAgentServices(flex: typeof Flex, manager: Flex.Manager): AgentServices {
  const task = createTaskPort(manager);
  const composer = createComposerPort({
    actions: flex.Actions,
    // In the Teams view a composer without a mark is that of the conversation on the screen.
    activeConversation: () =>
      task.getSnapshot().isMonitoring ? null : (task.getSnapshot().task?.conversationSid ?? null),
  });
  const guard = createSendGuard({
    actions: flex.Actions,
    draftOf: (conversationSid) => composer.read(conversationSid)?.text ?? task.storedDraft(conversationSid),
    filesOf: storedFiles(manager),
  });
  showHolds({ guard, notifications: holdNotifications(flex), page: document });
  forgetClosed(guard, createOpenConversations(manager));
  return {
    composer,
    guard,
    task,
    worker: () => ({
      attributes: manager.workerClient?.attributes ?? null,
      name: manager.workerClient?.name ?? null,
    }),
    locale: supportedLocale(manager.localization.localeTag),
    timeZone: undefined,
    announcement: createValueSource<Announcement | null>(null),
    dragged: createValueSource<DraggedResponse | null>(null),
    responses: openOnce(() => openAccess(flex, manager)),
  };
}

/** Payload of `afterSendMessage`. */
interface SentMessage {
  readonly conversationSid?: string;
  readonly body?: string;
  readonly plainTextBody?: string;
}

function openAccess(flex: typeof Flex, manager: Flex.Manager): Opened<ResponseAccess> {
  const worker = parseWithSchema(WorkerSid, manager.workerClient?.sid);
  if (!worker.ok) return NOT_A_WORKER;
  const store = sharedSyncStore(manager);
  const client = createBackendClient(manager);
  const ownUse = createOwnUse({ client });
  const tracker = createUsageTracker((responseId, way, wasEdited) => {
    // The message is sent and cannot wait for its count; one that is lost is a figure of a statistic.
    ownUse.countUse(responseId, way, wasEdited).catch(() => undefined);
  });
  const library = createLibraryStore({
    store,
    link: createWorkerLink(manager),
    ownUse,
    workerSid: worker.value,
    locale: supportedLocale(manager.localization.localeTag),
  });
  const fired = createFiredRules({ offered: offeredTaskContext(), rules: createRuleStore(client) });
  const { switches } = flexSettings(manager);
  const settings = { isInsertAndSendOn: switches['canned_responses.insert_and_send'].value };
  // Last: what fails before is tried again, and is to be heard once.
  flex.Actions.addListener('afterSendMessage', ({ conversationSid, body, plainTextBody }: SentMessage) => {
    if (conversationSid !== undefined) tracker.sent(conversationSid, body ?? plainTextBody ?? '');
  });
  return { store, library, fired, ownUse, tracker, settings };
}
