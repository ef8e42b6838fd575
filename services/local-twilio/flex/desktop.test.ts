import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createPage } from './page';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';

interface Session {
  readonly token: string;
  readonly identity: string;
  readonly roles: readonly string[];
}

let twilio: LocalTwilio;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-twilio-'));
  mkdirSync(join(folder, 'bundle-1'));
  writeFileSync(join(folder, 'bundle-1', 'flex-ui.js'), 'window.Twilio={}');
  writeFileSync(join(folder, 'bundle-1', 'flex-ui.js.gz'), gzipSync('window.Twilio={}'));
  for (const name of ['plugin-built', 'plugin-not-built'])
    mkdirSync(join(folder, 'plugins', name, 'build'), { recursive: true });
  writeFileSync(join(folder, 'plugins', 'plugin-built', 'package.json'), '{"version":"1.2.3"}');
  writeFileSync(join(folder, 'plugins', 'plugin-built', 'build', 'plugin-built.js'), 'plugin()');
  twilio = await startLocalTwilio({
    port: 0,
    backendUrl: 'http://localhost:4100/',
    flexUiBundle: join(folder, 'bundle-1', 'flex-ui.js'),
    pluginsFolder: join(folder, 'plugins'),
    publicFolder: join(__dirname, '../../../public'),
  });
});

