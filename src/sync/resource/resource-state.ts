import { RETRY, RETRY_FORBIDDEN, type Backoff } from '../backoff';
import type { SyncError, SyncErrorCode } from '../sync-error';

/** Where an object is in its life, without time and without the SDK. */
export interface ResourceState {
  readonly phase: ResourcePhase;
  /** Openings in a row that failed, also soon after they had succeeded. */
  readonly attempts: number;
  /** What befell the object; stays until it is open again. A lost connection is not its error. */
  readonly error: SyncError | null;
}

export type ResourcePhase =
  /** Nobody is subscribed, or nobody has been since it failed. */
  | { readonly kind: 'closed' }
  /** `isSubscribed`: whether Sync sends what changes; null while the SDK told nothing of it. */
  | { readonly kind: 'opening' | 'open'; readonly isSubscribed: boolean | null }
  /** For the next try. */
  | { readonly kind: 'waiting'; readonly after: SyncErrorCode }
  /** For good. */
  | { readonly kind: 'shut' };

export type ResourceEvent =
  | { readonly type: 'opening' | 'opened' | 'settled' | 'released' | 'replaced' | 'shut' }
  | { readonly type: 'subscribed'; readonly isEstablished: boolean }
  /** `isFollowed`: somebody waits for the next try. */
  | { readonly type: 'failed'; readonly error: SyncError; readonly isFollowed: boolean };

export const CLOSED: ResourceState = { phase: { kind: 'closed' }, attempts: 0, error: null };

export function resourceStep(state: ResourceState, event: ResourceEvent): ResourceState {
  const { phase } = state;
  if (phase.kind === 'shut') return state;
  switch (event.type) {
    case 'opening':
      return { ...state, phase: { kind: 'opening', isSubscribed: null } };
    case 'opened':
      if (phase.kind !== 'opening') return state;
      return { ...state, phase: { ...phase, kind: 'open' }, error: null };
    case 'subscribed':
      if (phase.kind !== 'opening' && phase.kind !== 'open') return state;
      return { ...state, phase: { ...phase, isSubscribed: event.isEstablished } };
    case 'settled':
      if (phase.kind !== 'open') return state;
      return { ...state, phase: { ...phase, isSubscribed: phase.isSubscribed ?? true }, attempts: 0 };
    case 'failed':
      return failed(state, event.error, event.isFollowed);
    case 'released':
      return { ...state, phase: { kind: 'closed' } };
    case 'replaced':
      return { ...state, phase: { kind: 'closed' }, attempts: 0 };
    case 'shut':
      return { ...state, phase: { kind: 'shut' } };
  }
}

function failed(state: ResourceState, error: SyncError, isFollowed: boolean): ResourceState {
  return {
    phase: isFollowed ? { kind: 'waiting', after: error.code } : { kind: 'closed' },
    attempts: state.attempts + 1,
    // A lost connection is told by `isLive` and by the connection itself; the object has done nothing wrong.
    error: error.code === 'disconnected' ? state.error : error,
  };
}

/** How long to wait for the next try; null when nothing of the kind is due. */
export function retryBackoff({ phase }: ResourceState): Backoff | null {
  if (phase.kind !== 'waiting') return null;
  // Each new try would be refused as well, and is a request for nothing: another connection may take it up.
  if (phase.after === 'too-many-subscriptions') return null;
  return phase.after === 'forbidden' ? RETRY_FORBIDDEN : RETRY;
}

/** An opening that the connection cut short is taken up again with it. */
export const isCutShort = ({ phase }: ResourceState): boolean =>
  phase.kind === 'waiting' && phase.after === 'disconnected';

/** Whether Sync is known to send what changes. */
export const isEstablished = ({ phase }: ResourceState): boolean =>
  phase.kind === 'open' && phase.isSubscribed === true;
