import { createConversationsHost } from '../conversations/conversations-host';
import { account } from '../account';
import type { HostApp } from '../http/host-app';
import { createRouter } from '../http/router';
import type { SyncServices } from '../sync/sync-services';
import type { RouteMessage } from '../twilsock/access';

/** Registrations for push notifications: nothing to push to. */
const notifications: HostApp = () => ({ status: 200, body: {} });

const telemetry = createRouter('flex-sdk.twilio.com', [
  { method: 'POST', path: '/v1/Telemetry/Events', handle: () => ({ status: 200, body: {} }) },
]);

/** The hosts besides Sync that Flex UI reaches through Twilsock. */
export const tunnelledHosts =
  (services: SyncServices): RouteMessage =>
  (host, caller) => {
    if (host === 'aim.us1.twilio.com') return createConversationsHost(services.service(account.chatServiceSid), caller);
    if (host.startsWith('ers.')) return notifications;
    if (host === 'flex-sdk.twilio.com') return telemetry;
    return undefined;
  };
