import { createSid } from '../base/account';
import { parseJson } from '../base/json';
import type { NewTask } from '../taskrouter/task-intake';
import type { TaskRouter } from '../taskrouter/task-router';
import { activeTransfer, type Reservation, type Task } from '../taskrouter/workspace-model';
import type { ChatService } from './chat-service';
import { contactOf, type ChannelType } from './contact-channels';
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

/** Chat tasks and their conversations. */
export interface ChatTasks {
  readonly chat: ChatService;
  /** The same engine, except that a chat task that is created through it brings a conversation. */
  readonly router: TaskRouter;
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

  return {
    chat,
    router: {
      ...taskRouter,
      createTask(task) {
        const begun = beginChat(task, chat);
        if (begun === null) return taskRouter.createTask(task);
        interactions.set(begun.interaction.sid, begun.interaction);
        return taskRouter.createTask(begun.task);
      },
    },
    ofTask,
    find: (sid) => interactions.get(sid),
    taskOf: (interaction) => [...taskRouter.state.tasks.values()].find((task) => ofTask(task) === interaction),
    clear() {
      interactions.clear();
      chat.clear();
    },
  };
}

/** A conversation for a task, and the task that names it; null for a call, or a task that has its conversation. */
function beginChat(
  task: NewTask,
  chat: ChatService,
): { readonly task: NewTask; readonly interaction: Interaction } | null {
  const attributes = parse(task.attributes);
  if (attributes === null || 'conversationSid' in attributes) return null;
  const contact = contactOf(task.channel.uniqueName, attributes);
  if (contact === null) return null;
  const { channelType } = contact;
  const interaction: Interaction = {
    sid: createSid('KD'),
    channelSid: createSid('UO'),
    inviteSid: createSid('KG'),
    channelType,
    participantSids: new Map(),
    ...chat.create(contact.name, { binding: contact.binding, attributes: JSON.stringify({ channelType }) }),
  };
  const named = {
    direction: 'inbound',
    ...attributes,
    ...contact.attributes,
    conversationSid: interaction.conversation.sid,
    channelSid: interaction.conversation.sid,
    flexInteractionSid: interaction.sid,
    flexInteractionChannelSid: interaction.channelSid,
    flexChannelInviteSid: interaction.inviteSid,
  };
  return { task: { ...task, attributes: JSON.stringify(named) }, interaction };
}

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
