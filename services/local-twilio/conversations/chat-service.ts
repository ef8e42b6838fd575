import { createSid } from '../base/account';
import { EMULATOR_CALLER, type SyncItem } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { MAX_DATA_BYTES, parseData } from '../sync/validation';
import { chatErrors } from './chat-error';
import { prepareUser } from './chat-users';
import type { MessagingBinding } from './contact-channels';

export interface Participant {
  readonly sid: string;
  /** Author of his messages: his identity, or the address that they come from. */
  readonly identity: string;
  /** Null for who has a user. */
  readonly binding: MessagingBinding | null;
  readonly joinedAt: number;
  /** Index of the newest message that was read; null before the first. */
  lastReadIndex: number | null;
  lastReadAt: number | null;
}

/** Instants are UTC milliseconds of the Sync services' clock. */
export interface Conversation {
  readonly sid: string;
  friendlyName: string;
  /** JSON text. */
  attributes: string;
  readonly createdBy: string;
  readonly createdAt: number;
  updatedAt: number;
  state: 'active' | 'closed';
  stateChangedAt: number;
  /** By SID, in the order of joining. */
  readonly participants: Map<string, Participant>;
  lastMessage: { readonly index: number; readonly timestamp: string } | null;
  /** Its Sync objects exist: they are made when somebody joins, looks on or writes. */
  published: boolean;
}

export interface NewMessage {
  /** Identity of a participant. */
  readonly author: string;
  readonly body: string;
  /** JSON text; `{}` by default. */
  readonly attributes?: string;
}

export interface ChatService {
  readonly sync: SyncService;
  /** Makes a conversation with one participant, a customer of this name, whose identity is new unless he has an address. */
  create(
    customerName: string,
    options?: { readonly binding?: MessagingBinding | null; readonly attributes?: string },
  ): { readonly conversation: Conversation; readonly customer: Participant };
  /** @throws ChatError 50350 */
  find(sid: string): Conversation;
  /** Open and closed conversations of a participant, oldest first. */
  joinedBy(identity: string): readonly Conversation[];
  participantOf(conversation: Conversation, identity: string): Participant | undefined;
  /** Makes what the SDK reads of a conversation exist, for somebody who is going to open it. */
  show(conversation: Conversation): void;
  /** Who is in already stays as he is. @throws ChatError 50377 */
  join(conversation: Conversation, identity: string): Participant;
  /** Does nothing for who is not in. */
  leave(conversation: Conversation, identity: string): void;
  /** @throws ChatError 50377, 50107; SyncError 54006 */
  send(conversation: Conversation, message: NewMessage): SyncItem;
  /** Oldest first. */
  messages(conversation: Conversation): readonly SyncItem[];
  /** Sets how far somebody has read. @throws ChatError 50400 */
  markRead(conversation: Conversation, identity: string, index: number | null): void;
  /** Messages after the last that was read; null for who has never read. */
  unread(conversation: Conversation, identity: string): number | null;
  update(conversation: Conversation, change: { readonly friendlyName?: string; readonly attributes?: string }): void;
  /** Final: nobody can write or join any more. */
  close(conversation: Conversation): void;
  /** Forgets the conversations; their Sync objects are the Sync service's to forget. */
  clear(): void;
}

/** Names of the Sync objects that the Conversations SDK opens. */
export const myConversationsOf = (identity: string): string => `${identity}.conversations`;
export const syncObjectsOf = (sid: string): Readonly<Record<'channel' | 'messages' | 'roster', string>> => ({
  channel: `${sid}.channel`,
  messages: `${sid}.messages`,
  roster: `${sid}.roster`,
});

