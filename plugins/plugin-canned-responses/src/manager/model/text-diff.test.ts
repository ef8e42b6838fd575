import fc from 'fast-check';
import { diffText } from './text-diff';

const without = (kind: 'added' | 'removed', parts: ReturnType<typeof diffText>): string =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');

it('names the words that changed, and no more', () => {
  expect(diffText('Hello Ana, how can I help?', 'Hello Ben, how may I help?')).toEqual([
    { kind: 'same', text: 'Hello ' },
    { kind: 'removed', text: 'Ana' },
    { kind: 'added', text: 'Ben' },
    { kind: 'same', text: ', how ' },
    { kind: 'removed', text: 'can' },
    { kind: 'added', text: 'may' },
    { kind: 'same', text: ' I help?' },
  ]);
});

it.each([
  ['', '', []],
  ['a', 'a', [{ kind: 'same', text: 'a' }]],
  ['', 'new', [{ kind: 'added', text: 'new' }]],
  ['old', '', [{ kind: 'removed', text: 'old' }]],
])('handles the ends: %p to %p', (before, after, parts) => {
  expect(diffText(before, after)).toEqual(parts);
});

it('gives both texts back, whatever they are', () => {
  const word = fc.constantFrom('a', 'b', ' ', '\n', 'ä', '👩‍👩‍👧', '{{x}}', '漢', '<b>');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  );
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffText(before, after);
      expect(without('added', parts)).toBe(before);
      expect(without('removed', parts)).toBe(after);
      expect(parts.every((part, index) => part.text !== '' && part.kind !== parts[index + 1]?.kind)).toBe(true);
    }),
  );
});

it('compares long texts without filling the memory', () => {
  const [before, after] = ['x y '.repeat(4_000), 'z w '.repeat(4_000)];
  expect(diffText(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
