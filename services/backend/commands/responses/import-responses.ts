import {
  MAX_LISTED_CHANGES,
  type ImportQuery,
  type ImportReport,
  type LibraryId,
  type PortableResponse,
} from '@flex-sync-suite/shared/contract';
import { planImport, type ImportPlan, type ImportRecord } from '../../domain/responses/response-import';
import { inTurns } from '../../base/event-loop';
import { newResponseId } from '../../store/responses/new-canned-ids';
import { lockLibrary } from '../../store/responses/library-write';
import { applyChanges, type ResponseChange } from '../../store/responses/response-changes';
import type { StoredResponse } from '../../store/responses/response-read';
import { readContentMark, readResponsesOf } from '../../store/responses/response-search';
import { contentOf } from '../../store/responses/response-write';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import { noSuchLibrary, openLibrary, openLibraryOf, requireEdit } from './opened-library';
import type { CannedCommandOptions } from './canned-command-options';
import { checkRecords, MAX_PROBLEMS, type FileContent } from './files/response-file';

/** Whole libraries in and out. Every method throws a `Refusal`: `missing` or `forbidden`. */
export interface ResponseFiles {
  /** All or nothing; see the contract's `ImportReport`. */
  import(caller: Caller, file: FileContent, query: ImportQuery): Promise<ImportReport>;
  /** All responses of the library, those that are no longer offered included, by title. */
  export(caller: Caller, library: LibraryId): Promise<PortableResponse[]>;
}

/** What a file would do to a library that is as `mark` tells. */
interface Draft {
  readonly mark: string;
  readonly plan: ImportPlan<StoredResponse>;
}

export function createResponseFiles({ database, now, onMarked }: CannedCommandOptions): ResponseFiles {
  const db = database.kysely;

  const importFile: ResponseFiles['import'] = async (caller, file, { library: libraryId, dryRun, placeholders }) => {
    const isDryRun = dryRun === 'true';
    await requireEditable(caller, libraryId);
    const { records, problems, unknownPlaceholders } = await inTurns(checkRecords(file, placeholders));
    const remarks = { notes: [...file.notes], unknownPlaceholders: [...unknownPlaceholders] };
    const reportOf = ({ plan }: Draft): ImportReport => {
      const all = [...problems, ...plan.problems].sort((a, b) => a.line - b.line).slice(0, MAX_PROBLEMS);
      return { isDryRun, ...(all.length === 0 ? effectOf(plan) : NOTHING), problems: all, ...remarks };
    };
    // Compared before the transaction: in the embedded database everybody else waits for its end.
    const draft = await draftOf(db, libraryId, records);
    const report = reportOf(draft);
    if (isDryRun || report.problems.length > 0 || report.created + report.updated === 0) return report;
    const imported = await inTransaction(db, async (trx) => {
      const opened = await openLibrary(trx, caller, await lockLibrary(trx, libraryId));
      if (opened === null) throw noSuchLibrary();
      requireEdit(opened);
      const isCurrent = (await readContentMark(trx, libraryId)) === draft.mark;
      const current = isCurrent ? draft : await draftOf(trx, libraryId, records);
      const currentReport = reportOf(current);
      if (currentReport.problems.length > 0) return { report: currentReport, keys: [] };
      const context = { libraryId, by: caller.actor, at: now() };
      const { keys } = await applyChanges(trx, await inTurns(changesOf(current.plan, libraryId)), context);
      return { report: currentReport, keys };
    });
    if (imported.keys.length > 0) onMarked(imported.keys);
    return imported.report;
  };

  const exportFile: ResponseFiles['export'] = async (caller, libraryId) => {
    await requireEditable(caller, libraryId);
    const responses = await readResponsesOf(db, libraryId);
    return responses.map((response) => ({ id: response.id, status: response.status, ...contentOf(response) }));
  };

  /** @throws Refusal `missing` or `forbidden` */
  async function requireEditable(caller: Caller, libraryId: LibraryId): Promise<void> {
    const opened = await openLibraryOf(db, caller, libraryId);
    if (opened === null) throw noSuchLibrary();
    requireEdit(opened);
  }

  return { import: importFile, export: exportFile };
}

async function draftOf(db: Queryable, libraryId: LibraryId, records: readonly ImportRecord[]): Promise<Draft> {
  const mark = await readContentMark(db, libraryId);
  return { mark, plan: await inTurns(planImport(records, await readResponsesOf(db, libraryId))) };
}

type Effect = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'changes'>;

const NOTHING: Effect = { created: 0, updated: 0, unchanged: 0, changes: [] };

function effectOf({ steps }: ImportPlan<StoredResponse>): Effect {
  const changed = steps.filter(({ isChanged }) => isChanged);
  const created = changed.filter(({ before }) => before === null).length;
  const changes = changed.slice(0, MAX_LISTED_CHANGES).map(({ record, before, by, content }) => ({
    line: record.line,
    title: content.title,
    updates: before === null || by === null ? null : { title: before.title, by },
  }));
  return { created, updated: changed.length - created, unchanged: steps.length - changed.length, changes };
}

/** Yields between two, because an id takes its time. */
function* changesOf(
  { steps }: ImportPlan<StoredResponse>,
  libraryId: LibraryId,
): Generator<undefined, readonly ResponseChange[]> {
  const changes: ResponseChange[] = [];
  for (const { before, status, content, isChanged } of steps) {
    if (!isChanged) continue;
    changes.push({
      id: before?.id ?? newResponseId(libraryId),
      before,
      status,
      content,
      action: 'canned-response.import',
    });
    yield;
  }
  return changes;
}
