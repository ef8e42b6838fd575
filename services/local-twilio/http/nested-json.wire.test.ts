import { once } from 'node:events';
import { WebSocket } from 'ws';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { decodeFrame, encodeFrame } from '../twilsock/frame';

/** One level more than is taken, and what overflows a walk by recursion. */
const DEPTHS = [201, 10_000];
type Shape = readonly [open: string, close: string];
const OBJECTS: Shape = ['{"a":', '}'];
const SHAPES: readonly Shape[] = [['[', ']'], OBJECTS, ['[{"a":', '}]']];
const nested = ([open, close]: Shape, levels: number): string => {
  const count = Math.ceil(levels / (open.length > 5 ? 2 : 1));
  return `${open.repeat(count)}1${close.repeat(count)}`;
};
const BOMBS = DEPTHS.flatMap((levels) => SHAPES.map((shape) => nested(shape, levels)));

const WORKSPACE = '@workspace';
const SERVICE = '@service';
const ADDRESSES = {
  workspace: `/__twilio/taskrouter.twilio.com/v1/Workspaces/${account.workspaceSid}`,
  service: '/__twilio/sync.twilio.com/v1/Services/default',
  eventBridge: '/__twilio/event-bridge.twilio.com/v1/wschannels',
  configuration: '/__twilio/flex-api.twilio.com/v1/Configuration',
  tokens: `/__twilio/iam.twilio.com/v1/Accounts/${account.accountSid}/Tokens`,
};
const BASIC = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;

/** Fields of forms that hold JSON. */
const FORMS: readonly (readonly [path: string, field: string, others: string])[] = [
  [`${WORKSPACE}/Tasks`, 'Attributes', ''],
  [`${WORKSPACE}/Tasks/@task`, 'Attributes', ''],
  [`${WORKSPACE}/Workers`, 'Attributes', 'FriendlyName=zoe&'],
  [`${WORKSPACE}/Workers/@worker`, 'Attributes', ''],
  [`${SERVICE}/Documents`, 'Data', ''],
  [`${SERVICE}/Documents/d`, 'Data', ''],
  [`${SERVICE}/Maps/m/Items`, 'Data', 'Key=k&'],
  [`${SERVICE}/Maps/m/Items/there`, 'Data', ''],
  [`${SERVICE}/Lists/l/Items`, 'Data', ''],
  [`${SERVICE}/Lists/l/Items/0`, 'Data', ''],
  [`${SERVICE}/Streams/s/Messages`, 'Data', ''],
];

/** Bodies that are JSON, with a field of each; a field that is not known counts, too. */
const BODIES: readonly (readonly [path: string, field: string])[] = [
  ...['reset', 'flex-sign-in', 'tokens', 'faults', 'connections/drop', 'limits', 'tasks', 'outbound', 'simulator'].map(
    (name) => [`/emulator/${name}`, 'attributes'] as const,
  ),
  ...['accept', 'messages', 'transfer', 'rescind'].map((name) => [`/emulator/tasks/@task/${name}`, 'text'] as const),
  [`${WORKSPACE}/TaskQueues/RealTimeStatistics`, 'TaskQueueSids'],
  ['@eventBridge', 'params'],
  ['@configuration', 'ui_attributes'],
  ['@tokens/validate', 'token'],
  ['@tokens/refresh', 'token'],
];

let twilio: LocalTwilio;
let names: Readonly<Record<string, string>>;

const post = async (path: string, body: string): Promise<Response> => {
  const filled = path.replaceAll(/@(\w+)/gu, (_whole, name: string) => names[name] ?? '');
  return fetch(`${twilio.url}${filled}`, { method: 'POST', body, headers: { authorization: BASIC } });
};
const statusOf = async (path: string, body: string): Promise<number> => (await post(path, body)).status;
const sidOf = async (answer: Promise<Response>): Promise<string> =>
  ((await (await answer).json()) as { sid: string }).sid;
const inForm = (field: string, text: string): string => `${field}=${encodeURIComponent(text)}`;

beforeAll(async () => {
  twilio = await startLocalTwilio({ port: 0, rateLimits: false });
  names = ADDRESSES;
  await post(`${SERVICE}/Documents`, 'UniqueName=d&Data={}');
  await post(`${SERVICE}/Maps`, 'UniqueName=m');
  await post(`${SERVICE}/Maps/m/Items`, 'Key=there&Data={}');
  await post(`${SERVICE}/Lists`, 'UniqueName=l');
  await post(`${SERVICE}/Lists/l/Items`, 'Data={}');
  await post(`${SERVICE}/Streams`, 'UniqueName=s');
  const worker = await sidOf(post(`${WORKSPACE}/Workers`, 'FriendlyName=yan'));
  names = { ...ADDRESSES, worker, task: await sidOf(post(`${WORKSPACE}/Tasks`, 'TaskChannel=voice')) };
});
afterAll(() => twilio.close());

