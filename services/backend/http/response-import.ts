import {
  MAX_IMPORTED_RESPONSES,
  type ImportProblem,
  type ImportReport,
  type LibraryId,
  type PortableResponse,
} from '@flex-sync-suite/shared/contract';
import { planImport } from '../domain/response-import';
import { lockLibrary } from '../store/library-write';
import { applyChanges } from '../store/response-changes';
import { readResponsesOf } from '../store/response-search';
import { contentOf } from '../store/response-write';
import { inTransaction } from '../store/transaction';
import { noSuchLibrary, openLibrary, openLibraryOf, requireEdit, type CannedCaller } from './canned-caller';
import { newResponseId } from '../store/canned-ids';
import type { FileContent } from './response-csv';
import { checkRecords } from './response-file';
import type { CannedStoreOptions } from './canned-store-options';

/** Whole libraries in and out. Every method throws an `HttpProblem`: 404 or 403. */
export interface ResponseFiles {
  /** All or nothing; see the contract's `ImportReport`. */
  import(caller: CannedCaller, library: LibraryId, file: FileContent, isDryRun: boolean): Promise<ImportReport>;
  /** All responses of the library, those that are no longer offered included, by title. */
  export(caller: CannedCaller, library: LibraryId): Promise<PortableResponse[]>;
}

/** More of them help nobody. */
const MAX_PROBLEMS = 200;

export function createResponseFiles({ database, now, onMarked }: CannedStoreOptions): ResponseFiles {
  const db = database.kysely;

  const importFile: ResponseFiles['import'] = async (caller, libraryId, file, isDryRun) => {
    const { records, problems } = checkRecords(limited(file));
    const { report, keys } = await inTransaction(db, async (trx) => {
      const opened = await openLibrary(trx, caller, await lockLibrary(trx, libraryId));
      if (opened === null) throw noSuchLibrary();
      requireEdit(opened);
      const plan = planImport(records, await readResponsesOf(trx, libraryId));
      const changed = plan.steps.filter(({ isChanged }) => isChanged);
      const created = changed.filter(({ before }) => before === null).length;
      const made: ImportReport = {
        isDryRun,
        created,
        updated: changed.length - created,
        unchanged: plan.steps.length - changed.length,
        problems: [...problems, ...plan.problems].sort((a, b) => a.line - b.line).slice(0, MAX_PROBLEMS),
      };
      if (made.problems.length > 0) return { report: { ...made, ...NOTHING }, keys: [] };
      if (isDryRun || changed.length === 0) return { report: made, keys: [] };
      const changes = changed.map(({ before, status, content }) => ({
        id: before?.id ?? newResponseId(libraryId),
        before,
        status,
        content,
        action: 'canned-response.import' as const,
      }));
      const context = { libraryId, by: caller.actor, at: now() };
      return { report: made, keys: (await applyChanges(trx, changes, context)).keys };
    });
    if (keys.length > 0) onMarked(keys);
    return report;
  };

  const exportFile: ResponseFiles['export'] = async (caller, libraryId) => {
    const opened = await openLibraryOf(db, caller, libraryId);
    if (opened === null) throw noSuchLibrary();
    requireEdit(opened);
    const responses = await readResponsesOf(db, libraryId);
    return responses.map((response) => ({ id: response.id, status: response.status, ...contentOf(response) }));
  };

  return { import: importFile, export: exportFile };
}

const NOTHING = { created: 0, updated: 0, unchanged: 0 };

function limited({ records, problems }: FileContent): FileContent {
  const first = records[MAX_IMPORTED_RESPONSES];
  if (first === undefined) return { records, problems };
  const message = `One import takes ${MAX_IMPORTED_RESPONSES} responses: split the file here.`;
  const tooMany: ImportProblem = { line: first.lines[0] ?? 1, field: null, message };
  return { records: records.slice(0, MAX_IMPORTED_RESPONSES), problems: [...problems, tooMany] };
}
