import twilio from 'twilio';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { connected, conversationsClient, type ConversationsClient } from '../testing/conversations-client';
import { eventually } from '../testing/sync-host';

const ADDRESS = { addressSid: account.webChatAddressSid };

let local: LocalTwilio;
const clients: ConversationsClient[] = [];

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.shutdown())));
afterAll(() => local.close());

function webChannels(authToken: string = account.authToken) {
  const helper = twilio(account.accountSid, authToken);
  helper.flexApi.baseUrl = `${local.url}/__twilio/flex-api.twilio.com`;
  return helper.flexApi.v2.webChannels;
}

async function control<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${local.url}/emulator${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

const open = (token: string): ConversationsClient => {
  const client = conversationsClient(local.url, token);
  clients.push(client);
  return client;
};

/** The client of a page whose server made the token. */
function visitorsClient(identity: string, { secret, service }: { secret?: string; service?: string } = {}) {
  const { accountSid, apiKey, apiSecret, chatServiceSid } = account;
  const token = new twilio.jwt.AccessToken(accountSid, apiKey, secret ?? apiSecret, { identity, ttl: 600 });
  token.addGrant(new twilio.jwt.AccessToken.ChatGrant({ serviceSid: service ?? chatServiceSid }));
  return open(token.toJwt());
}

test('[CV14, CV15, CV16] the helper starts a chat, the SDK writes in it, and an agent who takes the task answers', async () => {
  const { conversationSid, identity } = await webChannels().create({
    ...ADDRESS,
    chatFriendlyName: 'Web chat',
    customerFriendlyName: 'Ana Ruiz',
    preEngagementData: JSON.stringify({ anonymousId: 'a1', queue: 'VIP / EMEA' }),
    uiVersion: '1.0.0',
  });
  const visitor = visitorsClient(identity);
  await connected(visitor);
  expect((await visitor.getSubscribedConversations()).items.map(({ sid }) => sid)).toEqual([conversationSid]);
  const conversation = await visitor.getConversationBySid(conversationSid);
  expect(conversation.attributes).toMatchObject({ pre_engagement_data: { anonymousId: 'a1' } });
  const heard: string[] = [];
  conversation.on('messageAdded', ({ author, body }) => heard.push(`${author === identity ? 'me' : author}: ${body}`));
  expect((await control<{ tasks: unknown[] }>('/truth')).tasks).toEqual([]);
  await conversation.sendMessage('Is my size there?');

  const { tasks } = await control<{ tasks: { sid: string; party: string }[] }>('/truth');
  expect(tasks.map(({ party }) => party)).toEqual([identity]);
  const taskSid = tasks[0]?.sid ?? '';
  await control(`/tasks/${taskSid}/accept`, { worker: 'alice' });
  const { session } = await control<{ session: { token: string } }>('/flex-sign-in', { as: 'agent', worker: 'alice' });
  const desktop = open(session.token);
  await connected(desktop);
  await (await desktop.getConversationBySid(conversationSid)).sendMessage('It is.');
  await eventually(() => {
    expect(heard).toEqual(['me: Is my size there?', 'alice: It is.']);
  });
  await control(`/tasks/${taskSid}/wrapup`, {});
  await eventually(() => {
    expect(conversation.state.current).toBe('closed');
  });
  await expect(conversation.sendMessage('Thanks')).rejects.toMatchObject({ status: 400 });
});

test('[CV16] a visitor finds nothing of another’s chat, and a token that is not for Conversations opens nothing', async () => {
  const { conversationSid } = await webChannels().create(ADDRESS);
  const stranger = visitorsClient('stranger');
  await connected(stranger);
  expect((await stranger.getSubscribedConversations()).items).toEqual([]);
  await expect(stranger.getConversationBySid(conversationSid)).rejects.toMatchObject({ status: 403 });
  for (const refused of [
    visitorsClient('visitor', { secret: 'another' }),
    visitorsClient('visitor', { service: account.syncServiceSid }),
  ])
    await eventually(() => {
      expect(refused.connectionState).toBe('denied');
    });
});

test('[CV14] is for the account’s server, at an address of the account, with pre-engagement data that is JSON', async () => {
  await expect(webChannels('another').create(ADDRESS)).rejects.toMatchObject({ status: 401, code: 20003 });
  await expect(webChannels().create({ addressSid: `IG${'f'.repeat(32)}` })).rejects.toMatchObject({
    status: 404,
    code: 45744,
  });
  await expect(webChannels().create({ ...ADDRESS, preEngagementData: '{' })).rejects.toMatchObject({
    status: 400,
    code: 45745,
  });
  await expect(webChannels().create({ addressSid: '' })).rejects.toMatchObject({ status: 400, code: 45745 });
});
