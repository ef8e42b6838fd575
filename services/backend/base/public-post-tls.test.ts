import type { lookup as systemLookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createPublicPost, type PublicPostOptions } from './public-post';

// The certificate is for receiver.example, from 2020 to 2120, by an authority that nobody but this test knows.
const pem = (name: string): string =>
  readFileSync(join(__dirname, '..', 'testing', 'receiver-tls', `${name}.pem`), 'utf8');
const ca = pem('ca');

let receiver: Server;
let port: number;
let received: string[];

beforeAll(async () => {
  receiver = createServer({ cert: pem('certificate'), key: pem('key') }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(body);
      response.end('thanks');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  port = (receiver.address() as AddressInfo).port;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});
beforeEach(() => {
  received = [];
});

/** Every name leads to this machine, and may. */
const lookup = ((_name: string, _options: unknown, callback: (error: null, found: unknown) => void) => {
  callback(null, [{ address: '127.0.0.1', family: 4 }]);
}) as unknown as typeof systemLookup;

const post = (host: string, options: PublicPostOptions) =>
  createPublicPost({ isAllowed: () => true, lookup, ...options })({
    ...{ url: `https://${host}:${port}/hook`, headers: {}, body: 'secret' },
    signal: new AbortController().signal,
  });

test('a server with a certificate of its name, by somebody who is trusted, is sent the message', async () => {
  expect(await post('receiver.example', { ca })).toEqual({ status: 200, excerpt: 'thanks' });
  expect(received).toEqual(['secret']);
});

test.each([
  ['by nobody who is trusted', 'receiver.example', {}, /UNABLE_TO_VERIFY_LEAF_SIGNATURE/],
  ['of another name', 'other.example', { ca }, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ['of another name, for the address', '127.0.0.1', { ca }, /ERR_TLS_CERT_ALTNAME_INVALID/],
])('one with a certificate %s is sent nothing', async (_what, host, options, reason) => {
  await expect(post(host, options)).rejects.toThrow(reason);
  expect(received).toEqual([]);
});
