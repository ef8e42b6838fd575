import * as v from 'valibot';
import { Language, Shortcut, withoutSlash } from './canned-response';

describe('a language', () => {
  it.each(['en', 'pt-BR', 'PT-br', 'zh-Hant-TW', 'es-419', 'de-CH-1996'])('%s is a BCP 47 tag', (tag) => {
    expect(v.is(Language, tag)).toBe(true);
  });

  it.each(['', 'e', 'en_US', 'en-', 'en-12', 'en-a1', 'german', 'en-1'])('%j is none that Intl takes', (tag) => {
    expect(v.is(Language, tag)).toBe(false);
  });
});

describe('a shortcut', () => {
  const marks = Array.from({ length: 0x20000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xf8ff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => /\p{M}/u.test(character));

  it('may have every mark that Unicode knows on a letter, in NFC and NFD', () => {
    expect(marks.length).toBeGreaterThan(2_000);
    const words = marks.flatMap((mark) => [`a${mark}b`.normalize('NFC'), `a${mark}b`.normalize('NFD')]);
    expect(words.filter((word) => !v.is(Shortcut, word))).toEqual([]);
  });

  it.each([
    'नमस्ते',
    'வணக்கம்',
    'สวัสดี',
    'নমস্কার',
    'مرحبًا',
    'می\u200cخواهم',
    'רֶגַע',
    'Ｈｉ',
    'が',
    'か\u3099',
    'e\u0301te\u0301',
    'x'.repeat(32),
  ])('may be %s', (word) => {
    expect(v.parse(Shortcut, word)).toBe(word.normalize('NFC'));
  });

  it('counts letters, not the marks on them', () => {
    expect(v.is(Shortcut, 'e\u0301'.repeat(32))).toBe(true);
    expect(v.is(Shortcut, 'नि'.repeat(32))).toBe(true);
    expect(v.is(Shortcut, 'x'.repeat(33))).toBe(false);
  });

  it.each(['', '\u0301a', '-a', 'a b', 'a/b', 'a.b', '/a', '\u200da', `a${'\u0316'.repeat(70)}`])(
    'is not %j',
    (word) => {
      expect(v.is(Shortcut, word)).toBe(false);
    },
  );

  it.each(['/hi', ' /hi ', '／hi', 'hi'])('is hi when it is written %j', (written) => {
    expect(withoutSlash(written)).toBe('hi');
  });
});
