import {
  ExplorerFindings,
  ExplorerFindingsQuery,
  ExplorerMend,
  ExplorerMended,
} from '@flex-sync-suite/shared/contract';
import type { FindingsQuestion } from '../../commands/explorer/findings';
import type { Mend } from '../../commands/explorer/mend';
import { serving, type ServedOperation } from '../operations/operation';
import { DEEDS } from './explorer-object-operations';
import { LOOKS, OF_SERVICE } from './explorer-operations';

/** What answers {@link findingsOperations}. */
export interface FindingsCommands {
  readonly findings: FindingsQuestion;
  readonly mend: Mend;
}

/** What is wrong in a Sync service. */
export const findingsOperations = (explorer: FindingsCommands): readonly ServedOperation[] => [
  serving(
    {
      ...{ ...OF_SERVICE, method: 'get', path: `${OF_SERVICE.path}/findings`, query: ExplorerFindingsQuery },
      ...{ answer: ExplorerFindings, errors: [403], limit: LOOKS },
      summary: 'What is wrong in a Sync service, part by part.',
    },
    ({ caller, params, query }) => explorer.findings(caller, params.serviceSid, query.cursor),
  ),
  serving(
    {
      ...{ ...OF_SERVICE, method: 'post', path: `${OF_SERVICE.path}/mend`, body: ExplorerMend, bodyName: 'finding' },
      ...{ answer: ExplorerMended, errors: [403, 422], limit: DEEDS },
      summary: 'Puts right what a finding tells, after another look; each is put on record.',
    },
    ({ caller, params, body }) => explorer.mend(caller, params.serviceSid, body),
  ),
];
