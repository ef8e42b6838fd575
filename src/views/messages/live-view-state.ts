import { operatorCode } from '../../contract';

/**
 * What a view over one live list shows: `ready`, `stale` and `lost` show the list, the others a message in its place.
 * Every state says why in a word of ours; `code` is for whoever operates it, and never a sentence.
 */
export type LiveViewState =
  /** Waiting for the first data. */
  | { readonly kind: 'loading' }
  /** The plugin was not told where its backend is, or Flex lacks something that it needs. */
  | { readonly kind: 'unconfigured'; readonly reason: string }
  /** Sync refuses to show the data to this person. */
  | { readonly kind: 'forbidden' }
  /** No token: the backend refused, or the session ended, before there was anything to show. */
  | { readonly kind: 'denied'; readonly code: string | null }
  /** The data could not be read and none is held. */
  | { readonly kind: 'error'; readonly problem: ViewProblem; readonly code: string | null }
  /** The data was read; there is nothing in it. */
  | { readonly kind: 'empty' }
  /** Nothing matches the filter. */
  | { readonly kind: 'no-match' }
  | { readonly kind: 'ready' }
  /** The socket is live, the backend is dead. `since` is null when it was never seen alive. */
  | { readonly kind: 'stale'; readonly since: number | null }
  /** The connection is gone; what is shown is what was known at `since`. Null when that moment is unknown. */
  | {
      readonly kind: 'lost';
      readonly since: number | null;
      readonly cause: LossCause;
      readonly code: string | null;
    };

/** Why nothing could be read: what befell the object, or the connection. */
export type ViewProblem = ObjectProblem | LossCause;

type ObjectProblem =
  | 'not-found'
  | 'forbidden'
  | 'removed'
  | 'invalid-data'
  | 'rate-limited'
  | 'too-many-subscriptions'
  | 'disconnected'
  | 'conflict'
  | 'unknown';

/**
 * Why the connection is gone: `network`, which comes back by itself; `no-token`: the backend gives none, so that it is the
 * backend that is away; `denied`: somebody refuses this person; `ended`: for good, until the page is loaded again.
 */
export type LossCause = 'network' | 'no-token' | 'denied' | 'ended';

/** What is known of the wire and of what feeds it, told by shape: what the hooks give fits, and views need no Sync. */
export interface LiveViewInputs {
  /** What the view lives on: the result of a hook. */
  readonly source: LiveSource;
  /** Connection of the source's scope. */
  readonly connection: LiveConnection;
  readonly backend: LiveBackend;
  /**
   * True when the backend creates the object at the first look, so that its absence means "soon" while the backend is
   * not known to be dead. Default false: absence is an error.
   */
  readonly isCreatedOnDemand?: boolean;
}

interface LiveSource {
  readonly data: unknown;
  readonly staleSince: number | null;
  readonly error: { readonly code: ObjectProblem } | null;
}

type LiveConnection =
  | { readonly status: 'connecting' | 'connected' | 'reconnecting' }
  | { readonly status: 'lost'; readonly since: number; readonly cause?: 'no-token'; readonly code?: string }
  | { readonly status: 'denied' | 'failed'; readonly code?: string };

type LiveBackend =
  { readonly status: 'unknown' | 'alive' } | { readonly status: 'dead'; readonly lastSeenAt: number | null };

/**
 * Decides the state of a view, apart from what an empty list or a filter adds: {@link placeholderState}. The worst news
 * wins, because only one message is read at a time.
 */
export function liveViewState(inputs: LiveViewInputs): LiveViewState {
  const { source, connection, backend } = inputs;
  // Also with data in hand: what a person may no longer read must leave the screen.
  if (source.error?.code === 'forbidden') return { kind: 'forbidden' };
  if (source.data === undefined) return stateWithoutData(inputs);
  const loss = lossOf(connection);
  if (loss !== null) {
    return { kind: 'lost', since: connection.status === 'lost' ? connection.since : source.staleSince, ...loss };
  }
  if (backend.status === 'dead') return { kind: 'stale', since: backend.lastSeenAt };
  return { kind: 'ready' };
}

function stateWithoutData({ source, connection, backend, isCreatedOnDemand = false }: LiveViewInputs): LiveViewState {
  const loss = lossOf(connection);
  if (loss?.cause === 'denied') return { kind: 'denied', code: loss.code };
  // Before the object's own error: over no wire it is only the consequence.
  if (loss !== null) return { kind: 'error', problem: loss.cause, code: loss.code };
  const { error } = source;
  if (error !== null) {
    const isOnItsWay = isCreatedOnDemand && error.code === 'not-found' && backend.status !== 'dead';
    return isOnItsWay ? { kind: 'loading' } : { kind: 'error', problem: error.code, code: operatorCode(error) };
  }
  return { kind: 'loading' };
}

/** Null while there is a connection, or one is only just interrupted. */
function lossOf(connection: LiveConnection): { readonly cause: LossCause; readonly code: string | null } | null {
  switch (connection.status) {
    case 'lost':
      return { cause: connection.cause ?? 'network', code: connection.code ?? null };
    case 'denied':
      return { cause: 'denied', code: connection.code ?? null };
    case 'failed':
      return { cause: 'ended', code: connection.code ?? null };
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return null;
  }
}

/**
 * What stands where the list would, or null for the list. A stale or cut-off view may also have nothing to show.
 *
 * @param allCount entries that there are
 * @param shownCount entries left after the filter
 */
export function placeholderState(state: LiveViewState, allCount: number, shownCount: number): LiveViewState | null {
  if (state.kind !== 'ready' && state.kind !== 'stale' && state.kind !== 'lost') return state;
  if (shownCount > 0) return null;
  return allCount === 0 ? { kind: 'empty' } : { kind: 'no-match' };
}
