import { createServer, type Server, type ServerResponse } from 'node:http';
import type { lookup as systemLookup } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { createPublicPost, type PublicPostOptions } from './public-post';

let receiver: Server;
let port: number;
let seen: { url: string | undefined; host: string | undefined; body: string }[];
let answer: (respond: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (response) => response.end('thanks');
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ url: request.url, host: request.headers.host, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  port = (receiver.address() as AddressInfo).port;
});
afterEach(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

/** A name service that says something else each time. */
function namesOf(...answers: readonly string[][]): { lookup: typeof systemLookup; asked: () => number } {
  let asked = 0;
  const lookup = (_name: string, _options: unknown, callback: (error: null, found: unknown) => void): void => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup: lookup as unknown as typeof systemLookup, asked: () => asked };
}
const post = (url: string, options: PublicPostOptions = {}) =>
  createPublicPost({ protocol: 'http:', ...options })({
    ...{ url: url.replace('PORT', String(port)), headers: { 'x-a': 'b' }, body: '{"ä":1}' },
    signal: new AbortController().signal,
  });
const anywhere = () => true;

test('sends once to the address that was judged, whatever the name says afterwards', async () => {
  const { lookup, asked } = namesOf(['127.0.0.1'], ['10.0.0.1']);
  const judged: string[] = [];
  const isAllowed = (address: string) => judged.push(address) > 0;
  const sent = await post('http://receiver.example:PORT/hook?a=1', { lookup, isAllowed });
  expect(sent).toEqual({ status: 200, excerpt: 'thanks' });
  expect([asked(), judged]).toEqual([1, ['127.0.0.1']]);
  expect(seen).toEqual([{ url: '/hook?a=1', host: `receiver.example:${port}`, body: '{"ä":1}' }]);
});

test.each([
  ['a name of this machine', 'http://localhost:PORT/', undefined],
  ['an address', 'http://127.0.0.1:PORT/', undefined],
  ['an address in another notation', 'http://2130706433:PORT/', undefined],
  ['an address of IPv6', 'http://[::ffff:127.0.0.1]:PORT/', undefined],
  ['a public name that leads inside', 'http://receiver.example:PORT/', namesOf(['127.0.0.1']).lookup],
  ['one that leads inside too', 'http://receiver.example:PORT/', namesOf(['127.0.0.1', '1.1.1.1']).lookup],
])('sends nothing to %s', async (_what, url, lookup) => {
  await expect(post(url, lookup === undefined ? {} : { lookup })).rejects.toThrow(/not of the public Internet/);
  expect(seen).toEqual([]);
});

test('speaks https alone, unless it was made for something else', async () => {
  await expect(post('http://localhost:PORT/', { protocol: 'https:', isAllowed: anywhere })).rejects.toThrow(/https:/);
  expect(seen).toEqual([]);
});

test('a redirect is an answer, and is not followed', async () => {
  answer = (response) => response.writeHead(307, { location: `http://127.0.0.1:${port}/inside` }).end();
  expect((await post('http://localhost:PORT/', { isAllowed: anywhere })).status).toBe(307);
  expect(seen).toHaveLength(1);
});

test('reads the beginning of an answer that never ends', async () => {
  answer = (response) => {
    response.write('x'.repeat(100_000));
  };
  expect((await post('http://localhost:PORT/', { isAllowed: anywhere })).excerpt).toBe('x'.repeat(200));
});

test('waits no longer than it may, and says so', async () => {
  answer = () => undefined;
  await expect(post('http://localhost:PORT/', { isAllowed: anywhere, timeoutMs: 50 })).rejects.toThrow(
    'No answer within 0.05 s.',
  );
});

test('says why there is no connection, without what the system says besides', async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await expect(post('http://127.0.0.1:PORT/', { isAllowed: anywhere })).rejects.toThrow('No answer: ECONNREFUSED.');
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
