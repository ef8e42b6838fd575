import { createSid } from '../base/account';
import { chatErrors } from './chat-error';
import type { MessagingBinding } from './contact-channels';

export interface Participant {
  readonly sid: string;
  /** Author of the messages: the identity of a user, or the address that they come from. */
  readonly identity: string;
  /** Null for a user. */
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

/** An active conversation without participants. */
export const newConversation = (
  { friendlyName, attributes, createdBy }: Pick<Conversation, 'friendlyName' | 'attributes' | 'createdBy'>,
  at: number,
): Conversation => ({
  sid: createSid('CH'),
  friendlyName,
  attributes,
  createdBy,
  createdAt: at,
  updatedAt: at,
  state: 'active',
  stateChangedAt: at,
  participants: new Map(),
  lastMessage: null,
  published: false,
});

/** Lets somebody in who is not in yet. */
export function addParticipant(
  conversation: Conversation,
  identity: string,
  binding: MessagingBinding | null,
  at: number,
): Participant {
  const participant: Participant = {
    sid: createSid('MB'),
    identity,
    binding,
    joinedAt: at,
    lastReadIndex: null,
    lastReadAt: null,
  };
  conversation.participants.set(participant.sid, participant);
  return participant;
}

export const participantOf = (conversation: Conversation, identity: string): Participant | undefined =>
  [...conversation.participants.values()].find((participant) => participant.identity === identity);

/** @throws ChatError 50377 */
export function requireActive({ sid, state }: Conversation): void {
  if (state === 'closed') throw chatErrors.conversationClosed(sid);
}
