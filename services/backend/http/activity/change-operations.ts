import {
  ACTIVITY_CHANGES_PATH,
  ActivityChangesAnswer,
  ActivityChangesQuery,
  type ActivityChange,
} from '@flex-sync-suite/shared/contract';
import type { ChangeQuestion } from '../../commands/activity/change-questions';
import { csvOfRows } from '../../commands/activity/rows-as-csv';
import { serving, type ServedOperation } from '../operations/operation';

/** Somebody pages through them, or asks again. */
const LIMIT = { burst: 60, refillMs: 250 };

/** What others changed in the objects of the activity tracker. */
export const changeOperations = (changes: ChangeQuestion): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: ACTIVITY_CHANGES_PATH,
      summary: "What others than the backend changed in the activity tracker's objects, the newest first.",
      query: ActivityChangesQuery,
      answer: ActivityChangesAnswer,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, query, reply }) => {
      const answer = await changes(caller, query);
      if (query.format === 'json') return answer;
      return reply.type('text/csv; charset=utf-8').send(csvOfRows(answer.rows.map(inCells)));
    },
  ),
];

/** Each value in one cell; what there is not is an empty one. */
const inCells = ({ itemKey, endpointId, data, ...row }: ActivityChange): object => ({
  ...row,
  itemKey: itemKey ?? '',
  endpointId: endpointId ?? '',
  data: data === null ? '' : JSON.stringify(data),
});
