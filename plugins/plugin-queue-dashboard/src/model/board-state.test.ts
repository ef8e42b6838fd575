import type { SyncConnection, SyncErrorCode, SyncResult } from '@flex-sync-suite/shared/hooks';
import { SyncError } from '@flex-sync-suite/shared/sync';
import { boardBanner, boardMessage } from '../strings';
import { NOON } from '../testing/queue-fixtures';
import type { BackendLiveness } from '@flex-sync-suite/shared/hooks';
import { boardState, placeholderState } from './board-state';
import { createFormatters } from './formatters';

type Index = SyncResult<ReadonlyMap<string, unknown>>;

const axis = { isLive: false, staleSince: null, issues: [] } as const;
const pending: Index = { status: 'pending', data: undefined, error: null, ...axis };
const ready = (size: number): Index => ({
  ...axis,
  status: 'ready',
  data: new Map(Array.from({ length: size }, (_, index) => [String(index), {}])),
  error: null,
  staleSince: NOON,
});
const failed = (code: SyncErrorCode, data?: ReadonlyMap<string, unknown>): Index => ({
  ...axis,
  status: 'error',
  data,
  error: new SyncError(code, `queue-index: ${code}`),
});

const connected: SyncConnection = { status: 'connected' };
const alive: BackendLiveness = { status: 'alive', lastSeenAt: NOON };
const dead: BackendLiveness = { status: 'dead', lastSeenAt: NOON };
const lost = (reason: string | null = null): SyncConnection => ({ status: 'lost', since: NOON, reason });

const state = (
  index: Index,
  connection: SyncConnection = connected,
  backend: BackendLiveness = alive,
  shownCount = 2,
) => boardState({ index, connection, backend, shownCount });

describe('boardState', () => {
  it('is loading until the list is there, whatever the backend does', () => {
    expect(state(pending, { status: 'connecting' }, { status: 'unknown' })).toEqual({ kind: 'loading' });
    expect(state(pending, connected, dead)).toEqual({ kind: 'loading' });
  });

  it('is forbidden when Sync refuses the list, also with data in hand', () => {
    expect(state(failed('forbidden'))).toEqual({ kind: 'forbidden' });
    expect(state(failed('forbidden', new Map([['a', {}]])))).toEqual({ kind: 'forbidden' });
  });

  it('says why there is nothing to show', () => {
    expect(state(pending, { status: 'denied', reason: 'no worker' })).toEqual({ kind: 'denied', reason: 'no worker' });
    expect(state(pending, { status: 'failed', reason: 'gone' })).toEqual({ kind: 'error', reason: 'gone' });
    expect(state(failed('not-found'))).toEqual({ kind: 'error', reason: 'queue-index: not-found' });
    expect(state(pending, lost('timeout'))).toEqual({ kind: 'error', reason: 'timeout' });
    expect(state(pending, lost())).toEqual({ kind: 'error', reason: 'The connection is lost' });
  });

  it('keeps what it has when the connection goes, and says whether it comes back by itself', () => {
    expect(state(ready(2), lost())).toEqual({ kind: 'lost', since: NOON, reason: null, isFinal: false });
    expect(state(ready(2), { status: 'denied', reason: 'no' })).toMatchObject({ kind: 'lost', isFinal: false });
    expect(state(ready(2), { status: 'failed', reason: 'no' })).toMatchObject({ kind: 'lost', isFinal: true });
  });

  it('is silent about a short break', () => {
    expect(state(ready(2), { status: 'reconnecting', since: NOON })).toEqual({ kind: 'ready' });
  });

  it('reports the lost connection before the dead backend: over no wire the backend cannot be heard', () => {
    expect(state(ready(2), lost(), dead).kind).toBe('lost');
    expect(state(ready(2), connected, dead)).toEqual({ kind: 'stale', since: NOON });
  });

  it('tells an empty workspace from a filter that hides all', () => {
    expect(state(ready(0), connected, alive, 0)).toEqual({ kind: 'empty' });
    expect(state(ready(2), connected, alive, 0)).toEqual({ kind: 'no-match' });
  });

  it('keeps showing a list that can not be read any more', () => {
    expect(state(failed('removed', new Map([['a', {}]])))).toEqual({ kind: 'ready' });
  });
});

describe('placeholderState', () => {
  it('shows the table when there are rows, and a sentence when there are none', () => {
    expect(placeholderState({ kind: 'ready' }, 2, 2)).toBeNull();
    expect(placeholderState({ kind: 'loading' }, 0, 0)).toEqual({ kind: 'loading' });
    expect(placeholderState({ kind: 'stale', since: null }, 0, 0)).toEqual({ kind: 'empty' });
    expect(placeholderState({ kind: 'stale', since: null }, 2, 0)).toEqual({ kind: 'no-match' });
  });
});

describe('sentences of the board', () => {
  const format = createFormatters('en-US');

  it('has a title and a text for every state that shows no table, and none for the others', () => {
    const without = (['loading', 'forbidden', 'empty', 'no-match'] as const).map((kind) => boardMessage({ kind }));
    expect(without.every((message) => message !== null && message.title !== '' && message.text !== '')).toBe(true);
    expect(boardMessage({ kind: 'ready' })).toBeNull();
    expect(boardMessage({ kind: 'stale', since: null })).toBeNull();
  });

  it('ends a reason from elsewhere with one full stop', () => {
    expect(boardMessage({ kind: 'error', reason: 'Timeout' })?.text).toMatch(/^Timeout\. The board retries/);
    expect(boardMessage({ kind: 'unconfigured', reason: 'Set it.' })?.text).toBe('Set it.');
  });

  it('says since when, if it is known, and what to do', () => {
    const banner = (since: number | null, reason: string | null, isFinal: boolean): string | undefined =>
      boardBanner({ kind: 'lost', since, reason, isFinal }, format)?.text;
    expect(banner(null, null, false)).toBe('The figures below have not been updated. Reconnecting by itself.');
    expect(banner(NOON, 'Token refused', true)).toMatch(
      /updated since \d.*M\. Token refused\. Reload the page to connect again\.$/,
    );
    expect(boardBanner({ kind: 'stale', since: null }, format)?.text).toContain('have had no source. They');
    expect(boardBanner({ kind: 'stale', since: NOON }, format)?.text).toMatch(/no source since \d/);
    expect(boardBanner({ kind: 'ready' }, format)).toBeNull();
  });
});
