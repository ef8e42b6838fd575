import * as v from 'valibot';
import { ChatError, chatErrors } from '../conversations/chat-error';
import type { ChatTasks, Interaction } from '../conversations/chat-tasks';
import { answerRefusals } from '../http/answer-refusals';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import { SyncError } from '../sync/sync-error';
import type { SyncItem } from '../sync/sync-model';
import { TaskRouterError } from '../base/task-router-error';

const CustomerMessage = v.strictObject({ text: v.pipe(v.string(), v.minLength(1)) });

/** `/emulator/tasks/{WT}/messages`: writes as the customer of a chat task, and reads what was said. */
export function chatControlRoutes(chatTasks: ChatTasks): readonly Route[] {
  const { chat } = chatTasks;
  const interactionOf = (taskSid = ''): Interaction => {
    const interaction = chatTasks.ofTask(chatTasks.router.task(taskSid));
    if (interaction === undefined) throw chatErrors.badRequest(`Task ${taskSid} has no conversation`);
    return interaction;
  };
  const path = '/emulator/tasks/:sid/messages';
  const routes: readonly Route[] = [
    {
      method: 'POST',
      path,
      handle: (request, params) =>
        withJsonBody(request, CustomerMessage, ({ text }) => {
          const interaction = interactionOf(params['sid']);
          const { conversation, customer } = interaction;
          const { index = null } = conversation.lastMessage ?? {};
          const item = chat.send(conversation, { author: customer.identity, body: text });
          // A customer who answers has read everything before the answer.
          chat.markRead(conversation, customer.identity, index);
          return { status: 201, body: messageOf(item, interaction) };
        }),
    },
    {
      method: 'GET',
      path,
      handle: (_request, params) => {
        const interaction = interactionOf(params['sid']);
        const { conversation } = interaction;
        return {
          status: 200,
          body: {
            conversationSid: conversation.sid,
            state: conversation.state,
            participants: [...conversation.participants.values()].map(({ identity }) => identity),
            messages: chat.messages(conversation).map((item) => messageOf(item, interaction)),
          },
        };
      },
    },
  ];
  return routes.map(answerRefusals(ChatError, SyncError, TaskRouterError));
}

const messageOf = ({ key, data }: SyncItem, { customer }: Interaction): object => ({
  sid: data['sid'],
  index: key,
  author: data['author'],
  from: data['author'] === customer.identity ? 'customer' : 'agent',
  text: data['text'],
  at: data['timestamp'],
});
