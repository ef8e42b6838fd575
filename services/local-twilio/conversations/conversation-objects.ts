import { createSid } from '../base/account';
import { EMULATOR_CALLER, type SyncItem } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { MAX_DATA_BYTES, parseData } from '../sync/validation';
import { prepareUser, userInfoOf } from './chat-users';
import type { Conversation, NewMessage, Participant } from './conversation';

/** Names of the Sync objects that the Conversations SDK opens. */
export const myConversationsOf = (identity: string): string => `${identity}.conversations`;
export const syncObjectsOf = (sid: string): Readonly<Record<'channel' | 'messages' | 'roster', string>> => ({
  channel: `${sid}.channel`,
  messages: `${sid}.messages`,
  roster: `${sid}.roster`,
});

/** Makes everything exist that the SDK reads of a conversation, for somebody who is going to open it. */
export function showConversation(sync: SyncService, conversation: Conversation): void {
  publish(sync, conversation);
  for (const { identity, binding } of conversation.participants.values()) {
    if (binding !== null) continue; // a telephone has no user
    // The SDK shows a participant by the name in the Map of the user; a customer's is that of the conversation.
    prepareUser(sync, identity, identity === conversation.createdBy ? conversation.friendlyName : undefined);
  }
}

/** Makes the Sync objects of a conversation, once. */
function publish(sync: SyncService, conversation: Conversation): void {
  if (conversation.published) return;
  conversation.published = true;
  const { messages, roster } = syncObjectsOf(conversation.sid);
  sync.ensureList(messages);
  sync.ensureMap(roster);
  for (const participant of conversation.participants.values()) writeParticipant(sync, conversation, participant);
  writeConversation(sync, conversation);
}

/** Brings the Document of a conversation up to date, if anybody reads it. */
export function writeConversation(sync: SyncService, conversation: Conversation): void {
  if (conversation.published) sync.putDocument(syncObjectsOf(conversation.sid).channel, documentOf(conversation));
}

/** Brings the roster up to date, if anybody reads it. */
export function writeParticipant(sync: SyncService, conversation: Conversation, participant: Participant): void {
  if (!conversation.published) return;
  sync.putMapItem(syncObjectsOf(conversation.sid).roster, participant.sid, rosterItemOf(participant));
}

/** Lists the conversation among those of a participant. */
export function writeMembership(
  sync: SyncService,
  { sid }: Conversation,
  { identity, lastReadIndex }: Participant,
): void {
  sync.putMapItem(myConversationsOf(identity), sid, {
    status: 'joined',
    notificationLevel: 'default',
    lastConsumedMessageIndex: lastReadIndex,
    ...syncObjectsOf(sid),
  });
}

/** Takes somebody who left out of the roster, and the conversation out of his list. */
export function removeMembership(sync: SyncService, { sid }: Conversation, participant: Participant): void {
  sync.removeMapItem(syncObjectsOf(sid).roster, participant.sid);
  sync.removeMapItem(myConversationsOf(participant.identity), sid);
}

/** Oldest first. */
export const messagesOf = (sync: SyncService, { sid, published }: Conversation): readonly SyncItem[] =>
  published ? [...sync.lists.get(EMULATOR_CALLER, syncObjectsOf(sid).messages).items.values()] : [];

/** Appends a message. @throws SyncError 54006 when it is too long */
export function pushMessage(
  sync: SyncService,
  conversation: Conversation,
  { sid: memberSid }: Participant,
  { author, body, attributes = '{}' }: NewMessage,
): SyncItem {
  publish(sync, conversation);
  const timestamp = iso(sync.store.clock.now());
  const data = {
    sid: createSid('IM'),
    type: 'text',
    text: body,
    author,
    memberSid,
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
  return item;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Without `status`: a conversation is shared, whether somebody is in it is not. */
function documentOf(conversation: Conversation): object {
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
}

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
  if (binding === null) return { identity, type: 'chat', userInfo: userInfoOf(identity) };
  const { type, address, proxyAddress } = binding;
  return { identity: null, type, bindings: { [type]: { address, proxy_address: proxyAddress } } };
}
