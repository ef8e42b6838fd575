import { AGENT_QUEUES_PATH } from '@flex-sync-suite/shared/contract';
import type { FollowQueues } from '../../commands/queues/follow-queues';
import { serving, type ServedOperation } from '../operations/operation';

/** Asked when the panel is opened. */
const LIMIT = { burst: 20, refillMs: 2_000 };

/** What agents ask about their own queues. */
export const agentQueuesOperation = (follow: FollowQueues): ServedOperation =>
  serving(
    {
      method: 'post',
      path: AGENT_QUEUES_PATH,
      summary: 'Lets an agent follow, in Sync, the queues that she is eligible for.',
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller }) => {
      await follow(caller);
      return undefined;
    },
  );
