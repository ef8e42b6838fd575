import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { connected, conversationsClient, type ConversationsClient } from '../testing/conversations-client';
import { eventually } from '../testing/sync-host';

let twilio: LocalTwilio;
const clients: ConversationsClient[] = [];

beforeEach(async () => {
  twilio = await startLocalTwilio({ port: 0 });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.shutdown()));
  await twilio.close();
});

async function control<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`${twilio.url}/emulator${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** The client of somebody's desktop. */
async function clientOf(as: string, worker: string): Promise<ConversationsClient> {
  const { session } = await control<{ session: { token: string } }>('/flex-sign-in', { as, worker });
  const client = conversationsClient(twilio.url, session.token);
  clients.push(client);
  await connected(client);
  return client;
}

interface Chat {
  readonly taskSid: string;
  readonly conversationSid: string;
}

/** A chat that alice has taken. */
async function chat(): Promise<Chat> {
  const task = { channel: 'chat', queue: 'VIP / EMEA', from: 'Vera', attributes: {} };
  const { taskSid } = await control<{ taskSid: string }>('/tasks', task);
  await control(`/tasks/${taskSid}/messages`, { text: 'Is anybody there?' });
  await control(`/tasks/${taskSid}/accept`, { worker: 'alice' });
  const state = await fetch(`${twilio.url}/emulator/tasks/${taskSid}/messages`);
  return { taskSid, ...((await state.json()) as { conversationSid: string }) };
}

test('[CV13] the genuine SDK shows a supervisor a chat that he is not in, live to its end', async () => {
  // Its way to a conversation that one is not in; it says that another method will be for that some day.
  const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
  const { taskSid, conversationSid } = await chat();
  const sam = await clientOf('supervisor', 'sam');
  const conversation = await sam.getConversationBySid(conversationSid);
  expect(warned).toHaveBeenCalledWith(expect.stringContaining("you're not part of"));
  expect(conversation.status).not.toBe('joined');
  expect((await conversation.getMessages(20)).items.map(({ body }) => body)).toEqual(['Is anybody there?']);
  expect((await conversation.getParticipants()).map(({ identity }) => identity)).toContain('alice');
  expect((await conversation.getMessageRecipients({ pageSize: 20 })).items).toEqual([]);

  const heard: string[] = [];
  conversation.on('messageAdded', ({ body }) => heard.push(body));
  const alice = await (await clientOf('agent', 'alice')).getConversationBySid(conversationSid);
  await alice.sendMessage('Hello Vera');
  await control(`/tasks/${taskSid}/messages`, { text: 'Thanks' });
  await eventually(() => {
    expect(heard).toEqual(['Hello Vera', 'Thanks']);
  });
  await expect(conversation.sendMessage('From above')).rejects.toMatchObject({ status: 403 });
  // Neither agent nor customer sees him.
  expect(await alice.getParticipants()).toHaveLength(2);

  await control(`/tasks/${taskSid}/wrapup`, {});
  await eventually(() => {
    expect(conversation.state.current).toBe('closed');
  });
});

test('[CV12] the genuine SDK reads a long chat page by page, the newest first', async () => {
  const { taskSid, conversationSid } = await chat();
  for (let n = 1; n <= 24; n += 1) await control(`/tasks/${taskSid}/messages`, { text: `Line ${n}` });
  const conversation = await (await clientOf('agent', 'alice')).getConversationBySid(conversationSid);
  let page = await conversation.getMessages(10);
  const pages = [page.items.map(({ body }) => body)];
  while (page.hasPrevPage) {
    page = await page.prevPage();
    pages.unshift(page.items.map(({ body }) => body));
  }
  expect(pages.map(({ length }) => length)).toEqual([5, 10, 10]);
  expect(pages.flat()).toEqual(['Is anybody there?', ...Array.from({ length: 24 }, (_, index) => `Line ${index + 1}`)]);
});

test('[CV13] the genuine SDK finds nothing for an agent who is not in', async () => {
  const { conversationSid } = await chat();
  const bob = await clientOf('agent', 'bob');
  await expect(bob.getConversationBySid(conversationSid)).rejects.toMatchObject({ status: 403 });
});
