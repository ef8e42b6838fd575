import { createFormatters } from './formatters';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('createFormatters', () => {
  const en = createFormatters('en-US');

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

  it('gives an age in its largest unit', () => {
    expect([900, 12_000, 359_000, 7_300_000].map(en.age)).toEqual(['0 sec', '12 sec', '5 min', '2 hr']);
  });

  it('uses the digits and separators of the language', () => {
    const de = createFormatters('de-DE');
    expect(de.count(12_345)).toBe('12.345');
    expect(plain(de.percent(0.819))).toBe('81,9 %');
    expect(en.percent(0.819)).toBe('81.9%');
    expect(en.percentNumber(80)).toBe('80%');
    expect(createFormatters('ar-EG').clock(67_000)).toBe('١:٠٧');
  });

  it('falls back to the language of the browser when a tag is missing or wrong', () => {
    for (const tag of [undefined, '', 'en_US', 'not a tag']) expect(createFormatters(tag).clock(67_000)).toBe('1:07');
  });

  it('writes a time of day with seconds', () => {
    expect(en.timeOfDay(new Date(2026, 2, 10, 15, 4, 5).getTime())).toMatch(/3:04:05/);
  });
});
