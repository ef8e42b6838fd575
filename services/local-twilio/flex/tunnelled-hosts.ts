import type { ChatService } from '../conversations/chat-service';
import { createConversationsHost } from '../conversations-api/conversations-host';
import type { HostApp } from '../http/host-app';
import { createRouter } from '../http/router';
import type { RouteMessage } from '../identity/twilsock-caller';

/** Registrations for push notifications: nothing to push to. */
const notifications: HostApp = () => ({ status: 200, body: {} });

const telemetry = createRouter('flex-sdk.twilio.com', [
  { method: 'POST', path: '/v1/Telemetry/Events', handle: () => ({ status: 200, body: {} }) },
]);

/** The hosts besides Sync that Flex UI reaches through Twilsock. */
export const tunnelledHosts =
  (chat: ChatService): RouteMessage =>
  (host, caller) => {
    if (host === 'aim.us1.twilio.com') return createConversationsHost(chat, caller);
    if (host.startsWith('ers.')) return notifications;
    if (host === 'flex-sdk.twilio.com') return telemetry;
    return undefined;
  };