/** Conversations as Documents, Maps and Lists of one Sync service, where the Conversations SDK reads them. */
export function createChatService(sync: SyncService): ChatService {
  const conversations = new Map<string, Conversation>();
  const now = (): number => sync.store.clock.now();

  const writeConversation = (conversation: Conversation): void => {
    if (conversation.published) sync.putDocument(syncObjectsOf(conversation.sid).channel, documentOf(conversation));
  };

  const writeParticipant = (conversation: Conversation, participant: Participant): void => {
    if (!conversation.published) return;
    sync.putMapItem(syncObjectsOf(conversation.sid).roster, participant.sid, rosterItemOf(participant));
  };

  const publish = (conversation: Conversation): void => {
    if (conversation.published) return;
    conversation.published = true;
    const { messages, roster } = syncObjectsOf(conversation.sid);
    sync.ensureList(messages);
    sync.ensureMap(roster);
    for (const participant of conversation.participants.values()) writeParticipant(conversation, participant);
    writeConversation(conversation);
  };

  const requireActive = ({ sid, state }: Conversation): void => {
    if (state === 'closed') throw chatErrors.conversationClosed(sid);
  };

  const participantOf = (conversation: Conversation, identity: string): Participant | undefined =>
    [...conversation.participants.values()].find((participant) => participant.identity === identity);

  const add = (conversation: Conversation, identity: string, binding: MessagingBinding | null = null): Participant => {
    const participant: Participant = {
      sid: createSid('MB'),
      identity,
      binding,
      joinedAt: now(),
      lastReadIndex: null,
      lastReadAt: null,
    };
    conversation.participants.set(participant.sid, participant);
    return participant;
  };

  const writeMembership = (conversation: Conversation, { identity, lastReadIndex }: Participant): void => {
    sync.putMapItem(myConversationsOf(identity), conversation.sid, {
      status: 'joined',
      notificationLevel: 'default',
      lastConsumedMessageIndex: lastReadIndex,
      ...syncObjectsOf(conversation.sid),
    });
  };

  const show = (conversation: Conversation): void => {
    publish(conversation);
    // The SDK shows a participant by the name in the Map of the user.
    for (const each of conversation.participants.values()) prepareParticipant(sync, conversation, each);
  };

  const messages = (conversation: Conversation): readonly SyncItem[] =>
    conversation.published
      ? [...sync.lists.get(EMULATOR_CALLER, syncObjectsOf(conversation.sid).messages).items.values()]
      : [];

  return {
    sync,
    create(customerName, { binding = null, attributes = '{}' } = {}) {
      const at = now();
      const identity = binding?.address ?? `customer-${createSid('').slice(0, 12)}`;
      const conversation: Conversation = {
        sid: createSid('CH'),
        friendlyName: customerName,
        attributes,
        createdBy: identity,
        createdAt: at,
        updatedAt: at,
        state: 'active',
        stateChangedAt: at,
        participants: new Map(),
        lastMessage: null,
        published: false,
      };
      conversations.set(conversation.sid, conversation);
      return { conversation, customer: add(conversation, identity, binding) };
    },
    find(sid) {
      const conversation = conversations.get(sid);
      if (conversation === undefined) throw chatErrors.conversationNotFound(sid);
      return conversation;
    },
    joinedBy: (identity) => [...conversations.values()].filter((each) => participantOf(each, identity) !== undefined),
    participantOf,
    show,
    join(conversation, identity) {
      const known = participantOf(conversation, identity);
      if (known !== undefined) return known;
      requireActive(conversation);
      show(conversation);
      prepareUser(sync, identity);
      const participant = add(conversation, identity);
      writeParticipant(conversation, participant);
      writeMembership(conversation, participant);
      return participant;
    },
    leave(conversation, identity) {
      const participant = participantOf(conversation, identity);
      if (participant === undefined) return;
      conversation.participants.delete(participant.sid);
      sync.removeMapItem(syncObjectsOf(conversation.sid).roster, participant.sid);
      sync.removeMapItem(myConversationsOf(identity), conversation.sid);
    },
    send(conversation, { author, body, attributes = '{}' }) {
      const participant = participantOf(conversation, author);
      if (participant === undefined) throw chatErrors.notAllowed(author);
      requireActive(conversation);
      publish(conversation);
      const timestamp = new Date(now()).toISOString();
      const data = {
        sid: createSid('IM'),
        type: 'text',
        text: body,
        author,
        memberSid: participant.sid,
        attributes,
        timestamp,
        dateUpdated: timestamp,
        lastUpdatedBy: null,
        subject: null,
        contentSid: null,
      };
      parseData(data, 'list', MAX_DATA_BYTES);
      const { item } = sync.lists.push(EMULATOR_CALLER, syncObjectsOf(conversation.sid).messages, { data });
      conversation.lastMessage = { index: Number(item.key), timestamp };
      conversation.updatedAt = now();
      writeConversation(conversation);
      return item;
    },
    messages,
    markRead(conversation, identity, index) {
      const participant = participantOf(conversation, identity);
      if (participant === undefined) throw chatErrors.participantNotFound(identity);
      participant.lastReadIndex = index;
      participant.lastReadAt = now();
      writeParticipant(conversation, participant);
      writeMembership(conversation, participant);
    },
    unread(conversation, identity) {
      const read = participantOf(conversation, identity)?.lastReadIndex ?? null;
      return read === null ? null : messages(conversation).filter(({ key }) => Number(key) > read).length;
    },
    update(conversation, { friendlyName, attributes }) {
      if (friendlyName !== undefined) conversation.friendlyName = friendlyName;
      if (attributes !== undefined) conversation.attributes = attributes;
      conversation.updatedAt = now();
      writeConversation(conversation);
    },
    close(conversation) {
      if (conversation.state === 'closed') return;
      conversation.state = 'closed';
      conversation.stateChangedAt = now();
      conversation.updatedAt = conversation.stateChangedAt;
      writeConversation(conversation);
    },
    clear() {
      conversations.clear();
    },
  };
}

/** A customer's user is known by the name that the conversation has. */
function prepareParticipant(sync: SyncService, conversation: Conversation, { identity, binding }: Participant): void {
  if (binding !== null) return; // a telephone has no user
  prepareUser(sync, identity, identity === conversation.createdBy ? conversation.friendlyName : undefined);
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Without `status`: a conversation is shared, whether somebody is in it is not. */
const documentOf = (conversation: Conversation): object => {
  const { messages, roster } = syncObjectsOf(conversation.sid);
  return {
    sid: conversation.sid,
    friendlyName: conversation.friendlyName,
    uniqueName: null,
    attributes: conversation.attributes,
    createdBy: conversation.createdBy,
    dateCreated: iso(conversation.createdAt),
    dateUpdated: iso(conversation.updatedAt),
    state: { current: conversation.state, dateUpdated: iso(conversation.stateChangedAt) },
    messages,
    roster,
    ...(conversation.lastMessage === null ? {} : { lastMessage: conversation.lastMessage }),
  };
};

const rosterItemOf = (participant: Participant): object => ({
  ...memberOf(participant),
  attributes: '{}',
  roleSid: null,
  dateCreated: iso(participant.joinedAt),
  dateUpdated: iso(participant.lastReadAt ?? participant.joinedAt),
  lastConsumedMessageIndex: participant.lastReadIndex,
  lastConsumptionTimestamp: participant.lastReadAt === null ? null : iso(participant.lastReadAt),
});

function memberOf({ identity, binding }: Participant): object {
  if (binding === null) return { identity, type: 'chat', userInfo: `user.${identity}` };
  const { type, address, proxyAddress } = binding;
  return { identity: null, type, bindings: { [type]: { address, proxy_address: proxyAddress } } };
}
