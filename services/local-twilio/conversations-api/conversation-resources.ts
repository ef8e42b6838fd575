import { account } from '../base/account';
import { userInfoOf } from '../conversations/chat-users';
import { bindingResource } from '../conversations/contact-channels';
import type { Conversation, Participant } from '../conversations/conversation';
import { syncObjectsOf } from '../conversations/conversation-objects';
import type { SyncItem } from '../sync/sync-model';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A conversation as the SDK's commands answer it. */
export const conversationResource = (conversation: Conversation, messagesCount: number): object => ({
  sid: conversation.sid,
  account_sid: account.accountSid,
  service_sid: account.chatServiceSid,
  friendly_name: conversation.friendlyName,
  unique_name: null,
  attributes: conversation.attributes,
  created_by: conversation.createdBy,
  state: conversation.state,
  date_created: iso(conversation.createdAt),
  date_updated: iso(conversation.updatedAt),
  participants_count: conversation.participants.size,
  messages_count: messagesCount,
  sync_objects: wireNames(conversation),
});

/** One of the caller's own conversations. `unread` is null for a participant who has never read. */
export const membershipResource = (
  conversation: Conversation,
  participant: Participant | undefined,
  unread: number | null,
): object => ({
  conversation_sid: conversation.sid,
  friendly_name: conversation.friendlyName,
  unique_name: null,
  attributes: conversation.attributes,
  created_by: conversation.createdBy,
  status: 'joined',
  participant_sid: participant?.sid,
  notification_level: 'default',
  last_read_message_index: participant?.lastReadIndex ?? null,
  unread_messages_count: unread,
  date_created: iso(conversation.createdAt),
  date_updated: iso(conversation.updatedAt),
  sync_objects: wireNames(conversation),
});

export const participantResource = (conversation: Conversation, participant: Participant): object => ({
  sid: participant.sid,
  conversation_sid: conversation.sid,
  identity: participant.binding === null ? participant.identity : null,
  attributes: '{}',
  role_sid: null,
  messaging_binding: bindingResource(participant.binding),
  last_read_message_index: participant.lastReadIndex,
  date_created: iso(participant.joinedAt),
  date_updated: iso(participant.lastReadAt ?? participant.joinedAt),
});

/** A user, as the SDK knows him by his identity. */
export const userResource = (identity: string, friendlyName: string): object => ({
  identity,
  friendly_name: friendlyName,
  attributes: '{}',
  service_sid: account.chatServiceSid,
  account_sid: account.accountSid,
  is_online: true,
  is_notifiable: false,
  sync_objects: { user_info_map: userInfoOf(identity) },
});

export const messageResource = (conversation: Conversation, { key, data }: SyncItem): object => ({
  sid: data['sid'],
  index: key,
  conversation_sid: conversation.sid,
  author: data['author'],
  participant_sid: data['memberSid'],
  body: data['text'],
  attributes: data['attributes'],
  date_created: data['timestamp'],
  date_updated: data['dateUpdated'],
});

const wireNames = ({ sid }: Conversation): object => {
  const { channel, messages, roster } = syncObjectsOf(sid);
  return { conversation: channel, messages, participants: roster };
};
