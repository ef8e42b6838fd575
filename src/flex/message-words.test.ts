import { asSentence, errorWords, messageWords, type ViewMessages } from './message-words';

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

  it('puts the reason first, then what to do', () => {
    expect(messageWords({ kind: 'unconfigured', reason: 'Set it.' }, MESSAGES)).toEqual({
      title: 'Not set up',
      text: 'Set it.',
    });
    expect(messageWords({ kind: 'error', reason: 'Timeout' }, MESSAGES)?.text).toBe('Timeout. It retries.');
    expect(messageWords({ kind: 'denied', reason: 'No worker' }, MESSAGES)?.text).toMatch(/^No worker\. Sign in/);
  });

  it('has none for the states that show the list', () => {
    expect(messageWords({ kind: 'ready' }, MESSAGES)).toBeNull();
    expect(messageWords({ kind: 'stale', since: null }, MESSAGES)).toBeNull();
    expect(messageWords({ kind: 'lost', since: null, reason: null, isFinal: true }, MESSAGES)).toBeNull();
  });
});

it('ends a reason from elsewhere with one full stop', () => {
  expect([' Timeout ', 'Really?', 'Done.'].map(asSentence)).toEqual(['Timeout.', 'Really?', 'Done.']);
});

it('finds words in whatever was thrown', () => {
  expect([new Error('no wire'), 'text', 404].map(errorWords)).toEqual(['no wire', 'text', '404']);
});
