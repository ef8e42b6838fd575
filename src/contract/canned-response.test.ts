import * as v from 'valibot';
import { Language } from './canned-response';

describe('a language', () => {
  it.each(['en', 'pt-BR', 'PT-br', 'zh-Hant-TW', 'es-419', 'de-CH-1996'])('%s is a BCP 47 tag', (tag) => {
    expect(v.is(Language, tag)).toBe(true);
  });

  it.each(['', 'e', 'en_US', 'en-', 'en-12', 'en-a1', 'german', 'en-1'])('%j is none that Intl takes', (tag) => {
    expect(v.is(Language, tag)).toBe(false);
  });
});
