import { createFormatters } from './formatters';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('createFormatters', () => {
  const en = createFormatters('en-US');

  it('gives an age in its largest unit', () => {
    expect([900, 12_000, 359_000, 7_300_000].map(en.age)).toEqual(['0 sec', '12 sec', '5 min', '2 hr']);
  });

  it('uses the digits and separators of the language', () => {
    const de = createFormatters('de-DE');
    expect(plain(de.percent(0.819))).toBe('81,9 %');
    expect(en.percent(0.819)).toBe('81.9%');
    expect(en.percentNumber(80)).toBe('80%');
  });

  it('falls back to the language of the browser when a tag is missing or wrong', () => {
    for (const tag of [undefined, '', 'en_US', 'not a tag']) expect(createFormatters(tag).clock(67_000)).toBe('1:07');
  });

  it('writes a time of day with seconds', () => {
    expect(en.timeOfDay(new Date(2026, 2, 10, 15, 4, 5).getTime())).toMatch(/3:04:05/);
  });
});
