import { createSid } from '../base/account';
import { parseJson } from '../base/json';
import type { NewTask } from '../taskrouter/task-intake';
import type { TaskRouter } from '../taskrouter/task-router';
import { activeTransfer, type Reservation, type Task } from '../taskrouter/workspace-model';
import type { ChatService } from './chat-service';
import { contactOf, type ChannelType, type Contact } from './contact-channels';
import type { Conversation, Participant } from './conversation';

/** What Flex calls the work on one contact: its channel, the invitation of the agent and the conversation. */
export interface Interaction {
  readonly sid: string;
  readonly channelSid: string;
  readonly inviteSid: string;
  readonly channelType: ChannelType;
  readonly conversation: Conversation;
  readonly customer: Participant;
  /** SIDs of the interaction's participants, by SID of the conversation's. */
  readonly participantSids: Map<string, string>;
}

/** A conversation, and its participant who is the customer. */
export type BegunConversation = Pick<Interaction, 'conversation' | 'customer'>;

/** Chat tasks and their conversations. */
export interface ChatTasks {
  readonly chat: ChatService;
  /** The same engine, except that a chat task that is created through it brings a conversation. */
  readonly router: TaskRouter;
  /** Makes the task of a conversation that began without one. */
  createTaskOf(begun: BegunConversation, task: NewTask): Task;
  /** The interaction of a task; undefined for calls and for tasks that brought none. */
  ofTask(task: Task): Interaction | undefined;
  find(interactionSid: string): Interaction | undefined;
  /** The task of an interaction, while the engine knows it. */
  taskOf(interaction: Interaction): Task | undefined;
  /** Forgets everything, as the engine and Sync do. */
  clear(): void;
}

/**
 * Gives chat tasks a conversation and keeps it in step with the engine, whoever moves the task: the agent joins when he
 * accepts and leaves when he completes; the conversation is closed when the task goes to wrap-up or ends.
 */
export function createChatTasks(taskRouter: TaskRouter, chat: ChatService): ChatTasks {
  const interactions = new Map<string, Interaction>();

  const ofTask = ({ parsedAttributes }: Task): Interaction | undefined =>
    interactions.get(textOf(parsedAttributes['flexInteractionSid']) ?? '');

  taskRouter.onEvent(({ type, task, reservation }) => {
    const interaction = task === undefined ? undefined : ofTask(task);
    if (interaction === undefined || task === undefined) return;
    if (reservation !== undefined && isHeld(reservation)) follow(chat, type, reservation, interaction.conversation);
    if (task.endedAt !== null) chat.close(interaction.conversation);
  });

  /** With a conversation that `begin` makes for who writes, unless the task is none of a chat or has its conversation. */
  function createTask(task: NewTask, begin: (contact: Contact) => BegunConversation): Task {
    const attributes = parse(task.attributes);
    const contact = attributes === null ? null : contactOf(task.channel.uniqueName, attributes);
    if (attributes === null || contact === null || 'conversationSid' in attributes) return taskRouter.createTask(task);
    const interaction = interactionIn(begin(contact), contact);
    interactions.set(interaction.sid, interaction);
    return taskRouter.createTask({
      ...task,
      attributes: attributesIn(interaction, { ...attributes, ...contact.attributes }),
    });
  }

  return {
    chat,
    router: {
      ...taskRouter,
      createTask: (task) =>
        createTask(task, ({ name, channelType, binding }) =>
          chat.create(name, { binding, attributes: JSON.stringify({ channelType }) }),
        ),
    },
    createTaskOf: (begun, task) => createTask(task, () => begun),
    ofTask,
    find: (sid) => interactions.get(sid),
    taskOf: (interaction) => [...taskRouter.state.tasks.values()].find((task) => ofTask(task) === interaction),
    clear() {
      interactions.clear();
      chat.clear();
    },
  };
}

const interactionIn = (begun: BegunConversation, { channelType }: Contact): Interaction => ({
  sid: createSid('KD'),
  channelSid: createSid('UO'),
  inviteSid: createSid('KG'),
  channelType,
  participantSids: new Map(),
  ...begun,
});

/** Attributes of the task, with those by which Flex finds interaction and conversation. */
const attributesIn = (interaction: Interaction, attributes: object): string =>
  JSON.stringify({
    direction: 'inbound',
    ...attributes,
    conversationSid: interaction.conversation.sid,
    channelSid: interaction.conversation.sid,
    flexInteractionSid: interaction.sid,
    flexInteractionChannelSid: interaction.channelSid,
    flexChannelInviteSid: interaction.inviteSid,
  });

/** Joins, closes or leaves the conversation as the agent's part in the task begins and ends. */
function follow(chat: ChatService, type: string, { task, worker }: Reservation, conversation: Conversation): void {
  const identity = worker.friendlyName;
  if (type === 'reservation.accepted') chat.join(conversation, identity);
  else if (type === 'reservation.wrapup' && task.status === 'wrapping' && activeTransfer(task) === null) {
    chat.close(conversation);
  } else if (LEAVING.has(type)) chat.leave(conversation, identity);
}

/** Events that end an agent's part in a task: it was completed, deleted, or handed on to somebody else. */
const LEAVING: ReadonlySet<string> = new Set(['reservation.completed', 'reservation.canceled', 'reservation.wrapup']);

const isHeld = ({ acceptedAt }: Reservation): boolean => acceptedAt !== null;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Null for anything but a JSON object, which the engine will refuse with an error of its own. */
function parse(attributes = '{}'): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = parseJson(attributes);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
