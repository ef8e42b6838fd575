import {
  QUEUE_AGENTS_PATH,
  QUEUE_TREND_PATH,
  QueueAgents,
  QueueAgentsQuestion,
  QUEUE_STATES_PATH,
  QUEUES_PATH,
  QueueDetail,
  FURTHER_FIGURES_PATH,
  FurtherFigures,
  QueueFiguresAnswer,
  QueueTrend,
  QueueTrendQuestion,
  QueueStates,
  QUEUE_WEEK_BEFORE_PATH,
  QueueWeekBefore,
  QueueWeekBeforeQuestion,
  TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { QueueAgentsAnswer } from '../../commands/queues/queue-agents';
import type { QueueDetailQuestion } from '../../commands/queues/queue-detail';
import type { QueueFiguresQuestion } from '../../commands/queues/queue-figures';
import type { QueueTrendAnswer } from '../../commands/queues/queue-trend';
import type { QueueStatesQuestion } from '../../commands/queues/queue-states';
import type { FurtherFiguresQuestion } from '../../commands/queues/further-figures';
import type { WeekBeforeQuestion } from '../../commands/queues/week-before';
import { serving, type ServedOperation } from '../operations/operation';

/** An open drawer asks every two seconds at the most; somebody looks through the queues, in several pages. */
const LIMIT = { burst: 60, refillMs: 250 };

/** {@link MAX_QUEUES_ASKED} SIDs with their quotes and commas are 362 KiB. */
const BODY_LIMIT_BYTES = 512 * 1_024;

const noSuchQueue = (): Refusal => new Refusal('missing', 'not_found', 'There is no such queue.');

/** What supervisors are answered about queues. */
export interface QueueQuestions {
  readonly detail: QueueDetailQuestion;
  readonly figures: QueueFiguresQuestion;
  readonly agents: QueueAgentsAnswer;
  readonly trend: QueueTrendAnswer;
  readonly states: QueueStatesQuestion;
  readonly further: FurtherFiguresQuestion;
  readonly weekBefore: WeekBeforeQuestion;
}

/** What supervisors ask about queues beyond their figures, which are in Sync. */
export const queueOperations = ({
  detail,
  figures,
  agents,
  trend,
  states,
  further,
  weekBefore,
}: QueueQuestions): readonly ServedOperation[] => [
  serving(
    {
      method: 'post',
      path: QUEUE_AGENTS_PATH,
      summary: 'The agents of some queues together, each counted once.',
      body: QueueAgentsQuestion,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: QueueAgents,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, body }) => agents(caller, body.taskQueueSids),
  ),
  serving(
    {
      method: 'post',
      path: QUEUE_TREND_PATH,
      summary: 'The last 60 minutes of some queues together, in steps of five minutes.',
      body: QueueTrendQuestion,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: QueueTrend,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, body }) => trend(caller, body.taskQueueSids),
  ),
  serving(
    {
      method: 'post',
      path: QUEUE_WEEK_BEFORE_PATH,
      summary: 'What some queues together had counted at the same time on the clock a week before.',
      body: QueueWeekBeforeQuestion,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: QueueWeekBefore,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, body }) => weekBefore(caller, body.taskQueueSids),
  ),
  serving(
    {
      method: 'get',
      path: QUEUE_STATES_PATH,
      summary: 'The figures of every queue, for a board of more queues than a page can follow.',
      answer: QueueStates,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller }) => states(caller),
  ),
  serving(
    {
      method: 'get',
      path: FURTHER_FIGURES_PATH,
      summary:
        'Figures of every queue that their Documents have no room for, for a table that compares queues by them.',
      answer: FurtherFigures,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller }) => further(caller),
  ),
  serving(
    {
      method: 'get',
      path: `${QUEUES_PATH}/{taskQueueSid}/detail`,
      summary: 'Who waits in a queue, and who could answer.',
      params: { taskQueueSid: TaskQueueSid },
      missing: noSuchQueue,
      answer: QueueDetail,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, params }) => {
      const found = await detail(caller, params.taskQueueSid);
      if (found === null) throw noSuchQueue();
      return found;
    },
  ),
  serving(
    {
      method: 'get',
      path: `${QUEUES_PATH}/{taskQueueSid}/figures`,
      summary:
        'How a queue does and did, by task channel and window: its tasks, its visits, and what agents made of them.',
      params: { taskQueueSid: TaskQueueSid },
      missing: noSuchQueue,
      answer: QueueFiguresAnswer,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, params }) => {
      const found = await figures(caller, params.taskQueueSid);
      if (found === null) throw noSuchQueue();
      return found;
    },
  ),
];
