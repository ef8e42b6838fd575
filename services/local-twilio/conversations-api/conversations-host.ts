import { account } from '../base/account';
import { ChatError, chatErrors } from '../conversations/chat-error';
import type { ChatService } from '../conversations/chat-service';
import { friendlyNameOf, prepareUser, userInfoOf } from '../conversations/chat-users';
import type { Conversation } from '../conversations/conversation';
import { myConversationsOf } from '../conversations/conversation-objects';
import { answerRefusals } from '../http/answer-refusals';
import type { HostApp, HostResponse } from '../http/host-app';
import { createRouter, type PathParams, type Route } from '../http/router';
import type { TwilsockCaller } from '../identity/twilsock-caller';
import { SyncError } from '../sync/sync-error';
import {
  conversationResource,
  membershipResource,
  messageResource,
  participantResource,
  userResource,
} from './conversation-resources';
import { fieldsOf, intOf, jsonTextOf, textOf, type Fields } from './request-fields';

const HOST = 'https://aim.us1.twilio.com';

/** How long the SDK shows that somebody is typing, in seconds. It does not report it again within that time. */
const TYPING_TIMEOUT_SECONDS = 5;

/** Roles that may look on at a chat: those of Flex UI's permission `agent-chat-monitoring` that the emulator has. */
const MONITORING_ROLES: readonly string[] = ['supervisor', 'admin'];

/**
 * The commands of the Conversations SDK, which come through Twilsock. What the SDK displays it reads from Sync, where
 * {@link ChatService} keeps it. Everybody acts as the identity of the token.
 */
export function createConversationsHost(chat: ChatService, { identity, roles = [] }: TwilsockCaller): HostApp {
  const scope: Scope = { chat, identity, mayLookOn: roles.some((role) => MONITORING_ROLES.includes(role)) };
  const routes = [
    ...userRoutes(chat, identity),
    ...membershipRoutes(scope),
    ...conversationRoutes(scope),
    ...messageRoutes(scope),
  ];
  // A message that is too long is refused by Sync, which keeps it.
  return createRouter('aim.us1.twilio.com', routes.map(answerRefusals(ChatError, SyncError)));
}

function userRoutes({ sync }: ChatService, identity: string): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/Client/v2/Configuration',
      handle: () => {
        prepareUser(sync, identity);
        sync.ensureMap(myConversationsOf(identity));
        return ok(configurationOf(identity));
      },
    },
    {
      method: 'GET',
      path: '/v1/Users/:identity',
      handle: (_request, { identity: who = '' }) => {
        prepareUser(sync, who);
        return ok(userResource(who, friendlyNameOf(sync, who)));
      },
    },
    {
      method: 'POST',
      path: '/v1/Users/:identity',
      handle: (request, { identity: who = '' }) => {
        prepareUser(sync, who, textOf(fieldsOf(request), 'friendly_name'));
        return ok(userResource(who, friendlyNameOf(sync, who)));
      },
    },
  ];
}

/** Conversations in the name of one identity. */
interface Scope {
  readonly chat: ChatService;
  readonly identity: string;
  readonly mayLookOn: boolean;
}

/** The conversation of a path. @throws ChatError 50107 for one that the identity is not in */
function joined({ chat, identity }: Scope, params: PathParams): Conversation {
  const conversation = chat.find(params['sid'] ?? '');
  if (chat.participantOf(conversation, identity) === undefined) throw chatErrors.notAllowed(identity);
  return conversation;
}

/** A command for participants. */
const onJoined = (
  scope: Scope,
  method: Route['method'],
  path: string,
  act: (conversation: Conversation, fields: Fields, params: PathParams) => HostResponse,
): Route => ({
  method,
  path,
  handle: (request, params) => act(joined(scope, params), fieldsOf(request), params),
});

/** A question that those who look on may ask, too. */
const onReadable = (scope: Scope, path: string, read: (conversation: Conversation) => HostResponse): Route => ({
  method: 'GET',
  path,
  handle: (_request, params) => read(scope.mayLookOn ? scope.chat.find(params['sid'] ?? '') : joined(scope, params)),
});

