import { SyncError, type SyncConnection, type SyncErrorCode, type SyncResult } from '../sync';
import type { BackendLiveness } from './backend-liveness';
import { liveViewState, placeholderState, type LiveViewInputs } from './live-view-state';

const NOON = Date.parse('2026-03-10T12:00:00.000Z');
const axis = { isLive: false, staleSince: null, issues: [] } as const;
const pending: SyncResult<string> = { status: 'pending', data: undefined, error: null, ...axis };
const ready: SyncResult<string> = { ...axis, status: 'ready', data: 'held', error: null, staleSince: NOON };
const failed = (code: SyncErrorCode, data?: string): SyncResult<string> => ({
  ...axis,
  status: 'error',
  data,
  error: new SyncError(code, `list: ${code}`),
});

const connected: SyncConnection = { status: 'connected' };
const alive: BackendLiveness = { status: 'alive', lastSeenAt: NOON };
const dead: BackendLiveness = { status: 'dead', lastSeenAt: NOON };
const lost = (reason: string | null = null): SyncConnection => ({ status: 'lost', since: NOON, reason });

const state = (
  source: LiveViewInputs['source'],
  connection: SyncConnection = connected,
  backend: BackendLiveness = alive,
) => liveViewState({ source, connection, backend });

describe('liveViewState', () => {
  it('is loading until the data is there, whatever the backend does', () => {
    expect(state(pending, { status: 'connecting' }, { status: 'unknown' })).toEqual({ kind: 'loading' });
    expect(state(pending, connected, dead)).toEqual({ kind: 'loading' });
  });

  it('is forbidden when Sync refuses the object, also with data in hand', () => {
    expect(state(failed('forbidden'))).toEqual({ kind: 'forbidden' });
    expect(state(failed('forbidden', 'held'))).toEqual({ kind: 'forbidden' });
  });

  it('says why there is nothing to show', () => {
    expect(state(pending, { status: 'denied', reason: 'no worker' })).toEqual({ kind: 'denied', reason: 'no worker' });
    expect(state(pending, { status: 'failed', reason: 'gone' })).toEqual({ kind: 'error', reason: 'gone' });
    expect(state(failed('not-found'))).toEqual({ kind: 'error', reason: 'list: not-found' });
    expect(state(pending, lost('timeout'))).toEqual({ kind: 'error', reason: 'timeout' });
    expect(state(pending, lost())).toEqual({ kind: 'error', reason: 'The connection is lost' });
  });

  it('waits for an object that the backend creates on demand, unless the backend is dead', () => {
    const inputs = { source: failed('not-found'), connection: connected, isCreatedOnDemand: true };
    expect(liveViewState({ ...inputs, backend: alive })).toEqual({ kind: 'loading' });
    expect(liveViewState({ ...inputs, backend: dead })).toEqual({ kind: 'error', reason: 'list: not-found' });
    expect(liveViewState({ ...inputs, source: failed('unknown'), backend: alive }).kind).toBe('error');
  });

  it('keeps what it has when the connection goes, and says whether it comes back by itself', () => {
    expect(state(ready, lost())).toEqual({ kind: 'lost', since: NOON, reason: null, isFinal: false });
    expect(state(ready, { status: 'denied', reason: 'no' })).toMatchObject({ kind: 'lost', isFinal: false });
    expect(state(ready, { status: 'failed', reason: 'no' })).toMatchObject({ kind: 'lost', isFinal: true });
  });

  it('is silent about a short break', () => {
    expect(state(ready, { status: 'reconnecting', since: NOON })).toEqual({ kind: 'ready' });
  });

  it('reports the lost connection before the dead backend: over no wire the backend cannot be heard', () => {
    expect(state(ready, lost(), dead).kind).toBe('lost');
    expect(state(ready, connected, dead)).toEqual({ kind: 'stale', since: NOON });
  });

  it('keeps showing data that can not be read any more', () => {
    expect(state(failed('removed', 'held'))).toEqual({ kind: 'ready' });
  });
});

describe('placeholderState', () => {
  it('shows the list when there are entries, and a sentence when there are none', () => {
    expect(placeholderState({ kind: 'ready' }, 2, 2)).toBeNull();
    expect(placeholderState({ kind: 'loading' }, 0, 0)).toEqual({ kind: 'loading' });
  });

  it('tells an empty list from a filter that hides all, also while it is not live', () => {
    expect(placeholderState({ kind: 'ready' }, 0, 0)).toEqual({ kind: 'empty' });
    expect(placeholderState({ kind: 'ready' }, 2, 0)).toEqual({ kind: 'no-match' });
    expect(placeholderState({ kind: 'stale', since: null }, 0, 0)).toEqual({ kind: 'empty' });
    expect(placeholderState({ kind: 'lost', since: null, reason: null, isFinal: false }, 2, 0)).toEqual({
      kind: 'no-match',
    });
  });
});
