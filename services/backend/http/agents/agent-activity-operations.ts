import {
  ACTIVITIES_PATH,
  AgentActivity,
  AgentActivityChange,
  WorkerSid,
  WorkspaceActivities,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { AgentActivityCommands } from '../../commands/agents/agent-activity';
import { serving, type ServedOperation } from '../operations/operation';

const BODY_LIMIT_BYTES = 4_096;
/** A person chooses, and takes it back. */
const CHANGE_LIMIT = { burst: 20, refillMs: 3_000 };
const LIST_LIMIT = { burst: 30, refillMs: 1_000 };

const noSuchAgent = (): Refusal => new Refusal('missing', 'not_found', 'There is no such agent any more.');

/** What supervisors do about agents' activities. */
export const agentActivityOperations = (agents: AgentActivityCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: ACTIVITIES_PATH,
      summary: 'The activities that agents may be in, and whether the caller may put agents into them.',
      answer: WorkspaceActivities,
      errors: [403],
      limit: LIST_LIMIT,
    },
    ({ caller }) => agents.activities(caller),
  ),
  serving(
    {
      method: 'put',
      path: '/agents/{workerSid}/activity',
      summary: 'Puts an agent into another activity, in TaskRouter.',
      params: { workerSid: WorkerSid },
      missing: noSuchAgent,
      body: AgentActivityChange,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: AgentActivity,
      errors: [403, 409, 422],
      limit: CHANGE_LIMIT,
    },
    ({ caller, params, body }) => agents.change(caller, params.workerSid, body),
  ),
];
