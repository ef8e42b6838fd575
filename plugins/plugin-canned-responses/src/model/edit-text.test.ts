import fc from 'fast-check';
import { asTextareaValue, insertText, wholeSelection } from './edit-text';

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
