import { account } from '../base/account';
import { createChatBench, type ChatBench } from '../testing/chat-bench';
import { ChatError } from './chat-error';
import { createWebChats, type WebChats, type WebVisitor } from './web-chats';

let bench: ChatBench;
let webChats: WebChats;

beforeEach(() => {
  bench = createChatBench();
  webChats = createWebChats(bench.chatTasks);
});

const start = (visitor: Partial<WebVisitor> = {}) =>
  webChats.start({ addressSid: account.webChatAddressSid, customerName: 'Ana Ruiz', ...visitor });

/** Status and code of the refusal that a start meets. */
function refusalOf(visitor: Partial<WebVisitor>): readonly [number, number] {
  try {
    start(visitor);
  } catch (error) {
    if (error instanceof ChatError) return [error.status, error.code];
    throw error;
  }
  throw new Error('The start was not refused');
}

/** Starts a chat and writes as the visitor; the one task that this brings. */
function sentToFlex(preEngagementData?: string, visitor: Partial<WebVisitor> = {}) {
  const { conversation, customer } = start({ ...visitor, ...(preEngagementData ? { preEngagementData } : {}) });
  const before = bench.router.state.tasks.size;
  bench.chat.send(conversation, { author: customer.identity, body: 'Hello' });
  const [task, ...others] = [...bench.router.state.tasks.values()].slice(before);
  if (task === undefined || others.length > 0) throw new Error('A chat begins with exactly one task');
  return { task, conversation, customer };
}

describe('a web chat', () => {
  it('[CV14] is in the list of its visitor at once, and keeps what the page told in its attributes', () => {
    const { conversation, customer } = start({ chatName: 'Shop', preEngagementData: '{"anonymousId":"a1"}' });
    expect(customer.identity).toMatch(/^customer-[0-9a-f]{12}$/u);
    expect(bench.mapOf(`${customer.identity}.conversations`)).toMatchObject({
      [conversation.sid]: { status: 'joined' },
    });
    expect(bench.mapOf(`user.${customer.identity}`)).toMatchObject({ friendlyName: { value: 'Ana Ruiz' } });
    expect(conversation).toMatchObject({ friendlyName: 'Shop', createdBy: 'system' });
    expect(JSON.parse(conversation.attributes)).toEqual({
      channelType: 'web',
      pre_engagement_data: { anonymousId: 'a1' },
    });
  });

  it('[CV14] of a guest who has an identity is that user’s', () => {
    const { conversation, customer } = start({ identity: 'ana' });
    expect([customer.identity, bench.chat.joinedBy('ana')]).toEqual(['ana', [conversation]]);
  });

  it.each([['{'], ['[]'], ['"text"'], ['null'], [`{"a":${'['.repeat(199)}${']'.repeat(199)}}`]])(
    '[CV14] does not begin with pre-engagement data that is no JSON object: %#',
    (preEngagementData) => {
      expect(refusalOf({ preEngagementData })).toEqual([400, 45745]);
      expect(bench.chat.joinedBy('ana')).toEqual([]);
    },
  );

  it('[CV14] takes 16 KiB of pre-engagement data, in bytes, and not one more', () => {
    const ofBytes = (bytes: number) => JSON.stringify({ a: `é${'x'.repeat(bytes - 10)}` });
    expect(Buffer.byteLength(ofBytes(16_384))).toBe(16_384);
    expect(start({ preEngagementData: ofBytes(16_384) }).conversation.state).toBe('active');
    expect(refusalOf({ preEngagementData: ofBytes(16_385) })).toEqual([400, 45731]);
  });

  it('[CV14] begins at the address of the account only', () => {
    expect(refusalOf({ addressSid: `IG${'f'.repeat(32)}` })).toEqual([404, 45744]);
  });

  it('[CV15] brings its one task with the first message, in the conversation that is there', () => {
    const { task, conversation, customer } = sentToFlex('{"anonymousId":"a1","friendlyName":"Ana"}');
    const interaction = bench.chatTasks.ofTask(task);
    expect(interaction).toMatchObject({ conversation, customer, channelType: 'web' });
    expect(task.parsedAttributes).toEqual({
      pre_engagement_data: { anonymousId: 'a1', friendlyName: 'Ana' },
      channelType: 'web',
      customerAddress: customer.identity,
      from: 'Ana',
      name: 'Ana Ruiz',
      customerName: 'Ana Ruiz',
      queue: 'Support',
      direction: 'inbound',
      conversationSid: conversation.sid,
      channelSid: conversation.sid,
      flexInteractionSid: interaction?.sid,
      flexInteractionChannelSid: interaction?.channelSid,
      flexChannelInviteSid: interaction?.inviteSid,
    });
    bench.chat.send(conversation, { author: customer.identity, body: 'Is anybody there?' });
    expect(bench.router.state.tasks.size).toBe(1);
  });

  it('[CV15] goes to the queue and the worker that the page names, as far as there are such', () => {
    bench.queue('Sales');
    const alice = bench.worker('alice', ['Support', 'Sales']);
    const routed = (data: object) => {
      const { task } = sentToFlex(JSON.stringify(data));
      return [task.queue?.friendlyName, task.routingTarget?.friendlyName];
    };
    expect(routed({})).toEqual(['Support', undefined]);
    expect(routed({ queue: 'Sales', worker: alice.sid })).toEqual(['Sales', 'alice']);
    expect(routed({ queue: 'No such queue', worker: 'nobody' })).toEqual(['Support', undefined]);
    expect(routed({ queue: { a: 1 }, worker: '__proto__' })).toEqual(['Support', undefined]);
  });

  it('[CV15] waits for anybody when the worker whom the page names has no room', () => {
    const alice = bench.worker('alice', ['Support']); // two chats fill her
    const [first, second, third] = [1, 2, 3].map(() => sentToFlex('{"worker":"alice"}').task);
    expect([first, second].map((task) => task?.reservations.map(({ worker }) => worker))).toEqual([[alice], [alice]]);
    expect(third).toMatchObject({ routingTarget: null, status: 'pending' });
  });

  it('[CV10, CV15] that nobody wrote in yet is forgotten by a reset', () => {
    const { conversation, customer } = start();
    webChats.clear();
    bench.chat.send(conversation, { author: customer.identity, body: 'Hello' });
    expect(bench.router.state.tasks.size).toBe(0);
  });
});
