import { createFigureFormatters, supportedLocale } from './figure-formatters';

const en = createFigureFormatters('en-US');

it.each([
  [-5000, '0:00'],
  [0, '0:00'],
  [999, '0:00'],
  [7000, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
  [93_784_000, '26:03:04'],
])('writes %d ms as %s', (ms, text) => {
  expect(en.clock(ms)).toBe(text);
});

it('speaks durations in words', () => {
  expect(en.spokenDuration(3_723_000)).toBe('1 hour 2 minutes 3 seconds');
  expect(en.spokenDuration(60_000)).toBe('1 minute');
  expect(en.spokenDuration(0)).toBe('0 seconds');
});

it('uses the digits and separators of the language', () => {
  expect(createFigureFormatters('de-DE').count(12_345)).toBe('12.345');
  expect(createFigureFormatters('ar-EG').clock(67_000)).toBe('١:٠٧');
});

it('falls back to the language of the browser when a tag is missing or wrong', () => {
  expect([undefined, '', 'en_US', 'not a tag'].map(supportedLocale)).toEqual(Array(4).fill(undefined));
  expect(supportedLocale('PT-br')).toBe('pt-BR');
});
