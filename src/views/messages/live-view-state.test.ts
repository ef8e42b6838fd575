import { SyncError, type SyncConnection, type SyncErrorCode, type SyncResult } from '../../sync';
import type { BackendLiveness } from '../../hooks';
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
    const denied: SyncConnection = { status: 'denied', reason: 'no worker', code: 'no_worker' };
    expect(state(pending, denied)).toEqual({ kind: 'denied', code: 'no_worker' });
    const error = { kind: 'error', code: null };
    expect(state(pending, { status: 'failed', reason: 'gone' })).toEqual({ ...error, problem: 'ended' });
    expect(state(failed('not-found'))).toEqual({ ...error, problem: 'not-found', code: 'not-found' });
    expect(state(pending, lost('timeout'))).toEqual({ ...error, problem: 'network' });
    const noToken: SyncConnection = { status: 'lost', since: NOON, reason: 'no', cause: 'no-token', code: 'away' };
    expect(state(pending, noToken)).toEqual({
      ...error,
      problem: 'no-token',
      code: 'away',
    });
  });

  it('blames the connection, not the object that cannot be read over it', () => {
    expect(state(failed('disconnected'), lost())).toEqual({ kind: 'error', problem: 'network', code: null });
  });

  it('waits for an object that the backend creates on demand, unless the backend is dead', () => {
    const inputs = { source: failed('not-found'), connection: connected, isCreatedOnDemand: true };
    expect(liveViewState({ ...inputs, backend: alive })).toEqual({ kind: 'loading' });
    expect(liveViewState({ ...inputs, backend: dead })).toMatchObject({ kind: 'error', problem: 'not-found' });
    expect(liveViewState({ ...inputs, source: failed('unknown'), backend: alive }).kind).toBe('error');
  });

  it('keeps what it has when the connection goes, and says whether it comes back by itself', () => {
    expect(state(ready, lost())).toEqual({ kind: 'lost', since: NOON, cause: 'network', code: null });
    expect(state(ready, { status: 'denied', reason: 'no' })).toMatchObject({ kind: 'lost', cause: 'denied' });
    expect(state(ready, { status: 'failed', reason: 'no' })).toMatchObject({ kind: 'lost', cause: 'ended' });
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
    expect(placeholderState({ kind: 'lost', since: null, cause: 'network', code: null }, 2, 0)).toEqual({
      kind: 'no-match',
    });
  });
});
