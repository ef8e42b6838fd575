import fc from 'fast-check';
import { bestSimilarity, comparableText, similarity, SIMILAR_FROM } from './response-similarity';

const score = (a: string, b: string) => similarity(comparableText(a), comparableText(b));

test('case, accents, punctuation, spaces and placeholders make no difference', () => {
  expect(score('Grüß Gott, {{customer.name | Gast}}!', 'gruß  gott')).toBe(1);
});

test('a text with a few other words is similar, another text is not', () => {
  const text = 'Thank you for waiting. I have found your order and it will arrive on Monday.';
  expect(score(text, text.replace('Monday', 'Tuesday'))).toBeGreaterThan(0.75);
  expect(score(text, 'Please restart the device and try again.')).toBeLessThan(SIMILAR_FROM);
});

test('texts without spaces between words are compared too', () => {
  expect(score('您的订单已经发货请耐心等待', '您的订单已经发货请您耐心等待')).toBeGreaterThanOrEqual(SIMILAR_FROM);
  expect(score('您的订单已经发货', '请重新启动设备')).toBe(0);
});

test('texts of nothing but placeholders and punctuation are like no other', () => {
  expect(score('{{customer.name}}!', '…')).toBe(0);
});

test('the score is symmetric, from 0 to 1, and 1 for a text with itself', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const found = score(a, b);
      expect(found).toBe(score(b, a));
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThanOrEqual(1);
      expect([0, 1]).toContain(score(a, a));
    }),
  );
});

test('a response is as similar as the most similar of its variants', () => {
  const variants = [
    { language: 'es', channel: null, body: 'Gracias por esperar, ya tengo su pedido' },
    { language: 'en', channel: null, body: 'Thank you for waiting, I have your order' },
  ];
  expect(bestSimilarity(comparableText('thank you for waiting i have your order'), variants)).toBe(1);
});