/** The list of one's own conversations, and how far one has read in each. */
function membershipRoutes(scope: Scope): readonly Route[] {
  const { chat, identity } = scope;
  const view = (conversation: Conversation): object =>
    membershipResource(conversation, chat.participantOf(conversation, identity), chat.unread(conversation, identity));
  const path = '/v1/MyConversations';
  return [
    {
      method: 'GET',
      path,
      handle: () =>
        ok({
          conversations: chat.joinedBy(identity).map(view),
          meta: { next_token: null, previous_token: null },
        }),
    },
    onJoined(scope, 'GET', `${path}/:sid`, (conversation) => ok(view(conversation))),
    onJoined(scope, 'POST', `${path}/:sid`, (conversation, fields) => {
      // The notification level is accepted: there is nothing to push notifications to.
      if ('last_read_message_index' in fields) {
        chat.markRead(conversation, identity, intOf(fields, 'last_read_message_index'));
      }
      return ok(view(conversation));
    }),
  ];
}

function conversationRoutes(scope: Scope): readonly Route[] {
  const { chat } = scope;
  const path = '/v1/Conversations/:sid';
  const view = (conversation: Conversation): HostResponse =>
    ok(conversationResource(conversation, chat.messages(conversation).length));
  return [
    onReadable(scope, path, (conversation) => {
      // Somebody who looks on asks for this first; the SDK then opens the Sync objects, whose names it knows.
      chat.show(conversation);
      return view(conversation);
    }),
    onJoined(scope, 'POST', path, (conversation, fields) => {
      const [friendlyName, attributes] = [textOf(fields, 'friendly_name'), jsonTextOf(fields, 'attributes')];
      chat.update(conversation, {
        ...(friendlyName === undefined ? {} : { friendlyName }),
        ...(attributes === undefined ? {} : { attributes }),
      });
      return view(conversation);
    }),
    ...participantRoutes(scope, `${path}/Participants`),
    onReadable(scope, `${path}/MessageRecipients`, () =>
      // Only e-mail has recipients.
      ok({ message_recipients: [], meta: { next_token: null, previous_token: null } }),
    ),
  ];
}

const participantRoutes = (scope: Scope, path: string): readonly Route[] => [
  onReadable(scope, path, (conversation) =>
    ok({
      participants: [...conversation.participants.values()].map((each) => participantResource(conversation, each)),
    }),
  ),
  onJoined(scope, 'DELETE', `${path}/:who`, (conversation, _fields, { who = '' }) => {
    const { chat, identity } = scope;
    const participant = conversation.participants.get(who) ?? chat.participantOf(conversation, who);
    if (participant === undefined) throw chatErrors.participantNotFound(who);
    // Only an administrator removes others; Flex's agents leave.
    if (participant.identity !== identity) throw chatErrors.notAllowed(identity);
    chat.leave(conversation, identity);
    return { status: 204 };
  }),
];

const messageRoutes = (scope: Scope): readonly Route[] => [
  onJoined(scope, 'POST', '/v1/Conversations/:sid/Messages', (conversation, fields) => {
    const [body, attributes] = [textOf(fields, 'body'), jsonTextOf(fields, 'attributes')];
    if (body === undefined) throw chatErrors.badRequest('A message needs a body: media are not emulated');
    const item = scope.chat.send(conversation, {
      author: scope.identity,
      body,
      ...(attributes === undefined ? {} : { attributes }),
    });
    return { status: 201, body: messageResource(conversation, item) };
  }),
  {
    method: 'POST',
    path: '/v1/Typing',
    handle: (request) => {
      joined(scope, { sid: textOf(fieldsOf(request), 'ChannelSid') ?? '' });
      return ok({ typing_timeout: TYPING_TIMEOUT_SECONDS });
    },
  },
];

const ok = (body: object): HostResponse => ({ status: 200, body });

function configurationOf(identity: string): object {
  return {
    identity,
    service_sid: account.chatServiceSid,
    links: {
      my_conversations: `${HOST}/v1/MyConversations`,
      conversations: `${HOST}/v1/Conversations`,
      users: `${HOST}/v1/Users`,
      current_user: `${HOST}/v1/Users/${encodeURIComponent(identity)}`,
      typing: `${HOST}/v1/Typing`,
      media_service: 'https://mcs.us1.twilio.com/v1',
      media_set_service: 'https://mcs.us1.twilio.com/v1',
      messages_receipts: `${HOST}/v1/MessageReceipts`,
    },
    sync_objects: { my_user_info: userInfoOf(identity), my_conversations: myConversationsOf(identity) },
    options: {
      reachability_enabled: false,
      user_infos_to_subscribe: 100,
      http_cache_interval: 'PT5S',
      consumption_report_interval: 'PT5S',
      media_attachments_count_limit: 10,
      media_attachment_size_limit_in_mb: 50,
      media_attachments_total_size_limit_in_mb: 100,
      email_bodies_allowed_mime_types: ['text/html', 'text/plain'],
      email_histories_allowed_mime_types: ['text/html', 'text/plain'],
    },
  };
}
