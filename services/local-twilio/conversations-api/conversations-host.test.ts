import type { Conversation } from '../conversations/conversation';
import type { HostRequest, HostResponse } from '../http/host-app';
import { createChatBench, type ChatBench } from '../testing/chat-bench';
import { createConversationsHost } from './conversations-host';

let bench: ChatBench;
let conversation: Conversation;
let customer: string;

beforeEach(() => {
  bench = createChatBench();
  const created = bench.chat.create('Vera');
  conversation = created.conversation;
  customer = created.customer.identity;
  bench.chat.join(conversation, 'alice');
});

/** By identity; everybody else has none. */
const ROLES: Readonly<Record<string, readonly string[]>> = { sam: ['supervisor', 'agent'], ada: ['admin'] };

const askAs = async (
  identity: string,
  method: string,
  path: string,
  body: object | string = '',
): Promise<HostResponse> => {
  const host = createConversationsHost(bench.chat, {
    identity,
    roles: ROLES[identity] ?? ['agent'],
    accountSid: 'AC00000000000000000000000000000001',
    serviceSid: bench.chat.sync.sid,
    expiresAt: Number.MAX_SAFE_INTEGER,
    acl: false,
    product: 'ip_messaging',
    token: '',
  });
  const isForm = typeof body === 'string' && !body.startsWith('{');
  const request: HostRequest = {
    method,
    path,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    query: new URLSearchParams(),
    headers: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8' },
    baseUrl: 'https://aim.us1.twilio.com',
  };
  return host(request);
};

const ask = (method: string, path: string, body?: object | string): Promise<HostResponse> =>
  askAs('alice', method, path, body);

const texts = (): readonly unknown[] => bench.chat.messages(conversation).map(({ data }) => data['text']);

