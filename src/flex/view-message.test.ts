import { asSentence, errorWords, viewMessage, type ViewMessages } from './view-message';

const MESSAGES: ViewMessages = {
  loading: { title: 'Loading', text: 'It is being read.' },
  unconfiguredTitle: 'Not set up',
  forbidden: { title: 'Not for you', text: 'Ask.' },
  error: { title: 'Cannot be read', text: 'It retries.' },
  empty: { title: 'Nothing yet', text: 'It comes.' },
  noMatch: { title: 'No match', text: 'Clear the filter.' },
};

describe('viewMessage', () => {
  it('has the words of the view for every state that shows no list', () => {
    expect(viewMessage({ kind: 'loading' }, MESSAGES)).toBe(MESSAGES.loading);
    expect(viewMessage({ kind: 'forbidden' }, MESSAGES)).toBe(MESSAGES.forbidden);
    expect(viewMessage({ kind: 'empty' }, MESSAGES)).toBe(MESSAGES.empty);
    expect(viewMessage({ kind: 'no-match' }, MESSAGES)).toBe(MESSAGES.noMatch);
  });

  it('puts the reason first, then what to do', () => {
    expect(viewMessage({ kind: 'unconfigured', reason: 'Set it.' }, MESSAGES)).toEqual({
      title: 'Not set up',
      text: 'Set it.',
    });
    expect(viewMessage({ kind: 'error', reason: 'Timeout' }, MESSAGES)?.text).toBe('Timeout. It retries.');
    expect(viewMessage({ kind: 'denied', reason: 'No worker' }, MESSAGES)?.text).toMatch(/^No worker\. Sign in/);
  });

  it('has none for the states that show the list', () => {
    expect(viewMessage({ kind: 'ready' }, MESSAGES)).toBeNull();
    expect(viewMessage({ kind: 'stale', since: null }, MESSAGES)).toBeNull();
    expect(viewMessage({ kind: 'lost', since: null, reason: null, isFinal: true }, MESSAGES)).toBeNull();
  });
});

it('ends a reason from elsewhere with one full stop', () => {
  expect([' Timeout ', 'Really?', 'Done.'].map(asSentence)).toEqual(['Timeout.', 'Really?', 'Done.']);
});

it('finds words in whatever was thrown', () => {
  expect([new Error('no wire'), 'text', 404].map(errorWords)).toEqual(['no wire', 'text', '404']);
});
