import { chatControlRoutes } from '../../control/chat-control';
import type { Interaction } from '../../conversations/chat-tasks';
import type { HostRequest, HostResponse } from '../../http/host-app';
import { createRouter } from '../../http/router';
import type { Reservation, Worker } from '../../taskrouter/workspace-model';
import { createChatBench, type ChatBench } from '../../testing/chat-bench';
import { refusalOf } from '../../testing/task-router-bench';
import { interactionRoutes } from './interactions';

let bench: ChatBench;
let alice: Worker;
let bob: Worker;
let interaction: Interaction;
let taskSid: string;

beforeEach(() => {
  bench = createChatBench();
  alice = bench.worker('alice', ['Support']);
  bob = bench.worker('bob', []);
  ({ interaction, taskSid } = bench.contact('Vera'));
});

const requestOf = (method: string, path: string, body: object = {}): HostRequest => ({
  method,
  path,
  body: JSON.stringify(body),
  query: new URLSearchParams(),
  headers: {},
  baseUrl: '',
});

/** The routes answer at once. */
function send(worker: Worker, method: string, path: string, params?: object): HostResponse {
  const user = {
    accountSid: 'AC00000000000000000000000000000001',
    identity: worker.friendlyName,
    roles: ['agent' as const],
    workerSid: worker.sid,
    flexUserSid: 'FU00000000000000000000000000000001',
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
  const host = createRouter('event-bridge.twilio.com', interactionRoutes(bench.router, bench.chatTasks, user));
  return host(requestOf(method, path, params)) as HostResponse;
}

const reservation = (): Reservation => bench.router.task(taskSid).reservations.at(-1)!;
const channel = (): string => `/v1/Interactions/${interaction.sid}/Channels/${interaction.channelSid}`;
const invite = (): string => `${channel()}/Invites/${interaction.inviteSid}`;
const answer = (action: string) => ({
  action,
  routing: { type: 'taskrouter', reservation: { sid: reservation().sid } },
});

describe('interactions', () => {
  it('[CV2] accept an invitation, wrap up and complete', () => {
    send(alice, 'POST', invite(), answer('accept'));
    expect(reservation().status).toBe('accepted');
    expect(interaction.conversation.participants.size).toBe(2);
    send(alice, 'POST', channel(), { status: 'closed', routing: { status: 'wrapup' } });
    expect(reservation().status).toBe('wrapping');
    expect(send(alice, 'GET', `/v1/Interactions/${interaction.sid}/Channels`).body).toMatchObject({
      channels: [{ sid: interaction.channelSid, status: 'closed', media_sid: interaction.conversation.sid }],
    });
    send(alice, 'POST', channel(), { status: 'closed', routing: { status: 'closed' } });
    expect(reservation().status).toBe('completed');
  });

  it('[CV2] decline an invitation', () => {
    const declined = reservation();
    send(alice, 'POST', invite(), answer('decline'));
    expect(declined.status).toBe('rejected');
    expect(interaction.conversation.participants.size).toBe(1);
  });

  it('[CV2] name customer and agent with their parts in the conversation', () => {
    send(alice, 'POST', invite(), answer('accept'));
    const { body } = send(alice, 'GET', `${channel()}/Participants`);
    const { participants } = body as { participants: { participant_sid: string }[] };
    expect(participants).toMatchObject([
      { type: 'customer', routing_properties: null, media_properties: { identity: interaction.customer.identity } },
      {
        type: 'agent',
        routing_properties: { worker_sid: alice.sid, task_sid: taskSid, reservation_sid: reservation().sid },
        media_properties: { conversation_sid: interaction.conversation.sid, identity: 'alice' },
      },
    ]);
    expect(send(alice, 'GET', `${channel()}/Participants`).body).toEqual(body);
  });

  it("[CV9] refuse another worker's chat, and what does not belong together", () => {
    expect(refusalOf(() => send(bob, 'POST', invite(), answer('accept')))).toMatchObject({ status: 403 });
    expect(refusalOf(() => send(alice, 'POST', `${channel()}/Invites/KG0`, answer('accept')))).toMatchObject({
      status: 404,
    });
    expect(refusalOf(() => send(alice, 'GET', '/v1/Interactions/KD0/Channels/UO0/Participants'))).toMatchObject({
      status: 404,
    });
    expect(refusalOf(() => send(alice, 'POST', invite(), { action: 'accept' }))).toMatchObject({ status: 400 });
    expect(reservation().status).toBe('pending');
  });

  it('[CV9] answer no channels for a call, and 501 for what is not emulated', () => {
    expect(send(alice, 'GET', '/v1/Interactions/KD0/Channels')).toEqual({ status: 200, body: { channels: [] } });
    expect(send(alice, 'POST', channel(), { status: 'inactive' })).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining('inactive/') as string },
    });
  });
});

describe('the control plane', () => {
  const control = async (method: string, sid: string, body?: object): Promise<HostResponse> =>
    createRouter(
      'the control plane',
      chatControlRoutes(bench.chatTasks),
    )(requestOf(method, `/emulator/tasks/${sid}/messages`, body));

  it('[CV11] writes as the customer, before and after somebody answers, and tells what was said', async () => {
    expect(await control('POST', taskSid, { text: 'Hello?' })).toMatchObject({
      status: 201,
      body: { index: 0, from: 'customer', text: 'Hello?' },
    });
    send(alice, 'POST', invite(), answer('accept'));
    bench.chat.send(interaction.conversation, { author: 'alice', body: 'Hi' });
    await control('POST', taskSid, { text: '<b>Thanks</b>' });
    expect((await control('GET', taskSid)).body).toMatchObject({
      conversationSid: interaction.conversation.sid,
      state: 'active',
      participants: [interaction.customer.identity, 'alice'],
      messages: [
        { from: 'customer', text: 'Hello?' },
        { from: 'agent', author: 'alice', text: 'Hi' },
        { from: 'customer', text: '<b>Thanks</b>' },
      ],
    });
    expect(interaction.customer.lastReadIndex).toBe(1);
  });

  it('[CV11] refuses unknown tasks, calls, closed conversations and unknown fields', async () => {
    const call = bench.task('Support');
    expect((await control('POST', 'WT0', { text: 'x' })).status).toBe(404);
    expect((await control('POST', call.sid, { text: 'x' })).status).toBe(400);
    expect((await control('POST', taskSid, { text: '' })).status).toBe(400);
    expect((await control('POST', taskSid, { text: 'x', author: 'alice' })).status).toBe(400);
    bench.router.cancelTask(bench.router.task(taskSid), null);
    expect((await control('POST', taskSid, { text: 'x' })).status).toBe(400);
  });
});
