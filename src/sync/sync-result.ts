import type { SyncError } from './sync-error';

/** One value that failed its schema. The object it belongs to stays usable. */
export interface SyncIssue {
  /** Key of the Map item, or index of the List item; null for a Document. */
  readonly key: string | number | null;
  /** Dotted path inside the value; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** The second axis of a result: not "do I have data?" but "is the wire alive?". */
interface Liveness {
  /**
   * True while changes arrive: the connection is up, and the object's subscription is established. False while what was
   * missed is not replayed yet. Says nothing about the data's source.
   */
  readonly isLive: boolean;
  /** When data that is still shown stopped being live, in Unix milliseconds; null while live or without data. */
  readonly staleSince: number | null;
  /** Values left out because they failed the schema. */
  readonly issues: readonly SyncIssue[];
}

/** Nothing has arrived yet. */
export interface SyncPending extends Liveness {
  readonly status: 'pending';
  readonly data: undefined;
  readonly error: null;
}

/** Complete data; look at `isLive` for its freshness. */
export interface SyncReady<D> extends Liveness {
  readonly status: 'ready';
  readonly data: D;
  readonly error: null;
}

/** The object cannot be followed now. `data` is the last good one, if there ever was any. */
export interface SyncFailed<D> extends Liveness {
  readonly status: 'error';
  readonly data: D | undefined;
  readonly error: SyncError;
}

/** The definition was null: nothing was asked for. */
export interface SyncDisabled extends Liveness {
  readonly status: 'disabled';
  readonly data: undefined;
  readonly error: null;
}

/** State of one Sync object, as an immutable snapshot. */
export type SyncResult<D> = SyncPending | SyncReady<D> | SyncFailed<D>;

const NO_ISSUES: readonly SyncIssue[] = Object.freeze([]);
const NOT_LIVE = { isLive: false, staleSince: null, issues: NO_ISSUES, data: undefined, error: null } as const;

/** The result before anything arrived; one constant, so that a comparison by identity holds. */
export const PENDING: SyncPending = Object.freeze({ status: 'pending', ...NOT_LIVE });

/** The result of a null definition. */
export const DISABLED: SyncDisabled = Object.freeze({ status: 'disabled', ...NOT_LIVE });
