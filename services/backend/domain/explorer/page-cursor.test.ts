import { decodePage, encodePage } from './page-cursor';

test('a cursor brings back the page that it was made of', () => {
  const mark = { pageNumber: 7, pageToken: 'PTü/?&="\u0000' };
  expect(decodePage(encodePage(mark, 50))).toEqual({ pageSize: 50, after: mark });
});

test.each([
  ['no text', ''],
  ['a URL', Buffer.from('"https://evil.example/v1?PageToken=x"').toString('base64url')],
  ['a page size that Sync does not have', encodePage({ pageNumber: 1, pageToken: null }, 101)],
  ['a page before the first', encodePage({ pageNumber: -1, pageToken: null }, 50)],
  ['a token longer than any', encodePage({ pageNumber: 1, pageToken: 'x'.repeat(701) }, 50)],
  ['something else', Buffer.from('{"n":{"__proto__":1}}').toString('base64url')],
])('%s is no cursor', (_what, text) => {
  expect(decodePage(text)).toBeNull();
});
