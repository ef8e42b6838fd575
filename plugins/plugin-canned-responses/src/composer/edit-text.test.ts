import fc from 'fast-check';
import { asTextareaValue, insertText, shortcutTokenAt, wholeSelection } from './edit-text';

const FAMILY = '👩‍👩‍👧‍👦';
const text = fc
  .array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(FAMILY, '🇩🇪', 'e\u0301', 'ก่อน', '\r\n', 'नि', 'plain ')),
  )
  .map((parts) => parts.join(''));
const isLone = (value: string): boolean => /\p{Surrogate}/u.test(value);
const boundaries = (value: string): Set<number> =>
  new Set([...new Intl.Segmenter().segment(value)].map(({ index }) => index).concat(value.length));

describe('inserting', () => {
  it('keeps both sides and splits no character, at any caret in any text', () => {
    fc.assert(
      fc.property(text, fc.nat(200), text, (draft, offset, inserted) => {
        const selection = wholeSelection(draft, { start: offset, end: offset });
        const { text: after, caret } = insertText(draft, selection, inserted);
        expect(boundaries(draft).has(selection.start)).toBe(true);
        expect(after.slice(0, selection.start) + after.slice(caret)).toBe(draft);
        expect(after.slice(selection.start, caret)).toBe(inserted);
        expect(isLone(after)).toBe(isLone(draft) || isLone(inserted));
      }),
      { numRuns: 1000 },
    );
  });

  it('replaces whole characters, at least those selected', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -5, max: 200 }), fc.integer({ min: -5, max: 200 }), (draft, start, end) => {
        const whole = wholeSelection(draft, { start, end });
        const clamp = (offset: number): number => Math.min(Math.max(offset, 0), draft.length);
        expect(boundaries(draft).has(whole.start) && boundaries(draft).has(whole.end)).toBe(true);
        if (start !== end) {
          expect(whole.start).toBeLessThanOrEqual(clamp(Math.min(start, end)));
          expect(whole.end).toBeGreaterThanOrEqual(clamp(Math.max(start, end)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('moves a caret inside of an emoji behind it', () => {
    const after = 1 + FAMILY.length;
    expect(wholeSelection(`a${FAMILY}b`, { start: 4, end: 4 })).toEqual({ start: after, end: after });
  });

  it('knows only one line break', () => {
    expect(asTextareaValue('a\r\nb\rc\n')).toBe('a\nb\nc\n');
  });
});

describe('the /shortcut token', () => {
  it.each([
    ['/ref', 4, { start: 0, end: 4, query: 'ref' }],
    ['/', 1, { start: 0, end: 1, query: '' }],
    ['Hi /ref', 7, { start: 3, end: 7, query: 'ref' }],
    ['Hi\n/ref more', 7, { start: 3, end: 7, query: 'ref' }],
    ['/ref', 2, { start: 0, end: 2, query: 'r' }],
    ['/退款', 3, { start: 0, end: 3, query: '退款' }],
    ['and/or', 6, null],
    ['https://x', 9, null],
    ['/ref ', 5, null],
    ['//', 2, null],
    ['', 0, null],
    [`a/${'b'.repeat(80)}`, 82, null],
    [`x${'b'.repeat(62)}/b`, 65, null],
  ])('in %j at %d', (draft, caret, token) => {
    expect(shortcutTokenAt(draft, caret)).toEqual(token);
  });
});
