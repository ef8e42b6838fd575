import { foldText } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { compareWith, shingleCounts, SIMILAR_FROM } from './response-similarity';

const bestOf = ({ best }: ReturnType<typeof compareWith>, bodies: readonly string[]) => {
  const variants = bodies.map((body) => ({ body }));
  return best(variants, shingleCounts(variants));
};
const score = (a: string, b: string) => bestOf(compareWith(a), [b]);

/** The definition, word for word; docs/canned-responses.md. */
function defined(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => {
    const plain = foldText(text.replace(/\{\{[^{}]*\}\}/g, ' '), 'search');
    const words = (plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ');
    const characters = words.split('');
    return { words, runs: new Set(characters.slice(3).map((_, at) => characters.slice(at, at + 4).join(''))) };
  });
  if (one === undefined || other === undefined) throw new Error('Two texts are compared');
  if (one.words === other.words) return one.words === '' ? 0 : 1;
  const shared = [...one.runs].filter((run) => other.runs.has(run)).length;
  const all = one.runs.size + other.runs.size - shared;
  return shared / all >= SIMILAR_FROM ? shared / all : 0;
}

/** Of few characters, so that runs meet and repeat; beyond the basic plane, composed, of two cases, and none at all. */
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', 'É', '!', '{{x}}'), maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('𝒜', '𠀀', '您', '\ud835', 'a'), maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('Σ', 'σ', 'ς', '한', 'İ', '\u0301', 'ﬁ', ' '), maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
/** Two that are often alike. */
const anyPair = fc
  .tuple(anyText, anyText, anyText, fc.boolean())
  .map(([a, b, c, isAlike]): [string, string] => (isAlike ? [`${a}${b}`, `${a}${b}${c}`] : [a, b]));

test('the score is the one that is defined, the same both ways, and 1 for a text with itself', () => {
  fc.assert(
    fc.property(anyPair, ([a, b]) => {
      expect(score(a, b)).toBe(defined(a, b));
      expect(score(b, a)).toBe(score(a, b));
      expect([0, 1]).toContain(score(a, a));
    }),
    { numRuns: 5_000 },
  );
});

test('a similar text has as many shingles as a comparison asks for', () => {
  fc.assert(
    fc.property(anyPair, ([a, b]) => {
      fc.pre(score(a, b) > 0);
      const { least, most } = compareWith(a);
      const [count = -1] = shingleCounts([{ body: b }]);
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
    }),
    { numRuns: 1_000 },
  );
});

test('one comparison leaves nothing behind for the next', () => {
  const comparison = compareWith('thank you for waiting');
  const found = ['thank you for waiting so long', 'something else', 'thank you for waiting so long'].map((body) =>
    bestOf(comparison, [body]),
  );
  expect(found).toEqual([expect.closeTo(2 / 3, 1), 0, found[0]]);
});

test('case, accents, punctuation, spaces and placeholders make no difference', () => {
  expect(score('Grüß Gott, {{customer.name | Gast}}!', 'gruß  gott')).toBe(1);
});

test('a text with a few other words is similar, another text is not', () => {
  const text = 'Thank you for waiting. I have found your order and it will arrive on Monday.';
  expect(score(text, text.replace('Monday', 'Tuesday'))).toBeGreaterThan(0.75);
  expect(score(text, 'Please restart the device and try again.')).toBe(0);
});

test('texts without spaces between words are compared too', () => {
  expect(score('您的订单已经发货请耐心等待', '您的订单已经发货请您耐心等待')).toBeGreaterThanOrEqual(SIMILAR_FROM);
  expect(score('您的订单已经发货', '请重新启动设备')).toBe(0);
});

test('a mark that makes another letter counts, one that people leave out does not', () => {
  expect(score('ข้าวไม่เผ็ด', 'ขาวไมเผด')).toBeLessThan(1);
  expect(score('Crème brûlée', 'creme brulee')).toBe(1);
});

test('texts of nothing but placeholders and punctuation are like no other', () => {
  expect(score('{{customer.name}}!', '…')).toBe(0);
});

test('a response is as similar as the most similar of its variants', () => {
  const bodies = ['Gracias por esperar, ya tengo su pedido', 'Thank you for waiting, I have your order'];
  expect(bestOf(compareWith('thank you for waiting i have your order'), bodies)).toBe(1);
});
