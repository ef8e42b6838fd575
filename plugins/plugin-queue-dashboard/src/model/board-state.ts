import type { SyncConnection, SyncResult } from '@flex-sync-suite/shared/hooks';
import type { BackendLiveness } from '@flex-sync-suite/shared/hooks';

/** What the whole board shows: `ready`, `stale` and `lost` show the table, the others a message in its place. */
export type BoardState =
  /** Waiting for the list of queues. */
  | { readonly kind: 'loading' }
  /** The plugin was not told where its backend is. */
  | { readonly kind: 'unconfigured'; readonly reason: string }
  /** Sync refuses to show the list of queues to this person. */
  | { readonly kind: 'forbidden' }
  /** No token: the backend refused, or the session ended, before there was anything to show. */
  | { readonly kind: 'denied'; readonly reason: string }
  /** The list could not be read and none is held. */
  | { readonly kind: 'error'; readonly reason: string }
  /** The list was read; the workspace has no queue. */
  | { readonly kind: 'empty' }
  /** No queue matches the filter. */
  | { readonly kind: 'no-match' }
  | { readonly kind: 'ready' }
  /** The socket is live, the backend is dead. `since` is null when it was never seen alive. */
  | { readonly kind: 'stale'; readonly since: number | null }
  /** The connection is gone; what is shown is what was known at `since`. Null when that moment is unknown. */
  | { readonly kind: 'lost'; readonly since: number | null; readonly reason: string | null; readonly isFinal: boolean };

interface BoardInputs {
  /** The Map `queue-index`. */
  readonly index: SyncResult<ReadonlyMap<string, unknown>>;
  readonly connection: SyncConnection;
  readonly backend: BackendLiveness;
  /** Queues left after the filter. */
  readonly shownCount: number;
}

/** Decides the state of the board. The worst news wins, because only one message is read at a time. */
export function boardState({ index, connection, backend, shownCount }: BoardInputs): BoardState {
  // Also with data in hand: what a person may no longer read must leave the screen.
  if (index.status === 'error' && index.error.code === 'forbidden') return { kind: 'forbidden' };
  if (index.data === undefined) return stateWithoutData(index, connection);
  if (connection.status === 'lost') {
    return { kind: 'lost', since: connection.since, reason: connection.reason, isFinal: false };
  }
  if (connection.status === 'denied' || connection.status === 'failed') {
    const isFinal = connection.status === 'failed';
    return { kind: 'lost', since: index.staleSince, reason: connection.reason, isFinal };
  }
  if (backend.status === 'dead') return { kind: 'stale', since: backend.lastSeenAt };
  if (index.data.size === 0) return { kind: 'empty' };
  return shownCount === 0 ? { kind: 'no-match' } : { kind: 'ready' };
}

/** What stands where the table would, or null for the table. A stale or cut-off board may also have nothing to show. */
export function placeholderState(state: BoardState, allCount: number, shownCount: number): BoardState | null {
  if (state.kind !== 'ready' && state.kind !== 'stale' && state.kind !== 'lost') return state;
  if (shownCount > 0) return null;
  return allCount === 0 ? { kind: 'empty' } : { kind: 'no-match' };
}

function stateWithoutData(index: BoardInputs['index'], connection: SyncConnection): BoardState {
  if (connection.status === 'denied') return { kind: 'denied', reason: connection.reason };
  if (connection.status === 'failed') return { kind: 'error', reason: connection.reason };
  if (index.status === 'error') return { kind: 'error', reason: index.error.message };
  if (connection.status === 'lost') return { kind: 'error', reason: connection.reason ?? 'The connection is lost' };
  return { kind: 'loading' };
}
