import { errorWords } from './error-words';
import { BackendError } from './send-to-backend';

describe('what a person is told of an error', () => {
  it('is the sentence of the backend, which is written for people, also from another bundle', () => {
    const told = new BackendError('busy', 'The backend is busy: try again.', { status: 503 });
    expect(errorWords(told)).toBe('The backend is busy: try again.');
    const ofAnotherBundle = Object.assign(new Error('Choose another shortcut.'), {
      name: 'BackendError',
      code: 'taken',
    });
    expect(errorWords(ofAnotherBundle)).toBe('Choose another shortcut.');
  });

  it.each([
    [Object.assign(new Error('TwilioError: Invalid parameter To'), { code: 21_201 }), '21201'],
    [Object.assign(new Error('Request failed with status code 500'), { status: 500 }), 'HTTP 500'],
    [
      new BackendError('unexpected-answer', 'The backend answered something else at "a.b"', { status: 200 }),
      'unexpected-answer',
    ],
    [new TypeError("Cannot read properties of undefined (reading 'sid')"), null],
    ['a text', null],
    [undefined, null],
  ])('is in words of ours for what was said to programmers: %p', (error, code) => {
    const words = errorWords(error);
    expect(words).toMatch(/^Something unexpected happened; try again/);
    expect(words.includes('(')).toBe(code !== null);
    if (code !== null) expect(words).toContain(`(${code})`);
    expect(words).not.toMatch(/Twilio|failed|Cannot read|something else/);
  });
});
