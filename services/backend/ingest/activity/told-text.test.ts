import { shopText, maskedText, pagePath } from './told-text';

const masked = (text: string): string => maskedText(text, 200);

describe('a text that a visitor typed', () => {
  it.each([
    ['write to jo.doe+x@mail.example.com now', 'write to ••• now'],
    ['call +49 30 1234567', 'call •••'],
    ['call (030) 123-4567', 'call •••'],
    ['0301234567', '•••'],
    ['555-123-4567', '•••'],
    ['4155550123', '•••'],
    ['4111 1111 1111 1111 0000', '•••'],
    ['size 42 red', 'size 42 red'],
    ['iPhone 15 Pro 256', 'iPhone 15 Pro 256'],
    ['2026-03', '2026-03'],
    ['article 1234567', 'article 1234567'],
    ['ａ＠ｂ', 'ａ＠ｂ'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('is cut between characters', () => {
    expect(shopText('👟👟👟', 2)).toBe('👟…');
    expect(shopText('👟👟', 2)).toBe('👟👟');
    expect(shopText('a\0b\ud800', 9)).toBe('a\ufffdb\ufffd');
  });
});

describe('a page', () => {
  it.each([
    ['https://shop.example/Shoes/?utm_source=x&id=7&session=abc#top', '/Shoes?id=7'],
    ['/shoes/', '/shoes'],
    ['https://shop.example', '/'],
    ['/account/jo%40mail.example/orders', '/account/•••/orders'],
    ['/c/+49%2030%201234567', '/c/•••'],
    ['/product/12345678901', '/product/12345678901'],
    ['/caf%C3%A9', '/café'],
    ['/100%', '/100%'],
    ['javascript:alert(1)', null],
    ['', null],
    ['http://[', null],
  ])('%s is %s', (url, path) => {
    expect(pagePath(url)).toBe(path);
  });
});
