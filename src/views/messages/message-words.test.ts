import type { BackendLiveness, SyncConnection, SyncErrorCode, SyncResult } from '../../hooks';
import { SyncError } from '../../sync';
import { liveViewState, type LiveViewInputs, type ViewProblem } from './live-view-state';
import { asSentence, messageWords, outageWords, type MessageWords, type ViewMessages } from './message-words';

const MESSAGES: ViewMessages = {
  loading: { title: 'Loading', text: 'It is being read.' },
  unconfiguredTitle: 'Not set up',
  forbidden: { title: 'Not for you', text: 'Ask.' },
  error: { title: 'Cannot be read', text: 'It retries.' },
  empty: { title: 'Nothing yet', text: 'It comes.' },
  noMatch: { title: 'No match', text: 'Clear the filter.' },
  clearFilter: 'Clear filter',
};

describe('messageWords', () => {
  it('has the words of the view for every state that shows no list', () => {
    expect(messageWords({ kind: 'loading' }, MESSAGES)).toBe(MESSAGES.loading);
    expect(messageWords({ kind: 'forbidden' }, MESSAGES)).toBe(MESSAGES.forbidden);
    expect(messageWords({ kind: 'empty' }, MESSAGES)).toBe(MESSAGES.empty);
    expect(messageWords({ kind: 'no-match' }, MESSAGES)).toBe(MESSAGES.noMatch);
  });

  it('says what happened, then what to do, and the code apart from both', () => {
    expect(messageWords({ kind: 'unconfigured', reason: 'Set it.' }, MESSAGES)).toEqual({
      title: 'Not set up',
      text: 'Set it.',
    });
    expect(messageWords({ kind: 'error', problem: 'no-token', code: '503' }, MESSAGES)).toEqual({
      title: 'Cannot be read',
      text: 'The backend is not answering. It retries.',
      code: '503',
    });
    expect(messageWords({ kind: 'denied', code: 'no_worker' }, MESSAGES)).toMatchObject({
      text: expect.stringContaining('Sign in to Flex again') as string,
      code: 'no_worker',
    });
  });

  it('does not promise to try again where that does not help', () => {
    const textOf = (problem: ViewProblem): string | undefined =>
      messageWords({ kind: 'error', problem, code: null }, MESSAGES)?.text;
    expect(textOf('ended')).toContain('Reload the page');
    for (const problem of ['ended', 'denied', 'forbidden', 'too-many-subscriptions', 'invalid-data'] as const) {
      expect(textOf(problem)).not.toContain('It retries.');
    }
    expect(textOf('rate-limited')).toContain('It retries.');
  });
});

describe('one outage', () => {
  /** What the SDK, Twilio or the host may say: none of it is for people. */
  const THEIRS = 'Connection error: Twilsock transport, Token expired for +15005550006';
  const sources = ['pending', 'ready', 'error', 'error with data'] as const;
  const codes = [
    'not-found',
    'forbidden',
    'removed',
    'invalid-data',
    'rate-limited',
    'too-many-subscriptions',
    'disconnected',
    'conflict',
    'unknown',
  ] as const;
  const told = { reason: THEIRS, code: '20104' };
  const connections: readonly SyncConnection[] = [
    { status: 'connecting' },
    { status: 'connected' },
    { status: 'reconnecting', since: 1_000 },
    { status: 'lost', since: 1_000, reason: null },
    { status: 'lost', since: 1_000, ...told },
    { status: 'lost', since: 1_000, ...told, cause: 'no-token' },
    { status: 'denied', ...told },
    { status: 'failed', ...told },
  ];
  const livenesses: readonly BackendLiveness[] = [
    { status: 'unknown' },
    { status: 'alive', lastSeenAt: 2_000 },
    { status: 'dead', lastSeenAt: null },
    { status: 'dead', lastSeenAt: 2_000 },
  ];
  const sourceOf = (kind: (typeof sources)[number], code: SyncErrorCode): SyncResult<string> => {
    const axis = { isLive: false, staleSince: kind === 'pending' || kind === 'error' ? null : 1_500, issues: [] };
    const error = new SyncError(code, THEIRS, Object.assign(new Error(THEIRS), { code: 54_007 }));
    if (kind === 'pending') return { status: 'pending', data: undefined, error: null, ...axis };
    if (kind === 'ready') return { status: 'ready', data: 'held', error: null, ...axis };
    return { status: 'error', data: kind === 'error' ? undefined : 'held', error, ...axis };
  };
  const outage = { isOld: (since: string | null) => `Old since ${since ?? 'some time'}.` };
  const all = sources.flatMap((source) =>
    codes.flatMap((code) =>
      connections.flatMap((connection) =>
        livenesses.flatMap((backend) =>
          [true, false].map((isCreatedOnDemand) => ({
            inputs: { source: sourceOf(source, code), connection, backend, isCreatedOnDemand },
            hasData: source === 'ready' || source === 'error with data',
          })),
        ),
      ),
    ),
  );
  const noticesOf = (inputs: LiveViewInputs): { message: MessageWords | null; banner: MessageWords | null } => {
    const state = liveViewState(inputs);
    return {
      message: messageWords(state, MESSAGES),
      banner: outageWords(state, outage, (at) => `t${String(at)}`),
    };
  };

  it('has one notice in a view, whatever is wrong at once, and none while nothing is', () => {
    for (const { inputs, hasData } of all) {
      const { message, banner } = noticesOf(inputs);
      const isForbidden = inputs.source.error?.code === 'forbidden';
      const isBroken =
        ['lost', 'denied', 'failed'].includes(inputs.connection.status) || inputs.backend.status === 'dead';
      expect([message, banner].filter((each) => each !== null)).toHaveLength(
        hasData && !isForbidden && !isBroken ? 0 : 1,
      );
      // A list that is shown is not replaced by a message, and one that is not has no banner above it.
      expect(banner !== null).toBe(hasData && !isForbidden && isBroken);
    }
  });

  it('[R22] is told in words of ours with something to do: what others said is nowhere, their code at the most', () => {
    for (const { inputs } of all) {
      const { message, banner } = noticesOf(inputs);
      const words = message ?? banner;
      if (words === null) continue;
      expect(JSON.stringify(words)).not.toMatch(/Twilsock|Token expired|\+1500/);
      expect(words.code ?? '20104').toMatch(/^(20104|54007)$/);
      if (words === MESSAGES.loading || words === MESSAGES.forbidden) continue;
      expect(words.text).toMatch(/retries|Reconnecting|by itself|Reload the page|Sign in|administrator/);
    }
  });

  it('blames the network, the backend or the sign-in, whichever tells most', () => {
    const held = sourceOf('ready', 'unknown');
    const dead: BackendLiveness = { status: 'dead', lastSeenAt: 2_000 };
    const titleOf = (connection: SyncConnection | undefined, backend = dead): string | undefined =>
      noticesOf({ source: held, connection: connection ?? { status: 'connected' }, backend }).banner?.title;
    expect(connections.map((connection) => titleOf(connection))).toEqual([
      'The backend is not answering',
      'The backend is not answering',
      'The backend is not answering',
      'Connection lost',
      'Connection lost',
      'The backend is not answering',
      'Sign-in for live data was refused',
      'Connection lost',
    ]);
  });
});

it('ends a reason from elsewhere with one full stop', () => {
  expect([' Timeout ', 'Really?', 'Done.'].map(asSentence)).toEqual(['Timeout.', 'Really?', 'Done.']);
});
