import {
  ACTIVITY_PATH,
  ActivityPageQuery,
  FunnelAnswer,
  FunnelQuery,
  SearchedAnswer,
  SearchedQuery,
  SoldAnswer,
  SoldQuery,
  StoppedAnswer,
  TrendAnswer,
  TrendQuery,
  VisitedAnswer,
} from '@flex-sync-suite/shared/contract';
import type { FastifyReply } from 'fastify';
import type { ActivityQuestions } from '../../commands/activity/activity-questions';
import { csvOfRows } from '../../commands/activity/rows-as-csv';
import { serving, type ServedOperation } from '../operations/operation';

/** A view asks the five at once, and again when its range changes. */
const LIMIT = { burst: 60, refillMs: 250 };

const ASKED = { method: 'get', errors: [403], limit: LIMIT } as const;

/** The four questions of the guide, and where purchases stop as a question of its own. */
export const activityOperations = (questions: ActivityQuestions): readonly ServedOperation[] => [
  ...goodsOperations(questions),
  ...checkoutOperations(questions),
];

const goodsOperations = (questions: ActivityQuestions): readonly ServedOperation[] => [
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/searched`,
      summary: 'What customers searched, the most frequent first.',
      query: SearchedQuery,
      answer: SearchedAnswer,
    },
    async ({ caller, query, reply }) => {
      const answer = await questions.searched(caller, query);
      return query.format === 'csv'
        ? csv(
            reply,
            answer.rows.map(({ product, ...row }) => ({ ...row, ...product })),
          )
        : answer;
    },
  ),
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/sold`,
      summary: 'What was sold, the most pieces first.',
      query: SoldQuery,
      answer: SoldAnswer,
    },
    async ({ caller, query, reply }) => told(reply, query.format, await questions.sold(caller, query)),
  ),
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/visited`,
      summary: 'Which pages were visited, the most visits first.',
      query: ActivityPageQuery,
      answer: VisitedAnswer,
    },
    async ({ caller, query, reply }) => told(reply, query.format, await questions.visited(caller, query)),
  ),
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/trend`,
      summary: 'What customers did with one product, over time.',
      query: TrendQuery,
      answer: TrendAnswer,
      errors: [403, 404],
    },
    async ({ caller, query, reply }) => told(reply, query.format, await questions.trend(caller, query)),
  ),
];

const checkoutOperations = (questions: ActivityQuestions): readonly ServedOperation[] => [
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/funnel`,
      summary: 'How far the checkouts came that began in the range.',
      query: FunnelQuery,
      answer: FunnelAnswer,
    },
    async ({ caller, query, reply }) => {
      const answer = await questions.funnel(caller, query);
      return query.format === 'csv' ? csv(reply, answer.steps) : answer;
    },
  ),
  serving(
    {
      ...ASKED,
      path: `${ACTIVITY_PATH}/stopped`,
      summary: 'At which step purchases stopped, the most frequent first.',
      query: FunnelQuery,
      answer: StoppedAnswer,
    },
    async ({ caller, query, reply }) => told(reply, query.format, await questions.stopped(caller, query)),
  ),
];

function told<Answer extends { readonly rows: readonly object[] }>(
  reply: FastifyReply,
  format: 'json' | 'csv',
  answer: Answer,
): Answer | FastifyReply {
  return format === 'csv' ? csv(reply, answer.rows) : answer;
}

const csv = (reply: FastifyReply, rows: readonly object[]): FastifyReply =>
  reply.type('text/csv; charset=utf-8').send(csvOfRows(rows));