afterAll(async () => {
  await twilio.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${twilio.url}${path}`, { headers });

const post = (path: string, body: object | string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${twilio.url}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function signIn(request: object): Promise<Session> {
  const response = await post('/emulator/flex-sign-in', request);
  return ((await response.json()) as { session: Session }).session;
}

const basic = (user: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

async function account(): Promise<{ accountSid: string; authToken: string }> {
  return (await get('/emulator/health')).json() as Promise<{ accountSid: string; authToken: string }>;
}

describe('sign-in', () => {
  it.each([
    [{ as: 'agent', worker: 'alice' }, 'alice', ['agent']],
    [{ as: 'agent', worker: 'bob' }, 'bob', ['agent']],
    [{ as: 'supervisor' }, 'sam', ['supervisor', 'agent']],
    [{ as: 'admin' }, 'ada', ['admin']],
  ])('[TK3] signs %j in', async (request, identity, roles) => {
    expect(await signIn(request)).toMatchObject({ identity, roles });
  });

  it('[TK3] says which workers there are when the name is unknown', async () => {
    const response = await post('/emulator/flex-sign-in', { as: 'agent', worker: 'nobody' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(/"nobody".*alice/) as string });
  });

  it('[TK3] refuses a role that Flex does not have', async () => {
    expect((await post('/emulator/flex-sign-in', { as: 'boss' })).status).toBe(400);
  });
});

describe('token checks', () => {
  it('[TK4] validates a token for a server of the account, and for its own user', async () => {
    const { accountSid, authToken } = await account();
    const { token } = await signIn({ as: 'supervisor' });
    const validate = async (tested: string, credentials: Record<string, string>): Promise<Response> =>
      post(`/__twilio/iam.twilio.com/v1/Accounts/${accountSid}/Tokens/validate`, { token: tested }, credentials);

    const valid = await validate(token, basic(accountSid, authToken));
    expect(await valid.json()).toMatchObject({
      valid: true,
      identity: 'sam',
      roles: ['supervisor', 'agent'],
      worker_sid: expect.stringMatching(/^WK[0-9a-f]{32}$/) as string,
      expiration: expect.stringMatching(/Z$/) as string,
    });
    expect(await (await validate(`${token}x`, basic(accountSid, authToken))).json()).toMatchObject({
      valid: false,
      code: 20101,
    });
    const { token: expired } = await signIn({ as: 'agent', ttlSeconds: -1 });
    expect(await (await validate(expired, basic(accountSid, authToken))).json()).toMatchObject({
      valid: false,
      code: 20104,
    });
    expect((await validate(token, basic(accountSid, 'wrong'))).status).toBe(401);
    expect((await validate(token, {})).status).toBe(401);
    // As Flex UI 2.7 to 2.12 asks.
    expect(await (await validate(token, basic('token', token))).json()).toMatchObject({ valid: true, identity: 'sam' });
    expect((await validate(token, basic('token', expired))).status).toBe(401);
  });

  it('[TK5] tells Flex who a token belongs to, and that an expired one must go', async () => {
    const { accountSid } = await account();
    const info = async (token: string): Promise<Response> =>
      post(`/__twilio/flex-api.twilio.com/v1/Accounts/${accountSid}/Tokens/Info`, `Token=${encodeURIComponent(token)}`);
    expect(await (await info((await signIn({ as: 'agent' })).token)).json()).toMatchObject({
      valid: true,
      identity: 'alice',
      roles: ['agent'],
    });
    const expired = await info((await signIn({ as: 'agent', ttlSeconds: -1 })).token);
    expect(expired.status).toBe(401);
    expect(await expired.json()).toMatchObject({ code: 20104, message: expect.stringContaining('20104') as string });
  });

  it('[TK6] exchanges a valid token for another one of the same user', async () => {
    const { accountSid } = await account();
    const refresh = async (token: string): Promise<Response> =>
      post(`/__twilio/iam.twilio.com/v1/Accounts/${accountSid}/Tokens/refresh`, { token });
    const { token } = await signIn({ as: 'supervisor', ttlSeconds: 60 });
    const refreshed = (await (await refresh(token)).json()) as Session;
    expect(refreshed).toMatchObject({ identity: 'sam', roles: ['supervisor', 'agent'] });
    expect(refreshed.token).not.toBe(token);
    expect((await refresh((await signIn({ as: 'agent', ttlSeconds: -1 })).token)).status).toBe(401);
  });

  it('[TK5] shows the configuration to Flex users only', async () => {
    const { token } = await signIn({ as: 'agent' });
    const path = '/__twilio/flex-api.twilio.com/v1/Configuration';
    expect((await get(path)).status).toBe(401);
    expect(await (await get(path, basic('token', token))).json()).toMatchObject({
      ui_attributes: { version_compatibility: 'yes', flex_sync_suite: { backend_url: 'http://localhost:4100/' } },
    });
  });
});

describe('the Flex configuration', () => {
  const path = '/__twilio/flex-api.twilio.com/v1/Configuration';
  const operator = async (): Promise<Record<string, string>> => {
    const { accountSid, authToken } = await account();
    return basic(accountSid, authToken);
  };
  const attributes = async (headers: Record<string, string>): Promise<unknown> =>
    ((await (await get(path, headers)).json()) as { ui_attributes: unknown }).ui_attributes;

  it('[FX17] takes new attributes from the operator, whole, and shows them to Flex users until a reset', async () => {
    const [headers, { accountSid }, { token }] = [await operator(), await account(), await signIn({ as: 'agent' })];
    const atFirst = await attributes(headers);
    const changed = { colorTheme: {}, some_plugin: { is_on: true } };
    const answer = await post(path, { account_sid: accountSid, ui_attributes: changed }, headers);
    expect(await answer.json()).toMatchObject({ account_sid: accountSid, ui_attributes: changed });
    expect(await attributes(basic('token', token))).toEqual(changed);
    await post(path, { account_sid: accountSid }, headers);
    expect(await attributes(headers)).toEqual(changed);
    await post('/emulator/reset', {});
    expect(await attributes(headers)).toEqual(atFirst);
  });

  it('[FX17] refuses strangers and Flex users, and changes nothing on a body that is wrong', async () => {
    const [headers, { accountSid }, { token }] = [await operator(), await account(), await signIn({ as: 'admin' })];
    const atFirst = await attributes(headers);
    const wanted = { account_sid: accountSid, ui_attributes: {} };
    expect((await post(path, wanted)).status).toBe(401);
    expect((await post(path, wanted, basic('token', token))).status).toBe(401);
    expect((await post(path, { ui_attributes: {} }, headers)).status).toBe(400);
    expect((await post(path, { ...wanted, ui_attributes: 'none' }, headers)).status).toBe(400);
    const unknown = await post(path, { ...wanted, call_recording_enabled: true }, headers);
    expect(unknown.status).toBe(501);
    expect(await unknown.json()).toMatchObject({
      message: expect.stringContaining('call_recording_enabled') as string,
    });
    expect(await attributes(headers)).toEqual(atFirst);
  });

  it('[CP3] ignores what Twilio does not know either, and names it in the request log', async () => {
    const [headers, { accountSid }] = [await operator(), await account()];
    const wanted = { account_sid: accountSid, ui_attributes: { a: 1 }, ui_atributes: { b: 2 } };
    expect((await post(path, wanted, headers)).status).toBe(200);
    expect(await attributes(headers)).toEqual({ a: 1 });
    const { requests } = (await (await get('/emulator/requests')).json()) as { requests: { ignored?: string[] }[] };
    expect(requests.flatMap(({ ignored = [] }) => ignored)).toEqual(['ui_atributes']);
    await post('/emulator/reset', {});
  });
});

describe('the page', () => {
  it('[FX2] allows the page itself and the backend, and nothing else', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self' ws://localhost:* ws://127.0.0.1:* http://localhost:4100;");
    expect(policy).not.toContain('twilio');
  });

  it.each(['/', '/agent-desktop', '/teams', '/queue-dashboard'])('[FX3] answers %s with the page', async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('/network-shim.js');
  });

  it('[FX3] serves no file outside its folder', async () => {
    expect((await get('/..%2fpackage.json')).status).toBe(404);
    expect((await get('/plugins/..%2f..%2fpackage.json')).status).toBe(404);
    expect((await get('/no-such-file.js')).status).toBe(404);
  });

  it('[FX4] serves the Flex UI bundle compressed, and only once', async () => {
    const first = await get('/flex-ui.js', { 'accept-encoding': 'gzip' });
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(await first.text()).toBe('window.Twilio={}');
    // Of the content: another version may come from a folder of the same name.
    const digest = createHash('sha256').update('window.Twilio={}').digest('hex');
    expect(first.headers.get('etag')).toBe(`"${digest}"`);
    const again = await get('/flex-ui.js', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('[FX5] offers the plugins that are built, uncached', async () => {
    expect((await get('/plugins')).status).toBe(401);
    const { token } = await signIn({ as: 'agent' });
    const list = await get('/plugins', { 'x-flex-jwe': token });
    expect(await list.json()).toEqual([
      { name: 'plugin-built', version: '1.2.3', src: '/plugins/plugin-built.js', phase: 3 },
    ]);
    const released = { list: () => null, file: () => undefined };
    const options = { now: Date.now, publicFolder: '', flexUiBundle: null, backendUrl: null, released };
    const page = createPage({ ...options, pluginsFolder: join(folder, 'plugins'), plugins: ['plugin-not-built'] });
    const headers = { 'x-flex-jwe': token };
    const request = { method: 'GET', path: '/plugins', query: new URLSearchParams(), headers, body: '', baseUrl: '' };
    expect(await page(request)).toMatchObject({ status: 200, body: [] });
    const script = await get('/plugins/plugin-built.js');
    expect(await script.text()).toBe('plugin()');
    expect(script.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the control plane', () => {
  it('[CP2] names itself and the base URL of each emulated host', async () => {
    expect(await (await get('/emulator/health')).json()).toMatchObject({
      status: 'ok',
      accountSid: expect.stringMatching(/^AC/) as string,
      urls: {
        twilsock: `${twilio.url.replace('http', 'ws')}/__twilio/tsock.us1.twilio.com/v3/wsconnect`,
        sync: `${twilio.url}/__twilio/sync.twilio.com`,
        taskrouter: `${twilio.url}/__twilio/taskrouter.twilio.com`,
      },
    });
  });

  it('[CP1] refuses a port that is taken', async () => {
    await expect(startLocalTwilio({ port: twilio.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('[CP3] answers 501 with the name of what is missing', async () => {
    const response = await post('/emulator/weather', {});
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('/emulator/weather') as string });
  });

  it('[CP4] refuses a page of another origin', async () => {
    expect((await get('/emulator/health', { origin: 'https://example.com' })).status).toBe(403);
    expect((await get('/emulator/health', { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  it('[CP5] empties everything on reset, and knows the same people afterwards', async () => {
    const credentials = await account();
    const authorization = basic(credentials.accountSid, credentials.authToken);
    const documents = '/__twilio/sync.twilio.com/v1/Services/default/Documents';
    const before = await signIn({ as: 'agent' });
    await post(documents, 'UniqueName=cart&Data=%7B%7D', {
      ...authorization,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect((await post('/emulator/simulator', { queues: 2, workers: 3 })).status).toBe(200);
    await post('/emulator/tasks', { channel: 'voice', queue: 'Sales', from: '+15550001111', attributes: {} });
    await post('/emulator/limits', { enabled: false });
    await post('/emulator/faults', { match: {}, status: 503 });

    expect((await post('/emulator/reset', {})).status).toBe(200);

    expect(await (await get('/emulator/requests')).json()).toEqual({ requests: [] });
    expect((await get(`${documents}/cart`, authorization)).status).toBe(404);
    const truth = (await (await get('/emulator/truth')).json()) as Record<'tasks' | 'queues' | 'workers', unknown[]>;
    expect(truth.tasks).toEqual([]);
    expect(truth.queues.length).toBeGreaterThan(2);
    expect(truth.workers.length).toBeGreaterThan(7);
    const info = `/__twilio/flex-api.twilio.com/v1/Accounts/${credentials.accountSid}/Tokens/Info`;
    const after = await signIn({ as: 'agent' });
    const workerOf = async (token: string): Promise<unknown> =>
      ((await (await post(info, `Token=${token}`)).json()) as { worker_sid: unknown }).worker_sid;
    expect(await workerOf(before.token)).toBe(await workerOf(after.token));
  });
});
