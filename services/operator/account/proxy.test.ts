import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { fetch, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { createClient } from './client';
import { useProxyOfEnvironment } from './proxy';

const direct = getGlobalDispatcher();
let twilio: Server;
let proxy: Server;
let tunnels: string[];

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeEach(async () => {
  tunnels = [];
  twilio = createServer((_request, response) =>
    response.end('{"services": [{"sid": "IS1"}], "meta": {"key": "services"}}'),
  );
  proxy = createServer().on('connect', ({ url = '' }, client, head: Buffer) => {
    tunnels.push(url);
    // Whatever is asked for, it is this one that answers.
    const server = connect(portOf(twilio), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
  });
  await Promise.all([listening(twilio), listening(proxy)]);
});
afterEach(async () => {
  await getGlobalDispatcher().destroy();
  setGlobalDispatcher(direct);
  for (const name of ['HTTP_PROXY', 'NO_PROXY']) Reflect.deleteProperty(process.env, name);
  for (const server of [twilio, proxy]) await new Promise((resolve) => server.close(resolve));
});

test.each([
  ['is used by the helper and by everything else', 'other.invalid', true],
  ['is left aside for hosts that need none', 'twilio.invalid', false],
])('the proxy of the environment %s', async (_what, noProxy, isReached) => {
  Object.assign(process.env, { HTTP_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NO_PROXY: noProxy });
  useProxyOfEnvironment();
  const credentials = { accountSid: 'AC1', username: 'AC1', password: 'secret' };
  const services = createClient(credentials, 'http://twilio.invalid').sync.v1.services.list({ limit: 1 });
  const answers = await Promise.allSettled([services, fetch('http://twilio.invalid/')]);
  const expected = isReached ? 'fulfilled' : 'rejected';
  expect(answers.map(({ status }) => status)).toEqual([expected, expected]);
  expect([...new Set(tunnels)]).toEqual(isReached ? ['twilio.invalid:80'] : []);
});

test('a proxy without http:// before it is named, before anything is asked', () => {
  process.env['HTTP_PROXY'] = 'proxy.example:3128';
  expect(useProxyOfEnvironment).toThrow('HTTP_PROXY is no http:// or https:// address');
});
