import type { SyncErrorCode, SyncResult } from '@flex-sync-suite/shared/hooks';
import type { LiveViewState } from '@flex-sync-suite/shared/views';
import type { ComposerObstacle } from './composer-state';

/** A List that cannot be read now; the others stay usable. */
export interface ListProblem {
  readonly listSid: string;
  readonly code: SyncErrorCode;
}

/**
 * What the list of responses shows: as every live list of the suite, and `no-lists` when the worker's attributes name
 * none, which an administrator can change. `ready`, `stale` and `lost` show the list.
 */
export type ResponseListState = LiveViewState | { readonly kind: 'no-lists' };

/** Whether texts can be put into the conversation now. */
export type ComposerAvailability =
  | { readonly kind: 'on'; readonly conversationSid: string }
  | { readonly kind: 'off'; readonly reason: ComposerObstacle };

/** All Lists as one source: with data as soon as one has some, failed only when every one has. */
export function combinedResult(results: readonly SyncResult<unknown>[]): SyncResult<unknown> {
  const withData = results.filter(({ data }) => data !== undefined);
  const [first] = results;
  if (first === undefined) throw new RangeError('There is no List to combine');
  const readable = withData.filter(({ error }) => error?.code !== 'forbidden');
  return (
    readable.find(({ isLive }) => !isLive) ?? readable[0] ?? results.find(({ status }) => status === 'pending') ?? first
  );
}

/** Lists that have failed, by the SID they were opened with. */
export const listProblems = (results: ReadonlyMap<string, SyncResult<unknown>>): readonly ListProblem[] =>
  [...results].flatMap(([listSid, { error }]) => (error === null ? [] : [{ listSid, code: error.code }]));
