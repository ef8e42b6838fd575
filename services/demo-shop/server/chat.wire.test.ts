import twilio from 'twilio';
import { account } from '../../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../../local-twilio/start-local-twilio';
import type { StartedChat } from './chat';
import { signatureOf } from './sign-in';
import { startShop, type RunningShop } from './start-shop';

const SECRET = 'secret-of-the-shop';
const ASSETS = { script: '', style: '', conversations: '' };
let local: LocalTwilio;
let shop: RunningShop;

async function open(authToken: string): Promise<RunningShop> {
  const { accountSid, apiKey, apiSecret, chatServiceSid, webChatAddressSid } = account;
  return startShop(0, ASSETS, {
    ...{ writeKey: 'k', backendUrl: 'http://localhost:4100', secret: SECRET },
    chat: {
      ...{ accountSid, authToken, apiKey, apiSecret, serviceSid: chatServiceSid, addressSid: webChatAddressSid },
      context: { queue: 'Billing' },
      baseUrl: `${local.url}/__twilio`,
    },
  });
}

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
  shop = await open(account.authToken);
});
afterAll(async () => {
  await shop.close();
  await local.close();
});

const ask = ({ port }: RunningShop, body: object): Promise<Response> =>
  fetch(`http://localhost:${port}/chat`, { method: 'POST', body: JSON.stringify(body) });

/** Attributes of the conversation, as Local Twilio keeps them for the SDK. */
async function preEngagementOf({ conversationSid }: StartedChat): Promise<unknown> {
  const rest = twilio(account.accountSid, account.authToken);
  rest.sync.baseUrl = `${local.url}/__twilio/sync.twilio.com`;
  const service = rest.sync.v1.services(account.chatServiceSid);
  const document = await service.documents(`${conversationSid}.channel`).fetch();
  const { attributes } = document.data as { attributes: string };
  return (JSON.parse(attributes) as { pre_engagement_data: unknown }).pre_engagement_data;
}

test('a visitor is given a conversation, and a token for nothing but Conversations', async () => {
  const response = await ask(shop, { name: ' Ana ', anonymousId: 'a1' });
  const started = (await response.json()) as StartedChat;
  expect(response.status).toBe(201);
  expect(await preEngagementOf(started)).toEqual({ queue: 'Billing', friendlyName: 'Ana', anonymousId: 'a1' });
  const [, payload = ''] = started.token.split('.');
  const { grants } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { grants: unknown };
  expect(grants).toEqual({ identity: started.identity, chat: { service_sid: account.chatServiceSid } });
  expect(started.expiresAt).toBeGreaterThan(Date.now());
});

test('the agent’s desktop is told who signed in, if the shop vouched for it, and nobody else', async () => {
  const start = async (user: object) => (await (await ask(shop, { name: 'Ana', ...user })).json()) as StartedChat;
  const user = { userId: 'user-1', userIdSignature: signatureOf('user-1', SECRET) };
  expect(await preEngagementOf(await start(user))).toMatchObject(user);
  for (const claim of [{ ...user, userId: 'boss' }, { ...user, userIdSignature: '0'.repeat(64) }, { userId: 'boss' }])
    expect(await preEngagementOf(await start(claim))).toEqual({ queue: 'Billing', friendlyName: 'Ana' });
});

test.each([{}, { name: ' ' }, { name: 7 }, { name: 'x'.repeat(101) }])('%j starts no chat', async (body) => {
  expect((await ask(shop, body)).status).toBe(400);
});

test('the page may open the SDK’s socket, and is told no secret', async () => {
  const response = await fetch(`http://localhost:${shop.port}/`);
  const socket = new URL(local.url.replace('http', 'ws'));
  expect(response.headers.get('content-security-policy')).toContain(
    `connect-src 'self' http://localhost:4100 ${socket.origin};`,
  );
  const html = await response.text();
  expect(html).toContain(`${socket.origin}/__twilio/tsock.us1.twilio.com/v3/wsconnect`);
  for (const secret of [account.authToken, account.apiSecret, account.apiKey, SECRET])
    expect(html).not.toContain(secret);
});

test('when Twilio refuses, the visitor reads what to do and the log what happened, without a name', async () => {
  const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const refused = await open('another');
  const response = await ask(refused, { name: 'Ana Ruiz' });
  expect([response.status, await response.json()]).toEqual([
    503,
    { message: 'The chat could not be started. Try again in a moment.' },
  ]);
  expect(log.mock.calls).toEqual([['A chat was not started: status 401, code 20003 of Twilio\n']]);
  log.mockRestore();
  await refused.close();
});

test('a shop without an account has no chat', async () => {
  const config = { writeKey: 'k', backendUrl: 'http://localhost:4100', secret: null, chat: null };
  const silent = await startShop(0, ASSETS, config);
  expect((await ask(silent, { name: 'Ana' })).status).toBe(405);
  await silent.close();
});
