import type { Worker } from '../taskrouter/workspace-model';
import { createChatBench, type ChatBench } from '../testing/chat-bench';

let bench: ChatBench;
let alice: Worker;

beforeEach(() => {
  bench = createChatBench();
  alice = bench.worker('alice', ['Support']);
});

const offerOf = (taskSid: string) => bench.router.task(taskSid).reservations.at(-1)!;

describe('chat tasks', () => {
  it('[CV1] bring the attributes by which Flex finds interaction and conversation, and keep their own', () => {
    const { interaction, taskSid } = bench.contact('Vera', { from: 'vera@example.com', level: 3 });
    const { conversation } = interaction;
    expect(bench.router.task(taskSid).parsedAttributes).toEqual({
      queue: 'Support',
      name: 'Vera',
      from: 'vera@example.com',
      level: 3,
      direction: 'inbound',
      channelType: 'web',
      customerName: 'Vera',
      conversationSid: conversation.sid,
      channelSid: conversation.sid,
      flexInteractionSid: interaction.sid,
      flexInteractionChannelSid: interaction.channelSid,
      flexChannelInviteSid: interaction.inviteSid,
    });
    expect(conversation.sid).toMatch(/^CH[0-9a-f]{32}$/u);
    expect(conversation.friendlyName).toBe('Vera');
  });

  it.each([
    ['sms', {}, 'sms', '+15005550001', '+15005550006'],
    ['chat', { channelType: 'sms' }, 'sms', '+15005550001', '+15005550006'],
    ['chat', { channelType: 'whatsapp' }, 'whatsapp', 'whatsapp:+15005550001', 'whatsapp:+15005550006'],
  ])('[CV1] on %s with %j come from a %s address', (channel, attributes, channelType, address, proxyAddress) => {
    const { router } = bench.chatTasks;
    const from = { from: '+15005550001', to: '+15005550006', name: 'Vera', queue: 'Support' };
    const task = router.createTask({
      channel: router.channel(channel),
      attributes: JSON.stringify({ ...from, ...attributes }),
    });
    const { conversation, customer } = bench.chatTasks.ofTask(task)!;
    expect(task.parsedAttributes).toMatchObject({
      channelType,
      from: address,
      customerAddress: address,
      customerName: 'Vera',
      conversationSid: conversation.sid,
    });
    expect(conversation.attributes).toBe(JSON.stringify({ channelType }));

    bench.router.acceptReservation(offerOf(task.sid));
    expect(bench.mapOf(`${conversation.sid}.roster`)[customer.sid]).toMatchObject({
      identity: null,
      type: channelType,
      bindings: { [channelType]: { address, proxy_address: proxyAddress } },
    });
    const message = bench.chat.send(conversation, { author: customer.identity, body: 'Hello' });
    expect(message.data).toMatchObject({ author: address });
  });

  it('[CV1] of another channel, or with a conversation of their own, stay as they are', () => {
    const { router } = bench.chatTasks;
    const attributes = JSON.stringify({ queue: 'Support' });
    const call = router.createTask({ channel: router.channel('voice'), attributes });
    expect(call.attributes).toBe(attributes);
    const own = JSON.stringify({ queue: 'Support', conversationSid: 'CH1' });
    expect(router.createTask({ channel: router.channel('chat'), attributes: own }).attributes).toBe(own);
    const direct = bench.router.createTask({ channel: router.channel('chat'), attributes });
    expect(bench.chatTasks.ofTask(direct)).toBeUndefined();
  });

  it('[CV2] let the agent join who accepts, and nobody before', () => {
    const { interaction, taskSid } = bench.contact('Vera');
    const { conversation } = interaction;
    expect(bench.mapOf('alice.conversations')).toEqual({});
    bench.router.acceptReservation(offerOf(taskSid));
    expect(bench.mapOf('alice.conversations')).toMatchObject({ [conversation.sid]: { status: 'joined' } });
    expect(Object.values(bench.mapOf(`${conversation.sid}.roster`)).map(({ identity }) => identity)).toEqual([
      interaction.customer.identity,
      'alice',
    ]);
    expect(bench.mapOf(`user.${interaction.customer.identity}`)).toMatchObject({ friendlyName: { value: 'Vera' } });
  });

  it('[CV3] close the conversation at wrap-up; the agent leaves at completion', () => {
    const { interaction, taskSid } = bench.contact('Vera');
    const { conversation } = interaction;
    const reservation = offerOf(taskSid);
    bench.router.acceptReservation(reservation);
    bench.router.wrapUpReservation(reservation);
    expect(bench.documentOf(`${conversation.sid}.channel`)).toMatchObject({ state: { current: 'closed' } });
    expect(Object.keys(bench.mapOf('alice.conversations'))).toEqual([conversation.sid]);
    bench.router.completeReservation(reservation);
    expect(bench.mapOf('alice.conversations')).toEqual({});
    expect(bench.chat.messages(conversation)).toEqual([]);
  });

  it('[CV3] close the conversation when they are completed without wrap-up, canceled or deleted', () => {
    const ends = (['completeTask', 'cancelTask', 'deleteTask'] as const).map((end) => {
      const { interaction, taskSid } = bench.contact(end);
      const task = bench.router.task(taskSid);
      if (end === 'completeTask') bench.router.acceptReservation(offerOf(taskSid));
      if (end === 'deleteTask') bench.router.deleteTask(task);
      else bench.router[end](task, null);
      return interaction.conversation;
    });
    expect(ends.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    expect(bench.mapOf('alice.conversations')).toEqual({});
  });

  it('[CV4] of two agents have conversations of their own', () => {
    bench.worker('bob', ['Support']);
    bench.clock.advance(1_000);
    const first = bench.contact('Vera'); // alice's, and from now on bob has been idle for longer
    const second = bench.contact('Walt');
    for (const { taskSid } of [first, second]) bench.router.acceptReservation(offerOf(taskSid));
    expect(offerOf(first.taskSid).worker).toBe(alice);
    expect(bench.chat.joinedBy('alice')).toEqual([first.interaction.conversation]);
    expect(bench.chat.joinedBy('bob')).toEqual([second.interaction.conversation]);
  });

  it('[CV10] are forgotten by a reset', () => {
    const { interaction } = bench.contact('Vera');
    bench.chatTasks.clear();
    expect(bench.chatTasks.find(interaction.sid)).toBeUndefined();
    expect(() => bench.chat.find(interaction.conversation.sid)).toThrow('not found');
  });
});
