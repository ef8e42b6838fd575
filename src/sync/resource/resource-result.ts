import { SyncError } from '../sync-error';
import { PENDING, type SyncIssue, type SyncResult } from '../sync-result';
import type { SyncContent } from '../objects/sync-object';

/** What a result is made of. */
export interface ResultInputs<D> {
  readonly content: SyncContent<D>;
  /** What befell the object. */
  readonly error: SyncError | null;
  /** Over a connection that is there, an object that Sync keeps sending. */
  readonly isFollowed: boolean;
  /** The result so far: what says the same keeps its identity, and stale data its instant. */
  readonly before: SyncResult<D>;
  readonly now: () => number;
}

/** @returns `before` when nothing is different */
export function resultOf<D>({ content, error, isFollowed, before, now }: ResultInputs<D>): SyncResult<D> {
  const isLive = isFollowed && error === null;
  const staleSince = isLive || content.data === undefined ? null : (before.staleSince ?? now());
  const issues = isSameList(content.issues, before.issues) ? before.issues : Object.freeze([...content.issues]);
  const result = withData(content.data, error, { isLive, staleSince, issues });
  return isSameResult(result, before) ? before : Object.freeze(result);
}

function withData<D>(
  data: D | undefined,
  error: SyncError | null,
  liveness: Pick<SyncResult<D>, 'isLive' | 'staleSince' | 'issues'>,
): SyncResult<D> {
  if (error !== null) return { status: 'error', data, error, ...liveness };
  if (data !== undefined) return { status: 'ready', data, error: null, ...liveness };
  return PENDING;
}

/** Tells of an issue with an error, the same one as long as it is the same issue. */
export function invalidDataErrors(uniqueName: string): (issue: SyncIssue) => SyncError {
  let last: { readonly issue: SyncIssue; readonly error: SyncError } | undefined;
  return (issue) => {
    if (last?.issue !== issue) {
      const message = `${uniqueName}: the data does not match its schema at "${issue.path}": ${issue.message}`;
      last = { issue, error: new SyncError('invalid-data', message) };
    }
    return last.error;
  };
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

function isSameResult<D>(a: SyncResult<D>, b: SyncResult<D>): boolean {
  return (
    a.status === b.status &&
    a.data === b.data &&
    a.error === b.error &&
    a.isLive === b.isLive &&
    a.staleSince === b.staleSince &&
    a.issues === b.issues
  );
}
