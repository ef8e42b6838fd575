import type { ImportChange, ImportProblem, ResponseContent, ResponseStatus } from '@flex-sync-suite/shared/contract';
import { contentProblem, isSameContent, normalizeContent, shortcutKey, titleKey } from './response-content';
import { mayMove } from './response-places';

/** What a file says of a response; what it does not say stays as it is. */
export interface ImportedContent extends Pick<ResponseContent, 'title' | 'variants'> {
  readonly shortcut?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly tags?: string[] | undefined;
  readonly channels?: string[] | undefined;
}

/** One response of a file. */
export interface ImportRecord {
  /** Where it begins in the file; see the contract's `ImportProblem`. */
  readonly line: number;
  readonly id: string | null;
  /** Null: what it is, or a draft. */
  readonly status: ResponseStatus | null;
  readonly content: ImportedContent;
}

/** A response of the library. */
export interface ExistingResponse extends ResponseContent {
  readonly id: string;
  readonly status: ResponseStatus;
}

/** By what a record is known to update a response. */
type MatchedBy = NonNullable<ImportChange['updates']>['by'];

/** What a record is to do. */
export interface ImportStep<Existing> {
  readonly record: ImportRecord;
  /** The response that it updates; null for a new one. */
  readonly before: Existing | null;
  /** By what it was found; null for a new one. */
  readonly by: MatchedBy | null;
  readonly status: ResponseStatus;
  readonly content: ResponseContent;
  readonly isChanged: boolean;
}

export interface ImportPlan<Existing> {
  readonly steps: readonly ImportStep<Existing>[];
  readonly problems: readonly ImportProblem[];
}

/**
 * Finds for each record the response that it updates, and every reason not to import the file. Yields between two records,
 * so that other work may be done.
 */
export function* planImport<Existing extends ExistingResponse>(
  records: readonly ImportRecord[],
  existing: readonly Existing[],
): Generator<undefined, ImportPlan<Existing>> {
  const matches = match(records, existing);
  const problems: ImportProblem[] = [];
  const steps: ImportStep<Existing>[] = [];
  for (const record of records) {
    yield;
    const { one: before = null, by = null } = matches.get(record) ?? {};
    const status = record.status ?? before?.status ?? 'draft';
    const content = merged(before, record.content);
    const isChanged = before?.status !== status || !isSameContent(before, content);
    const problem = contentProblem(content);
    if (problem !== null) problems.push({ line: record.line, field: problem.field, message: problem.message });
    if (!mayMove(before?.status ?? status, status)) {
      const message = 'The response is published: it is retired before it becomes a draft again.';
      problems.push({ line: record.line, field: 'status', message });
    }
    steps.push({ record, before, by, status, content, isChanged });
  }
  problems.push(...shortcutProblems(steps, existing));
  return { steps, problems: problems.sort((a, b) => a.line - b.line) };
}

function merged(before: ResponseContent | null, given: ImportedContent): ResponseContent {
  const { title, variants, shortcut, category, tags, channels } = given;
  return normalizeContent({
    title,
    variants,
    shortcut: shortcut === undefined ? (before?.shortcut ?? null) : shortcut,
    category: category === undefined ? (before?.category ?? null) : category,
    tags: tags ?? before?.tags ?? [],
    channels: channels ?? before?.channels ?? [],
  });
}

/** By id, then by shortcut, then by title; what is in use before what was retired; each response once. */
function match<Existing extends ExistingResponse>(
  records: readonly ImportRecord[],
  existing: readonly Existing[],
): Map<ImportRecord, { readonly one: Existing; readonly by: MatchedBy }> {
  const ordered = [...existing].sort((a, b) => Number(a.status === 'retired') - Number(b.status === 'retired'));
  const free = new Set(ordered);
  const found = new Map<ImportRecord, { readonly one: Existing; readonly by: MatchedBy }>();
  const pass = (
    by: MatchedBy,
    keyOf: (one: Existing) => string | null,
    keyOfRecord: (record: ImportRecord) => string | null,
  ): void => {
    const byKey = new Map<string, Existing[]>();
    for (const one of free) {
      const key = keyOf(one);
      const others = key === null ? undefined : byKey.get(key);
      if (others !== undefined) others.push(one);
      else if (key !== null) byKey.set(key, [one]);
    }
    for (const record of records) {
      const key = found.has(record) ? null : keyOfRecord(record);
      const one = key === null ? undefined : byKey.get(key)?.shift();
      if (one === undefined) continue;
      found.set(record, { one, by });
      free.delete(one);
    }
  };
  pass(
    'id',
    ({ id }) => id,
    ({ id }) => id,
  );
  pass(
    'shortcut',
    ({ shortcut }) => shortcutKey(shortcut),
    ({ content }) => shortcutKey(content.shortcut ?? null),
  );
  pass(
    'title',
    ({ title }) => titleKey(title),
    ({ content }) => titleKey(content.title),
  );
  return found;
}

/** Shortcuts that two responses would have when the import is done. */
function shortcutProblems<Existing extends ExistingResponse>(
  steps: readonly ImportStep<Existing>[],
  existing: readonly Existing[],
): ImportProblem[] {
  const updated = new Set<ExistingResponse | null>(steps.map(({ before }) => before));
  const holders = new Map<string, string>();
  for (const one of existing) {
    const key = one.status === 'retired' || updated.has(one) ? null : shortcutKey(one.shortcut);
    if (key !== null) holders.set(key, `"${one.title}" of the library`);
  }
  return steps.flatMap(({ record: { line }, status, content }): ImportProblem[] => {
    const key = status === 'retired' ? null : shortcutKey(content.shortcut);
    if (key === null) return [];
    const holder = holders.get(key);
    if (holder === undefined) {
      holders.set(key, `line ${line}`);
      return [];
    }
    const message = `The shortcut /${content.shortcut ?? ''} belongs to ${holder} already.`;
    return [{ line, field: 'shortcut', message }];
  });
}
