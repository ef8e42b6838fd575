import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createRandom } from '../simulator/random';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { BROKEN_FRAMES, packetOf, UPGRADE } from '../testing/hostile-packets';
import { plausibleRequest, upgradeOf, wildRequest } from '../testing/hostile-requests';
import { exchange, openRawSocket, statusesIn } from '../testing/raw-socket';
import { eventually } from '../testing/sync-host';
import { encodeFrame } from '../twilsock/frame';

let twilio: LocalTwilio;
let logged: string[];

beforeEach(async () => {
  logged = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    logged.push(String(text));
    return true;
  });
  twilio = await startLocalTwilio({ port: 0 });
});
afterEach(async () => {
  await twilio.close();
  // What nobody expected is logged, also where it does not show in an answer.
  expect(logged).toEqual([]);
});

/** 501 is the emulator's own word for what it does not emulate. */
const failuresIn = (received: string): readonly number[] =>
  statusesIn(received).filter((status) => status >= 500 && status !== 501);

async function expectHealthy(): Promise<void> {
  expect((await fetch(`${twilio.url}/emulator/health`)).status).toBe(200);
}

/** A connected Twilsock, or a desktop's event bridge. */
async function openSocket(host: string, path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${twilio.port}/__twilio/${host}.twilio.com${path}`);
  await once(socket, 'open');
  return socket;
}

async function signIn(): Promise<string> {
  const body = JSON.stringify({ as: 'supervisor' });
  const response = await fetch(`${twilio.url}/emulator/flex-sign-in`, { method: 'POST', body });
  return ((await response.json()) as { session: { token: string } }).session.token;
}

test('[CP6] no HTTP request, however it is made, gets a 5xx other than 501 or ends the process', async () => {
  const random = createRandom('requests', 1);
  const failed: string[] = [];
  for (let round = 0; round < 60; round += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const request = random() < 0.5 ? wildRequest(random) : plausibleRequest(random);
        const received = await exchange(twilio.port, request);
        if (failuresIn(received).length > 0) failed.push(request.toString('latin1').slice(0, 600));
      }),
    );
  }
  expect(failed).toEqual([]);
  await expectHealthy();
});

test('[CP6] no upgrade, to whichever name, ends the process', async () => {
  const random = createRandom('upgrades', 1);
  const named = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
    (name) =>
      `POST /__twilio/${name}/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  );
  const failed: string[] = [];
  const requests = [...named, ...Array.from({ length: 200 }, () => upgradeOf(random))];
  const outcomes = requests.map(async (request) => {
    const connection = openRawSocket(twilio.port);
    connection.socket.write(Buffer.from(request, 'latin1'));
    await eventually(() => {
      expect(connection.received()).toMatch(/^HTTP\/1\.1 \d{3}/u);
    });
    connection.socket.destroy();
    if (failuresIn(connection.received()).length > 0) failed.push(request);
  });
  await Promise.all(outcomes);
  expect(failed).toEqual([]);
  await expectHealthy();
});

test('[CP6] no packet on a signed-in socket ends the process', async () => {
  const random = createRandom('packets', 1);
  const identity = { identity: 'mallory' };
  const answer = await fetch(`${twilio.url}/emulator/tokens`, { method: 'POST', body: JSON.stringify(identity) });
  const { token } = (await answer.json()) as { token: string };
  const init = encodeFrame({ id: 'TM0', method: 'init', token, registrations: [{ product: 'data_sync', type: 'x' }] });
  const answers: string[] = [];
  for (let connection = 0; connection < 40; connection += 1) {
    const socket = await openSocket('tsock.us1', '/v3/wsconnect');
    socket.on('error', () => undefined).on('message', (data: Buffer) => answers.push(data.toString()));
    socket.send(init);
    for (let packet = 0; packet < 10; packet += 1) socket.send(packetOf(random));
    socket.send(encodeFrame({ id: 'TM9', method: 'close' }));
    await once(socket, 'close');
  }
  expect(answers.length).toBeGreaterThan(100);
  expect(answers.filter((each) => /"code":5(?!01|\d{3,})/u.test(each))).toEqual([]);
  await expectHealthy();
});

test("[CP6] names of objects are no Flex products and no commands of a desktop's socket", async () => {
  const token = await signIn();
  for (const product of ['__proto__', 'constructor', 'toString', '']) {
    const socket = await openSocket('tsock.us1', '/v3/wsconnect');
    const replied = once(socket, 'message') as Promise<[Buffer]>;
    socket.send(encodeFrame({ id: 'TM0', method: 'init', token, registrations: [{ product, type: 'x' }] }));
    const [reply] = await replied;
    expect(reply.toString()).toMatch(/"instance_sids":\{"[^"]*":"IS0+3"\}/u);
    socket.terminate();
  }
  const desktop = await openSocket('event-bridge', `/v1/wschannels?token=${token}`);
  for (const message of ['{', '[]', 'null', '{"__proto__":1}', Buffer.from([0, 255])]) desktop.send(message);
  desktop.send('x'.repeat(100_000));
  await once(desktop, 'close');
  await expectHealthy();
});

test.each([...BROKEN_FRAMES])('[CP6] %s ends its own connection and nothing else', async (_what, bytes) => {
  const connection = openRawSocket(twilio.port);
  connection.socket.write(UPGRADE);
  await eventually(() => {
    expect(connection.received()).toMatch(/^HTTP\/1\.1 101/u);
  });
  connection.socket.write(Buffer.from(bytes));
  await connection.closed;
  await expectHealthy();
});

test('[CP6] connections that end half-way leave the server as it was', async () => {
  const beginnings = [
    '',
    'G',
    'GET / HTTP/1.1\r\nHost: localhost\r\n',
    'POST /emulator/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
    UPGRADE,
    `${UPGRADE}\x82`,
  ];
  for (const beginning of beginnings) {
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const { socket, closed } = openRawSocket(twilio.port);
      await once(socket, 'connect');
      socket.write(Buffer.from(beginning, 'latin1'));
      socket[leave]();
      expect(failuresIn(await closed)).toEqual([]);
    }
  }
  await expectHealthy();
});
