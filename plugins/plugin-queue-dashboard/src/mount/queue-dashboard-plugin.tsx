import { ActivitySid, type FlexSettings, parseWithSchema } from '@flex-sync-suite/shared/contract';
import {
  addSideNavView,
  createBackendClient,
  renderOpened,
  sharedSyncStore,
  SuitePlugin,
} from '@flex-sync-suite/shared/flex';
import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { createUrlState } from '@flex-sync-suite/shared/views';
import { DataBarChartIcon } from '@twilio-paste/icons/cjs/DataBarChartIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createAlertActions } from '../data/alert-actions';
import { BoardNotice } from '../board/board-message';
import { QueueBoard } from '../board/queue-board';
import { createAgentActivities } from '../data/agent-activities';
import { createBoardMemory } from '../data/board-memory';
import { createQueueQuestions } from '../data/queue-questions';
import { createBoardViews } from '../data/board-views';
import { createQueueSettings } from '../data/queue-settings';
import { createTaskAgents } from '../data/task-agents';
import { strings } from '../strings/strings';
import { addMyQueues } from './add-my-queues';

/**
 * Adds the queue dashboard to Flex: a link in the side navigation and a view, for supervisors and administrators; for agents
 * their own queues beside the conversation.
 */
export class QueueDashboardPlugin extends SuitePlugin {
  constructor() {
    super('queue_dashboard');
  }

  protected override start(flex: typeof Flex, manager: Flex.Manager, { switches }: FlexSettings): void {
    if (switches['queue_dashboard.my_queues'].value) addMyQueues(flex, manager);
    if (switches['queue_dashboard.board'].value) addBoard(flex, manager);
  }
}

function addBoard(flex: typeof Flex, manager: Flex.Manager): void {
  const name = 'queue-dashboard';
  const url = createUrlState(name);
  addSideNavView({
    flex,
    manager,
    name,
    url,
    label: strings.title,
    icon: <DataBarChartIcon decorative />,
    roles: ['supervisor', 'admin'],
    render: renderOpened({
      open: () => {
        const client = createBackendClient(manager);
        return {
          store: sharedSyncStore(manager),
          ports: {
            url,
            memory: createBoardMemory(window.localStorage),
            questions: createQueueQuestions(client, offlineActivity(manager)),
            agentActivities: createAgentActivities(client),
            taskAgents: createTaskAgents(client),
            settings: createQueueSettings(client),
            views: createBoardViews(client),
            alertActions: createAlertActions(client, manager.workerClient?.sid ?? manager.user.identity),
          },
        };
      },
      render: ({ store, ports }) => (
        <SyncProvider store={store}>
          <QueueBoard ports={ports} locale={manager.localization.localeTag} />
        </SyncProvider>
      ),
      renderUnconfigured: (reason) => <BoardNotice state={{ kind: 'unconfigured', reason }} />,
    }),
    renderForbidden: () => <BoardNotice state={{ kind: 'forbidden' }} />,
  });
}

/** The activity that Flex signs agents out into. */
function offlineActivity({ serviceConfiguration }: Flex.Manager): ActivitySid | undefined {
  const parsed = parseWithSchema(ActivitySid, serviceConfiguration.taskrouter_offline_activity_sid);
  return parsed.ok ? parsed.value : undefined;
}
