import type { lookup as systemLookup } from 'node:dns';
import { createAddressJudge } from './judged-addresses';

/** A name service that answers each name with these addresses, or fails; undefined never answers. */
const names = (answer: readonly string[] | Error | undefined) =>
  ((_name: string, _options: unknown, callback: (error: Error | null, found?: unknown) => void): void => {
    if (answer === undefined) return;
    if (answer instanceof Error) callback(answer);
    else
      callback(
        null,
        answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  }) as unknown as typeof systemLookup;

const judge = (url: string, answer?: readonly string[] | Error) =>
  createAddressJudge({ lookup: names(answer), patienceMs: 0 })(new URL(url));

test.each([
  ['an address of a private network', 'https://192.168.0.7/', undefined],
  ['this machine', 'https://127.0.0.1/', undefined],
  ['this machine in another notation', 'https://2130706433/', undefined],
  ['what a cloud tells its machines', 'https://169.254.169.254/', undefined],
  ['this machine in IPv6', 'https://[::1]/', undefined],
  ['a link-local address', 'https://[fe80::1]/', undefined],
  ['the name of this machine, whatever it leads to', 'https://localhost:8443/', ['1.1.1.1']],
  ['one below it', 'https://a.LocalHost./', ['1.1.1.1']],
  ['a name that leads inside', 'https://receiver.example/', ['10.0.0.1']],
  ['a name that leads inside too', 'https://receiver.example/', ['1.1.1.1', '10.0.0.1']],
])('refuses %s', async (_what, url, answer) => {
  expect(await judge(url, answer)).toMatch(/not of the public Internet/);
});

test.each([
  ['a public address', 'https://1.1.1.1/', undefined],
  ['a name that leads outside', 'https://receiver.example/', ['1.1.1.1', '2606:4700::1111']],
  ['a name that is not known yet', 'https://receiver.example/', new Error('ENOTFOUND')],
  ['a name without an address', 'https://receiver.example/', []],
  ['a name whose lookup takes long', 'https://receiver.example/', undefined],
  ['a name that only contains the word', 'https://localhost.example/', ['1.1.1.1']],
])('lets %s pass', async (_what, url, answer) => {
  expect(await judge(url, answer)).toBeNull();
});
