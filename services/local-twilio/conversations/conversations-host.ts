import { account } from '../account';
import type { HostApp } from '../http/host-app';
import { createRouter } from '../http/router';
import type { SyncService } from '../sync/sync-service';
import type { TwilsockCaller } from '../twilsock/access';

const HOST = 'https://aim.us1.twilio.com';

/**
 * The host of the Conversations SDK, reached through Twilsock: enough for the SDK to start and to show a user without
 * conversations. Messages and participants answer 501.
 *
 * @param service the Sync service in which the SDK keeps its data
 */
export function createConversationsHost(service: SyncService, caller: TwilsockCaller): HostApp {
  return createRouter('aim.us1.twilio.com', [
    {
      method: 'GET',
      path: '/Client/v2/Configuration',
      handle: () => {
        prepareUser(service, caller.identity);
        service.ensureMap(myConversationsOf(caller.identity));
        return { status: 200, body: configurationOf(caller.identity) };
      },
    },
    {
      method: 'GET',
      path: '/v1/MyConversations',
      handle: () => ({ status: 200, body: { conversations: [], meta: { next_token: null, previous_token: null } } }),
    },
    {
      method: 'GET',
      path: '/v1/Users/:identity',
      handle: (_request, { identity = '' }) => {
        prepareUser(service, identity);
        return { status: 200, body: userOf(identity) };
      },
    },
    {
      method: 'POST',
      path: '/v1/Users/:identity',
      handle: (request, { identity = '' }) => {
        const { friendly_name: friendlyName } = JSON.parse(request.body) as { friendly_name?: string };
        prepareUser(service, identity);
        if (friendlyName !== undefined) {
          service.putMapItem(userInfoOf(identity), 'friendlyName', { value: friendlyName });
        }
        return { status: 200, body: userOf(identity) };
      },
    },
  ]);
}

const userInfoOf = (identity: string): string => `user.${identity}`;
const myConversationsOf = (identity: string): string => `${identity}.conversations`;

/** The SDK opens the Map of a user and reads these keys. */
function prepareUser(service: SyncService, identity: string): void {
  const userInfo = service.ensureMap(userInfoOf(identity));
  const defaults = {
    friendlyName: { value: identity },
    attributes: { value: '{}' },
    reachability: { online: true, notifiable: false },
  };
  for (const [key, data] of Object.entries(defaults)) {
    if (!userInfo.items.has(key)) service.putMapItem(userInfoOf(identity), key, data);
  }
}

const userOf = (identity: string): object => ({
  identity,
  friendly_name: identity,
  attributes: '{}',
  service_sid: account.chatServiceSid,
  account_sid: account.accountSid,
  is_online: true,
  is_notifiable: false,
  sync_objects: { user_info_map: userInfoOf(identity) },
});

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
      media_attachment_size_limit_mb: 50,
      media_attachments_total_size_limit_mb: 100,
      email_body_allowed_mime_types: ['text/html', 'text/plain'],
      email_history_allowed_mime_types: ['text/html', 'text/plain'],
    },
  };
}
