import { shortcutTokenAt } from './shortcut-token';

test.each([
  ['/ref', 4, { start: 0, end: 4, query: 'ref' }],
  ['/', 1, { start: 0, end: 1, query: '' }],
  ['Hi /ref', 7, { start: 3, end: 7, query: 'ref' }],
  ['Hi\n/ref more', 7, { start: 3, end: 7, query: 'ref' }],
  ['/ref', 2, { start: 0, end: 2, query: 'r' }],
  ['/退款', 3, { start: 0, end: 3, query: '退款' }],
  ['and/or', 6, null],
  ['https://x', 9, null],
  ['/ref ', 5, null],
  ['//', 2, null],
  ['', 0, null],
  [`a/${'b'.repeat(80)}`, 82, null],
  [`x${'b'.repeat(62)}/b`, 65, null],
])('in %j at %d', (draft, caret, token) => {
  expect(shortcutTokenAt(draft, caret)).toEqual(token);
});

const opens = (before: string, query = 'hi'): boolean => {
  const text = `${before}/${query}`;
  const token = shortcutTokenAt(text, text.length);
  if (token !== null) expect(token).toEqual({ start: before.length, end: text.length, query });
  return token !== null;
};
const characters = (of: RegExp): readonly string[] =>
  Array.from({ length: 0x20000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xf8ff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => of.test(character));

test('a slash begins a shortcut behind every character of a script without spaces', () => {
  const letters = characters(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u,
  ).filter((one) => !/\p{N}/u.test(one) && !/\p{Cn}/u.test(one));
  expect(letters.length).toBeGreaterThan(20_000);
  expect(letters.filter((one) => !opens(`Hi ${one}`))).toEqual([]);
  expect(opens('か\u3099')).toBe(true);
  expect(opens('您好', '')).toBe(true);
});

test('a slash begins a shortcut behind every opening bracket, and behind full-width punctuation', () => {
  const brackets = characters(/\p{Ps}/u);
  expect(brackets.length).toBeGreaterThan(70);
  expect(
    [...brackets, ...Array.from('，。！？；：、）」』】〉》～・｡｣')].filter(
      (one) => !opens(one) || !opens(`Hi ${one}`),
    ),
  ).toEqual([]);
});

test('a slash begins a shortcut behind a quote that opens, not behind one that closes', () => {
  const quotes = [...characters(/[\p{Pi}\p{Pf}]/u).filter((one) => !/[⸂-⹟]/u.test(one)), '"', "'", '`'];
  expect(quotes.filter((one) => !opens(one) || !opens(`Hi ${one}`) || !opens(`他说${one}`))).toEqual([]);
  expect(quotes.filter((one) => opens(`word${one}`) || opens(`5${one}`))).toEqual([]);
});

test('a slash behind a letter or digit of a script with spaces begins none', () => {
  const letters = characters(
    /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}]/u,
  );
  const words = letters.filter((one) => /[\p{L}\p{N}]/u.test(one) && !/[\p{scx=Han}\p{Ps}]/u.test(one));
  expect([...words, ...characters(/\p{Nd}/u)].filter((one) => opens(one))).toEqual([]);
});

test.each([
  ['https://ja.wikipedia.org/wiki/日本', 'hi'],
  ['见https://例え.jp/パス', 'hi'],
  ['www.example.cn退款', 'hi'],
  ['example.com。cn/退款', 'hi'],
  ['https://en.wikipedia.org/wiki/Foo_(', 'hi'],
  ['/资料', '退款'],
  ['C:\\文件', 'hi'],
  ['C:\\文件(', 'hi'],
  ['and/or(', 'hi'],
  ['2026年', '11'],
  ['2026年11月', '29日'],
  ['11月', ''],
  ['三', '四'],
  ['三', ''],
  ['３', '４'],
  ['(1', '2'],
  ['(½', '2'],
  ['1', '2'],
  ['29', '11/2026'],
])('inside of %s/ no shortcut begins', (before, query) => {
  expect(opens(before, query)).toBe(false);
});

test.each([
  ['我们在星期二', 'hi'],
  ['请看三月', 'hi'],
  ['是/否的问题，请看', 'hi'],
  ['见 https://a.example/b (', 'hi'],
  ['¿', 'hola'],
  ['您好(', '1'],
])('behind %s a shortcut begins', (before, query) => {
  expect(opens(before, query)).toBe(true);
});
