import twilio from 'twilio';
import { account } from '../../../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../../../local-twilio/start-local-twilio';
import type { ChatConnection, ChatUpdate } from './chat-connection';
import { connect } from './conversations';

let local: LocalTwilio;
const connections: ChatConnection[] = [];

beforeEach(async () => {
  local = await startLocalTwilio({ port: 0 });
});
afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  await local.close();
});

/** A chat that the shop's server has started, and the token that it gives its page. */
async function started() {
  const { accountSid, apiKey, apiSecret, authToken, chatServiceSid, webChatAddressSid } = account;
  const rest = twilio(accountSid, authToken);
  rest.flexApi.baseUrl = `${local.url}/__twilio/flex-api.twilio.com`;
  const { conversationSid, identity } = await rest.flexApi.v2.webChannels.create({ addressSid: webChatAddressSid });
  const token = new twilio.jwt.AccessToken(accountSid, apiKey, apiSecret, { identity, ttl: 600 });
  token.addGrant(new twilio.jwt.AccessToken.ChatGrant({ serviceSid: chatServiceSid }));
  return { conversationSid, identity, token: token.toJwt() };
}

/** The page's part in a chat: what it was told last, and of which states. */
function take(session: Awaited<ReturnType<typeof started>>, port = new URL(local.url).port) {
  const told: ChatUpdate[] = [];
  const twilsockUrl = `ws://127.0.0.1:${port}/__twilio/tsock.us1.twilio.com/v3/wsconnect`;
  const connection = connect({ session, twilsockUrl, onUpdate: (update) => told.push(update) });
  connections.push(connection);
  const until = async (status: ChatUpdate['status']): Promise<ChatUpdate> => {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const last = told.at(-1);
      if (last?.status === status) return last;
      if (Date.now() > deadline) throw new Error(`It never was ${status}, at last ${String(last?.status)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { connection, until };
}

/** The SDK goes on after it was refused a conversation; cut off before it has subscribed, it leaves a rejection behind. */
async function subscribed(clients: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    const { requests } = (await (await fetch(`${local.url}/emulator/requests`)).json()) as {
      requests: { path: string }[];
    };
    if (requests.filter(({ path }) => path.endsWith('/v4/Subscriptions')).length >= clients) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const control = (path: string, body: object): Promise<Response> =>
  fetch(`${local.url}/emulator${path}`, { method: 'POST', body: JSON.stringify(body) });

test('a customer without a connection is told so, sends nothing, and hears what became of the chat once there is one', async () => {
  const session = await started();
  const { port } = new URL(local.url);
  await local.close();
  const { connection, until } = take(session, port);
  await until('interrupted');
  await expect(connection.send('Hello')).rejects.toThrow();
  local = await startLocalTwilio({ port: Number(port) });
  // Everything of before is gone with the process: the chat, too.
  await until('ended');
  await subscribed(1);
});

test('who comes back reads what was said, and a lost connection comes back by itself', async () => {
  const session = await started();
  const first = take(session);
  await first.connection.send('Hello');
  await first.connection.close();
  const { until } = take(session);
  expect((await until('live')).messages).toMatchObject([{ index: 0, text: 'Hello', isOwn: true }]);
  await control('/connections/drop', { identity: session.identity, refuseForMs: 300 });
  await until('interrupted');
  await until('live');
});

test('a chat that is not there, and one that is another customer’s, have ended', async () => {
  const [mine, other] = [await started(), await started()];
  await take({ ...mine, conversationSid: `CH${'f'.repeat(32)}` }).until('ended');
  await take({ ...mine, conversationSid: other.conversationSid }).until('ended');
  await subscribed(2);
});

test('a token that is not accepted ends the chat', async () => {
  await take({ ...(await started()), token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }).until('ended');
});
