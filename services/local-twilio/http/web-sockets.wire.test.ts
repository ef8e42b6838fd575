import { once } from 'node:events';
import { SyncClient } from 'twilio-sync';
import { WebSocket } from 'ws';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { signInWorker } from '../testing/flex-worker';
import { UPGRADE } from '../testing/hostile-packets';
import { openRawSocket } from '../testing/raw-socket';
import { eventually } from '../testing/sync-host';
import { decodeFrame } from '../twilsock/frame';

/** Long enough for a client in the same process to answer in time, whatever else runs. */
const PING_EVERY_MS = 200;

let twilio: LocalTwilio;
let opened: WebSocket[];

beforeAll(async () => {
  twilio = await startLocalTwilio({ port: 0, pingEveryMs: PING_EVERY_MS });
});
afterAll(() => twilio.close());
beforeEach(() => {
  opened = [];
});
afterEach(() => {
  for (const socket of opened) socket.terminate();
});

const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const response = await fetch(`${twilio.url}/emulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};

async function open(path: string, options: { autoPong: boolean }, onPing = (): void => undefined): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${twilio.port}/__twilio/${path}`, options);
  opened.push(socket);
  // The first ping may come together with the handshake.
  socket.on('ping', onPing);
  await once(socket, 'open');
  return socket;
}

const TWILSOCK = 'tsock.us1.twilio.com/v3/wsconnect';
async function bridgePath(): Promise<string> {
  const { session } = (await post('flex-sign-in', { as: 'supervisor' })) as { session: { token: string } };
  return `event-bridge.twilio.com/v1/wschannels?token=${session.token}`;
}

test.each([
  ['TW14', 'Twilsock', () => Promise.resolve(TWILSOCK)],
  ['FX18', 'the event bridge', bridgePath],
])(
  '[%s] %s cuts within two pings whose other side has gone, and keeps who only listens',
  async (_id, _name, pathOf) => {
    const path = await pathOf();
    let [pings, heard] = [0, 0];
    const listening = await open(path, { autoPong: true }, () => (heard += 1));
    const gone = await open(path, { autoPong: false }, () => (pings += 1));
    await eventually(() => {
      expect(gone.readyState).toBe(WebSocket.CLOSED);
    });
    expect(pings).toBe(1);
    const heardSoFar = heard;
    await eventually(() => {
      expect(heard).toBeGreaterThan(heardSoFar + 1);
    });
    expect(listening.readyState).toBe(WebSocket.OPEN);
  },
);

test('[TW14] a connection that gets stuck in the middle of a message is cut, too', async () => {
  const { socket, received, closed } = openRawSocket(twilio.port);
  socket.write(UPGRADE);
  await eventually(() => {
    expect(received()).toMatch(/^HTTP\/1\.1 101/u);
  });
  socket.write(Buffer.from([0x82, 0x84, 0, 0, 0, 0, 0x41]));
  await closed;
});

test('[TW14] a ping is a packet, too, which the genuine Sync SDK confirms, and its connection stays', async () => {
  const { token } = (await post('tokens', { identity: 'alice' })) as { token: string };
  const uri = `ws://127.0.0.1:${twilio.port}/__twilio/${TWILSOCK}`;
  const client = new SyncClient(token, { logLevel: 'silent', Twilsock: { uri } });
  await eventually(() => {
    expect(client.connectionState).toBe('connected');
  });
  const states: string[] = [];
  client.on('connectionStateChanged', (state: string) => states.push(state));
  const raw = await open(TWILSOCK, { autoPong: true });
  for (let ping = 0; ping < 3; ping += 1) {
    const [packet] = (await once(raw, 'message')) as [Buffer];
    expect(decodeFrame(packet)?.header).toMatchObject({ method: 'ping' });
  }
  expect(states.filter((state) => state !== 'connected')).toEqual([]);
  await client.shutdown();
});

test('[FX18] the genuine TaskRouter SDK hears of the event bridge at every ping, and takes it for no event', async () => {
  const agent = await signInWorker(twilio.url, 'alice');
  const heard: string[] = [];
  for (const event of ['disconnected', 'error'] as const) agent.on(event, () => heard.push(event));
  for (let ping = 0; ping < 3; ping += 1) {
    const before = agent.lastHeardAt();
    await eventually(() => {
      expect(agent.lastHeardAt()).toBeGreaterThan(before);
    });
  }
  expect(heard).toEqual([]);
  agent.leave();
});

test("[FX18] by default the event bridge speaks twice in the SDK's 30 s, and Twilsock every 30 s", async () => {
  const intervals = jest.spyOn(globalThis, 'setInterval');
  await (await startLocalTwilio({ port: 0 })).close();
  expect(intervals.mock.calls.map(([, everyMs]) => everyMs)).toEqual(expect.arrayContaining([15_000, 30_000]));
});
