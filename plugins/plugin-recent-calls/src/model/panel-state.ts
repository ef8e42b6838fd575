import type { BackendLiveness, SyncConnection, SyncResult } from '@flex-sync-suite/shared/hooks';

/** What the panel shows: `ready`, `stale` and `lost` show the list, the others a message in its place. */
export type PanelState =
  | { readonly kind: 'loading' }
  /** The plugin was not told where its backend is, or Flex has no worker. */
  | { readonly kind: 'unconfigured'; readonly reason: string }
  /** Sync refuses to show the list to this person. */
  | { readonly kind: 'forbidden' }
  /** No token, before there was anything to show. */
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'empty' }
  /** No call matches filter and search. */
  | { readonly kind: 'no-match' }
  | { readonly kind: 'ready' }
  /** The socket is live, the backend is dead. `since` is null when it was never seen alive. */
  | { readonly kind: 'stale'; readonly since: number | null }
  /** The connection is gone; what is shown is what was known at `since`. */
  | { readonly kind: 'lost'; readonly since: number | null; readonly reason: string | null; readonly isFinal: boolean };

interface PanelInputs {
  /** The agent's Map. */
  readonly calls: SyncResult<ReadonlyMap<string, unknown>>;
  readonly connection: SyncConnection;
  readonly backend: BackendLiveness;
}

/** Decides the state of the panel, apart from what a filter hides. The worst news wins: one message is read at a time. */
export function panelState({ calls, connection, backend }: PanelInputs): PanelState {
  // Also with data in hand: what a person may no longer read must leave the screen.
  if (calls.status === 'error' && calls.error.code === 'forbidden') return { kind: 'forbidden' };
  if (calls.data === undefined) return stateWithoutData({ calls, connection, backend });
  if (connection.status === 'lost') {
    return { kind: 'lost', since: connection.since, reason: connection.reason, isFinal: false };
  }
  if (connection.status === 'denied' || connection.status === 'failed') {
    const isFinal = connection.status === 'failed';
    return { kind: 'lost', since: calls.staleSince, reason: connection.reason, isFinal };
  }
  if (backend.status === 'dead') return { kind: 'stale', since: backend.lastSeenAt };
  return { kind: 'ready' };
}

/** What stands where the list would, or null for the list. */
export function placeholderState(state: PanelState, allCount: number, shownCount: number): PanelState | null {
  if (state.kind !== 'ready' && state.kind !== 'stale' && state.kind !== 'lost') return state;
  if (shownCount > 0) return null;
  return allCount === 0 ? { kind: 'empty' } : { kind: 'no-match' };
}

function stateWithoutData({ calls, connection, backend }: PanelInputs): PanelState {
  if (connection.status === 'denied') return { kind: 'denied', reason: connection.reason };
  if (connection.status === 'failed') return { kind: 'error', reason: connection.reason };
  // The backend creates the Map when the agent's first token is issued; it comes within seconds of the first look.
  if (calls.status === 'error' && calls.error.code === 'not-found' && backend.status !== 'dead')
    return { kind: 'loading' };
  if (calls.status === 'error') return { kind: 'error', reason: calls.error.message };
  if (connection.status === 'lost') return { kind: 'error', reason: connection.reason ?? 'The connection is lost' };
  return { kind: 'loading' };
}