describe('the Conversations host', () => {
  it('[CV5] names the Sync objects of the user, and they exist', async () => {
    const { status, body } = await askAs('bob', 'GET', '/Client/v2/Configuration');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      identity: 'bob',
      sync_objects: { my_user_info: 'user.bob', my_conversations: 'bob.conversations' },
    });
    expect(Object.keys(bench.mapOf('user.bob'))).toEqual(['friendlyName', 'attributes', 'reachability']);
    expect(await askAs('bob', 'GET', '/v1/MyConversations')).toMatchObject({ body: { conversations: [] } });
  });

  it('[CV5] lists the conversations that the user is in, with the Sync objects that hold them', async () => {
    const { body } = await ask('GET', '/v1/MyConversations');
    expect(body).toMatchObject({
      conversations: [
        {
          conversation_sid: conversation.sid,
          status: 'joined',
          sync_objects: { conversation: `${conversation.sid}.channel`, messages: `${conversation.sid}.messages` },
        },
      ],
      meta: { next_token: null },
    });
    expect(bench.documentOf(`${conversation.sid}.channel`)).toMatchObject({
      friendlyName: 'Vera',
      state: { current: 'active' },
      roster: `${conversation.sid}.roster`,
    });
  });

  it('[CV5] knows any user, and keeps a changed name', async () => {
    await ask('POST', '/v1/Users/bob', { friendly_name: 'Bob Brown' });
    expect(await ask('GET', '/v1/Users/bob')).toMatchObject({ body: { friendly_name: 'Bob Brown' } });
    expect(bench.mapOf('user.bob')).toMatchObject({ friendlyName: { value: 'Bob Brown' } });
  });

  it('[CV6] keeps a message word for word, under the name of who sent it', async () => {
    const hostile = '<img src=x onerror=alert(1)> \u202E {{name}} ${x} \u0000 👩‍👩‍👧 \n</script>';
    const path = `/v1/Conversations/${conversation.sid}/Messages`;
    const { status, body } = await ask('POST', path, { body: hostile, author: 'mallory' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ index: 0, author: 'alice', body: hostile });
    bench.chat.send(conversation, { author: customer, body: 'Thanks' });
    const [first, second] = bench.chat.messages(conversation).map(({ data }) => data);
    expect(first).toMatchObject({ text: hostile, author: 'alice' });
    expect(second).toMatchObject({ text: 'Thanks', author: customer });
    expect(second?.['memberSid']).toBe(bench.chat.participantOf(conversation, customer)?.sid);
    expect(bench.documentOf(`${conversation.sid}.channel`)).toMatchObject({ lastMessage: { index: 1 } });
  });

  it('[CV6] refuses a message without text and one that Sync cannot keep, and adds nothing', async () => {
    const path = `/v1/Conversations/${conversation.sid}/Messages`;
    expect(await ask('POST', path, { media_sids: ['ME1'] })).toMatchObject({ status: 400 });
    expect(await ask('POST', path, { body: 'x', attributes: '{' })).toMatchObject({ status: 400 });
    expect(await ask('POST', path, { body: 'x'.repeat(17_000) })).toMatchObject({ status: 413, body: { code: 54006 } });
    expect(await ask('POST', path, { body: 'x'.repeat(10_000) })).toMatchObject({ status: 201 });
    expect(bench.chat.messages(conversation)).toHaveLength(1);
  });

  it('[CV7] lets nobody read, write or type who is not in', async () => {
    const forbidden = { status: 403, body: { code: 50107 } };
    const path = `/v1/Conversations/${conversation.sid}`;
    expect(await askAs('bob', 'POST', `${path}/Messages`, { body: 'Hi' })).toMatchObject(forbidden);
    expect(await askAs('bob', 'GET', path)).toMatchObject(forbidden);
    expect(await askAs('bob', 'POST', '/v1/Typing', `ChannelSid=${conversation.sid}`)).toMatchObject(forbidden);
    expect(await ask('DELETE', `${path}/Participants/${customer}`)).toMatchObject(forbidden);
    expect(await ask('GET', '/v1/Conversations/CH0')).toMatchObject({ status: 404, body: { code: 50350 } });
    expect(texts()).toEqual([]);
  });

  it.each(['sam', 'ada'])('[CV13] shows %s any conversation, and nobody sees that he looks on', async (identity) => {
    const { conversation: offered } = bench.chat.create('Wanda');
    bench.chat.send(conversation, { author: customer, body: 'Hello?' });
    for (const { sid } of [conversation, offered]) {
      const path = `/v1/Conversations/${sid}`;
      expect(await askAs(identity, 'GET', path)).toMatchObject({ status: 200, body: { sid } });
      expect(await askAs(identity, 'GET', `${path}/MessageRecipients`)).toMatchObject({ status: 200 });
      // The Sync objects that the SDK opens next, also of a chat that nobody has taken yet.
      expect(bench.documentOf(`${sid}.channel`)).toMatchObject({ state: { current: 'active' } });
      for (const participant of Object.values(bench.mapOf(`${sid}.roster`))) {
        expect(bench.mapOf(String(participant['userInfo']))).toHaveProperty('friendlyName');
      }
    }
    expect(await askAs(identity, 'GET', `/v1/Conversations/${conversation.sid}/Participants`)).toMatchObject({
      body: { participants: [{ identity: customer }, { identity: 'alice' }] },
    });
    expect(await askAs(identity, 'GET', '/v1/MyConversations')).toMatchObject({ body: { conversations: [] } });
    expect(await askAs(identity, 'GET', '/v1/Conversations/CH0')).toMatchObject({ status: 404, body: { code: 50350 } });
  });

  it('[CV13] lets who looks on change nothing', async () => {
    const path = `/v1/Conversations/${conversation.sid}`;
    const commands: readonly (readonly [method: string, path: string, body?: object | string])[] = [
      ['POST', `${path}/Messages`, { body: 'From above' }],
      ['POST', path, { friendly_name: 'Mine' }],
      ['POST', '/v1/Typing', `ChannelSid=${conversation.sid}`],
      ['POST', `/v1/MyConversations/${conversation.sid}`, { last_read_message_index: 0 }],
      ['DELETE', `${path}/Participants/alice`],
    ];
    for (const [method, target, body] of commands) {
      expect(await askAs('sam', method, target, body)).toMatchObject({ status: 403, body: { code: 50107 } });
    }
    expect(texts()).toEqual([]);
    expect(conversation.participants.size).toBe(2);
  });

  it('[CV13] is loud when who looks on wants to join in', async () => {
    const path = `/v1/Conversations/${conversation.sid}/Participants`;
    expect(await askAs('sam', 'POST', path, { identity: 'sam' })).toMatchObject({ status: 501 });
  });

  it('[CV7] takes nothing more for a closed conversation', async () => {
    bench.chat.close(conversation);
    expect(await ask('POST', `/v1/Conversations/${conversation.sid}/Messages`, { body: 'Late' })).toMatchObject({
      status: 400,
      body: { code: 50377 },
    });
    expect(() => bench.chat.join(conversation, 'bob')).toThrow('closed');
    expect(texts()).toEqual([]);
  });

  it('[CV8] accepts that somebody types, as a form', async () => {
    expect(await ask('POST', '/v1/Typing', `ChannelSid=${conversation.sid}`)).toMatchObject({
      status: 200,
      body: { typing_timeout: 5 },
    });
  });

  it('[CV8] keeps how far each has read, and counts what is unread', async () => {
    const mine = `/v1/MyConversations/${conversation.sid}`;
    for (const body of ['one', 'two', 'three']) bench.chat.send(conversation, { author: customer, body });
    expect(await ask('GET', mine)).toMatchObject({ body: { unread_messages_count: null } });
    expect(await ask('POST', mine, { last_read_message_index: 0 })).toMatchObject({
      body: { unread_messages_count: 2 },
    });
    const alice = bench.chat.participantOf(conversation, 'alice')!;
    expect(bench.mapOf(`${conversation.sid}.roster`)[alice.sid]).toMatchObject({ lastConsumedMessageIndex: 0 });
    expect(bench.mapOf('alice.conversations')[conversation.sid]).toMatchObject({ lastConsumedMessageIndex: 0 });
    expect(await ask('POST', mine, { last_read_message_index: -1 })).toMatchObject({ status: 400 });
  });

  it('[CV8] lets a participant leave', async () => {
    expect((await ask('DELETE', `/v1/Conversations/${conversation.sid}/Participants/alice`)).status).toBe(204);
    expect(bench.mapOf('alice.conversations')).toEqual({});
    expect(Object.values(bench.mapOf(`${conversation.sid}.roster`))).toMatchObject([{ identity: customer }]);
  });

  it('[CV6] refuses a body that is no JSON object', async () => {
    expect(await ask('POST', '/v1/Users/bob', '{"half')).toMatchObject({ status: 400 });
  });

  it('[CP3] is loud about what it does not emulate', async () => {
    const path = `/v1/Conversations/${conversation.sid}/Messages/IM1/Receipts`;
    const { status, body } = await ask('GET', path);
    expect(status).toBe(501);
    expect(body).toMatchObject({ message: expect.stringContaining(path) as string });
  });
});