test.each(FORMS)('[CP6] %s takes 200 levels of JSON in %s and answers 400 to more', async (path, field, others) => {
  const statuses = await Promise.all(BOMBS.map((bomb) => statusOf(path, `${others}${inForm(field, bomb)}`)));
  expect(statuses).toEqual(BOMBS.map(() => 400));
  expect(await statusOf(path, `${others}${inForm(field, nested(OBJECTS, 200))}`)).toBeLessThan(300);
});

test.each(BODIES)(
  '[CP6] %s answers 400 to a body that is nested too deep, as a whole or in %s',
  async (path, field) => {
    const bodies = BOMBS.flatMap((bomb) => [bomb, `{"${field}":${bomb}}`, `{"unheardOf":${bomb}}`]);
    const statuses = await Promise.all(bodies.map((body) => statusOf(path, body)));
    expect(statuses).toEqual(bodies.map(() => 400));
  },
);

async function flexToken(): Promise<string> {
  const answer = await post('/emulator/flex-sign-in', JSON.stringify({ as: 'supervisor' }));
  return ((await answer.json()) as { session: { token: string } }).session.token;
}

test.each([
  ['an attribute that is an object', (bomb: string) => `{"Attributes":${bomb}}`],
  ['an attribute that is text', (bomb: string) => `{"Attributes":${JSON.stringify(bomb)}}`],
])("[CP6] a desktop's command with %s nested too deep is refused with 400", async (_what, paramsOf) => {
  const token = await flexToken();
  const statuses = await Promise.all(
    BOMBS.map((bomb) => {
      const url = `Workspaces/${account.workspaceSid}/Workers/${names['worker'] ?? ''}`;
      const command = `{"url":"${url}","method":"POST","token":"${token}","params":${paramsOf(bomb)}}`;
      return statusOf('@eventBridge', command);
    }),
  );
  expect(statuses).toEqual(BOMBS.map(() => 400));
});

/** A connected Twilsock with the token of a supervisor's desktop. */
async function twilsock(product: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${twilio.port}/__twilio/tsock.us1.twilio.com/v3/wsconnect`);
  await once(socket, 'open');
  const token = await flexToken();
  await exchange(socket, encodeFrame({ id: 'TM0', method: 'init', token, registrations: [{ product, type: 'x' }] }));
  return socket;
}

async function exchange(socket: WebSocket, packet: Buffer): Promise<Readonly<Record<string, unknown>>> {
  const answered = once(socket, 'message') as Promise<[Buffer]>;
  socket.send(packet);
  const [answer] = await answered;
  return decodeFrame(answer)?.header ?? {};
}

test.each([
  ['cds.us1.twilio.com', '/v3/Documents', (bomb: string) => `{"data":${bomb}}`],
  ['cds.us1.twilio.com', '/v3/Maps/m/Items', (bomb: string) => `{"key":"k","data":${bomb}}`],
  ['cds.us1.twilio.com', '/v4/Subscriptions', (bomb: string) => `{"requests":${bomb}}`],
  ['cds.us1.twilio.com', '/v3/Insights/tr-worker/Items', (bomb: string) => `{"query_string":${bomb}}`],
  ['aim.us1.twilio.com', '/v1/Users/sam', (bomb: string) => `{"friendly_name":${bomb}}`],
  ['aim.us1.twilio.com', '/v1/Users/sam', (bomb: string) => bomb],
])('[CP6] %s%s answers 400 through the tunnel to JSON that is nested too deep', async (host, path, bodyOf) => {
  const socket = await twilsock(host.startsWith('aim') ? 'ip_messaging' : 'flex_insights');
  for (const bomb of BOMBS) {
    const header = { id: 'TM1', method: 'message', http_request: { host, path, method: 'POST' } };
    const packet = encodeFrame(header, bodyOf(bomb));
    expect(await exchange(socket, packet)).toMatchObject({ id: 'TM1', http_status: { code: 400 } });
  }
  socket.terminate();
});

test('[TW2] a packet whose header is nested too deep is none', async () => {
  for (const bomb of DEPTHS.map((levels) => nested(['[', ']'], levels))) {
    const socket = await twilsock('data_sync');
    const header = `{"id":"TM1","method":"message","http_request":${bomb}}`;
    const closed = once(socket, 'close');
    const answer = await exchange(socket, Buffer.from(`TWILSOCK V3.0 ${header.length}\r\n${header}\r\n`));
    expect(answer).toMatchObject({ method: 'close', status: { code: 406 } });
    await closed;
  }
});

test('[CP6] a pattern of a fault that no engine compiles is refused, not the end of the process', async () => {
  const groups = (count: number): string => `${'(?:'.repeat(count)}a${')*'.repeat(count)}`;
  const fault = (path: string): Promise<number> => statusOf('/emulator/faults', JSON.stringify({ match: { path } }));
  for (const path of [groups(1_000), groups(100_000), 'a{1000}'.repeat(1_000), '(', 'x'.repeat(501)]) {
    expect(await fault(path)).toBe(400);
  }
  expect(await fault(groups(90))).toBe(201);
  expect(await statusOf('/emulator/tokens', '{"identity":"alice"}')).toBe(200);
});
