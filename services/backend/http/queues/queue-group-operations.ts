import {
  QUEUE_GROUPS_PATH,
  QueueGroups,
  QueueGroupsConflict,
  QueueGroupsUpdate,
} from '@flex-sync-suite/shared/contract';
import type { QueueGroupCommands } from '../../commands/queues/queue-groups';
import type { ServedOperation } from '../operations/operation';
import { ruleSetOperations } from '../operations/rule-set-operations';

/** The groups of queues that are kept. */
export const queueGroupOperations = (commands: QueueGroupCommands): readonly ServedOperation[] =>
  ruleSetOperations({
    path: QUEUE_GROUPS_PATH,
    summaries: {
      read: 'The groups of queues, made by rules and by hand.',
      replace: 'Puts groups in the place of those that there are, at most 100.',
    },
    ...{ answer: QueueGroups, update: QueueGroupsUpdate, conflict: QueueGroupsConflict },
    // A hundred groups with seventy queues picked by hand each.
    bodyLimitBytes: 256 * 1_024,
    commands,
  });
