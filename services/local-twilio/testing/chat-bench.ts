import { account } from '../base/account';
import { createChatService, type ChatService } from '../conversations/chat-service';
import { createChatTasks, type ChatTasks, type Interaction } from '../conversations/chat-tasks';
import { EMULATOR_CALLER, type SyncData } from '../sync/sync-model';
import { createSyncServices } from '../sync/sync-services';
import { createBench, type Bench } from './task-router-bench';

/** The engine and the chat service together, with one queue, "Support". */
export interface ChatBench extends Bench {
  readonly chat: ChatService;
  readonly chatTasks: ChatTasks;
  /** Offers a chat of this customer to the first free worker. */
  contact(name: string, attributes?: object): { readonly interaction: Interaction; readonly taskSid: string };
  /** Data of a Map's items, by key; empty when there is no such Map. */
  mapOf(name: string): Readonly<Record<string, SyncData>>;
  documentOf(name: string): SyncData;
}

export function createChatBench(): ChatBench {
  const bench = createBench();
  const services = createSyncServices({ clock: bench.clock, limits: { enabled: true } });
  const chat = createChatService(services.service(account.chatServiceSid));
  const chatTasks = createChatTasks(bench.router, chat);
  bench.queue('Support');
  return {
    ...bench,
    chat,
    chatTasks,
    contact(name, attributes = {}) {
      const task = chatTasks.router.createTask({
        channel: bench.router.channel('chat'),
        attributes: JSON.stringify({ queue: 'Support', name, ...attributes }),
      });
      const interaction = chatTasks.ofTask(task);
      if (interaction === undefined) throw new Error('The task brought no conversation');
      return { interaction, taskSid: task.sid };
    },
    mapOf: (name) =>
      Object.fromEntries([...chat.sync.ensureMap(name).items.values()].map(({ key, data }) => [String(key), data])),
    documentOf: (name) => chat.sync.documents.get(EMULATOR_CALLER, name).data,
  };
}
