import { createSid } from '../base/account';
import type { SyncItem } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { chatErrors } from './chat-error';
import { prepareUser } from './chat-users';
import type { MessagingBinding } from './contact-channels';
import {
  addParticipant,
  newConversation,
  participantOf,
  requireActive,
  type Conversation,
  type NewMessage,
  type Participant,
} from './conversation';
import {
  messagesOf,
  pushMessage,
  removeMembership,
  showConversation,
  writeConversation,
  writeMembership,
  writeParticipant,
} from './conversation-objects';

export interface ChatService {
  readonly sync: SyncService;
  /** Makes a conversation with one participant: a customer of this name, with the address as identity, or a new one. */
  create(
    customerName: string,
    options?: { readonly binding?: MessagingBinding | null; readonly attributes?: string },
  ): { readonly conversation: Conversation; readonly customer: Participant };
  /** Makes a conversation with one participant who is a user of the SDK: it is in his list at once. */
  open(options: {
    readonly friendlyName: string;
    readonly attributes: string;
    /** A new one by default. */
    readonly identity?: string;
    /** The name that the user shows. */
    readonly userName: string;
  }): { readonly conversation: Conversation; readonly customer: Participant };
  /** @throws ChatError 50350 */
  find(sid: string): Conversation;
  /** Open and closed conversations of a participant, oldest first. */
  joinedBy(identity: string): readonly Conversation[];
  participantOf(conversation: Conversation, identity: string): Participant | undefined;
  /** Makes what the SDK reads of a conversation exist, for somebody who is going to open it. */
  show(conversation: Conversation): void;
  /** Whoever is in already stays as before. @throws ChatError 50377 */
  join(conversation: Conversation, identity: string): Participant;
  /** Does nothing for somebody who is not in. */
  leave(conversation: Conversation, identity: string): void;
  /** @throws ChatError 50377, 50107; SyncError 54006 */
  send(conversation: Conversation, message: NewMessage): SyncItem;
  /** Calls `listener` after each message. */
  onMessage(listener: (conversation: Conversation) => void): void;
  /** Oldest first. */
  messages(conversation: Conversation): readonly SyncItem[];
  /** Sets how far somebody has read. @throws ChatError 50400 */
  markRead(conversation: Conversation, identity: string, index: number | null): void;
  /** Messages after the last that was read; null for somebody who has never read. */
  unread(conversation: Conversation, identity: string): number | null;
  update(conversation: Conversation, change: { readonly friendlyName?: string; readonly attributes?: string }): void;
  /** Final: nobody can write or join any more. */
  close(conversation: Conversation): void;
  /** Forgets the conversations. Their Sync objects go when the Sync services are reset. */
  clear(): void;
}

/** Conversations as Documents, Maps and Lists of one Sync service, where the Conversations SDK reads them. */
export function createChatService(sync: SyncService): ChatService {
  const conversations = new Map<string, Conversation>();
  const listeners: ((conversation: Conversation) => void)[] = [];
  const now = (): number => sync.store.clock.now();
  return {
    sync,
    create(customerName, { binding = null, attributes = '{}' } = {}) {
      const identity = binding?.address ?? newIdentity();
      const conversation = newConversation({ friendlyName: customerName, attributes, createdBy: identity }, now());
      conversations.set(conversation.sid, conversation);
      return { conversation, customer: addParticipant(conversation, identity, binding, now()) };
    },
    open({ friendlyName, attributes, identity = newIdentity(), userName }) {
      const conversation = newConversation({ friendlyName, attributes, createdBy: 'system' }, now());
      conversations.set(conversation.sid, conversation);
      prepareUser(sync, identity, userName);
      return { conversation, customer: join(sync, conversation, identity) };
    },
    find(sid) {
      const conversation = conversations.get(sid);
      if (conversation === undefined) throw chatErrors.conversationNotFound(sid);
      return conversation;
    },
    joinedBy: (identity) => [...conversations.values()].filter((each) => participantOf(each, identity) !== undefined),
    participantOf,
    show: (conversation) => {
      showConversation(sync, conversation);
    },
    join: (conversation, identity) => participantOf(conversation, identity) ?? join(sync, conversation, identity),
    leave: (conversation, identity) => {
      leave(sync, conversation, identity);
    },
    send(conversation, message) {
      const item = send(sync, conversation, message);
      for (const listener of listeners) listener(conversation);
      return item;
    },
    onMessage(listener) {
      listeners.push(listener);
    },
    messages: (conversation) => messagesOf(sync, conversation),
    markRead: (conversation, identity, index) => {
      markRead(sync, conversation, identity, index);
    },
    unread: (conversation, identity) => unreadBy(sync, conversation, identity),
    update(conversation, { friendlyName, attributes }) {
      if (friendlyName !== undefined) conversation.friendlyName = friendlyName;
      if (attributes !== undefined) conversation.attributes = attributes;
      conversation.updatedAt = now();
      writeConversation(sync, conversation);
    },
    close: (conversation) => {
      close(sync, conversation);
    },
    clear() {
      conversations.clear();
    },
  };
}

const newIdentity = (): string => `customer-${createSid('').slice(0, 12)}`;

function join(sync: SyncService, conversation: Conversation, identity: string): Participant {
  requireActive(conversation);
  showConversation(sync, conversation);
  prepareUser(sync, identity);
  const participant = addParticipant(conversation, identity, null, sync.store.clock.now());
  writeParticipant(sync, conversation, participant);
  writeMembership(sync, conversation, participant);
  return participant;
}

function leave(sync: SyncService, conversation: Conversation, identity: string): void {
  const participant = participantOf(conversation, identity);
  if (participant === undefined) return;
  conversation.participants.delete(participant.sid);
  removeMembership(sync, conversation, participant);
}

function unreadBy(sync: SyncService, conversation: Conversation, identity: string): number | null {
  const read = participantOf(conversation, identity)?.lastReadIndex ?? null;
  return read === null ? null : messagesOf(sync, conversation).filter(({ key }) => Number(key) > read).length;
}

function send(sync: SyncService, conversation: Conversation, message: NewMessage): SyncItem {
  const participant = participantOf(conversation, message.author);
  if (participant === undefined) throw chatErrors.notAllowed(message.author);
  requireActive(conversation);
  const item = pushMessage(sync, conversation, participant, message);
  conversation.updatedAt = sync.store.clock.now();
  writeConversation(sync, conversation);
  return item;
}

function markRead(sync: SyncService, conversation: Conversation, identity: string, index: number | null): void {
  const participant = participantOf(conversation, identity);
  if (participant === undefined) throw chatErrors.participantNotFound(identity);
  participant.lastReadIndex = index;
  participant.lastReadAt = sync.store.clock.now();
  writeParticipant(sync, conversation, participant);
  writeMembership(sync, conversation, participant);
}

function close(sync: SyncService, conversation: Conversation): void {
  if (conversation.state === 'closed') return;
  conversation.state = 'closed';
  conversation.stateChangedAt = sync.store.clock.now();
  conversation.updatedAt = conversation.stateChangedAt;
  writeConversation(sync, conversation);
}
