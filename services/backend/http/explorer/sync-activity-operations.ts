import {
  SYNC_ACTIVITY_PATH,
  SyncActivity,
  SyncActivityQuery,
  SYNC_RATES_PATH,
  SyncRates,
  SyncRatesQuery,
  type SyncActivityEntry,
} from '@flex-sync-suite/shared/contract';
import { csvOfRows } from '../../commands/activity/rows-as-csv';
import type { SyncActivityQuestion } from '../../commands/explorer/sync-activity';
import type { SyncRatesQuestion } from '../../commands/explorer/sync-rates';
import { serving, type ServedOperation } from '../operations/operation';

/** A page that follows asks once a second. */
const LIMIT = { burst: 60, refillMs: 250 };

/** What was written to Sync, and how often. */
export const syncActivityOperations = ({
  activity,
  rates,
}: {
  readonly activity: SyncActivityQuestion;
  readonly rates: SyncRatesQuestion;
}): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: SYNC_RATES_PATH,
      summary: 'How often objects are written, against what Sync takes, the nearest to its limit first.',
      query: SyncRatesQuery,
      answer: SyncRates,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, query }) => rates(caller, query),
  ),
  serving(
    {
      method: 'get',
      path: SYNC_ACTIVITY_PATH,
      summary: 'What was written to Sync, when, by whom and how large, the newest first; never what was written.',
      query: SyncActivityQuery,
      answer: SyncActivity,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, query, reply }) => {
      const answer = await activity(caller, query);
      if (query.format === 'json') return answer;
      return reply.type('text/csv; charset=utf-8').send(csvOfRows(answer.entries.map(inCells)));
    },
  ),
];

/** What there is not is an empty cell. */
const inCells = (entry: SyncActivityEntry): object =>
  Object.fromEntries(COLUMNS.map((column) => [column, entry[column] ?? '']));

const COLUMNS = [
  'id',
  'at',
  'serviceSid',
  'deed',
  'kind',
  'sid',
  'uniqueName',
  'itemKey',
  'identity',
  'revision',
  'bytes',
  'status',
] as const satisfies readonly (keyof SyncActivityEntry)[];
