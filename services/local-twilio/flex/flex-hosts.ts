import type { WebChats } from '../conversations/web-chats';
import { createDocumentedHost } from '../http/documented-host';
import { formOf, type HostApp, type HostResponse } from '../http/host-app';
import { createRouter } from '../http/router';
import { unauthorized, withFlexUser } from '../identity/flex-credentials';
import { isRefused, verifyFlexToken } from '../identity/flex-token';
import type { PluginRegistry } from '../plugins/plugin-registry';
import { assetHosts } from './asset-hosts';
import type { FlexConfiguration } from './configuration';
import { CONFIGURATION_CALLS } from './configuration-calls';
import { configurationRoutes } from './configuration-routes';
import { PLUGIN_SERVICE_CALLS } from './plugin-service/plugin-service-calls';
import { pluginServiceRoutes } from './plugin-service/plugin-service-routes';
import { validationHost } from './plugin-service/validation-host';
import { WEB_CHAT_CALLS, webChatRoutes } from './web-chat-routes';

export interface FlexHostOptions {
  readonly now: () => number;
  readonly configuration: FlexConfiguration;
  readonly webChats: WebChats;
  readonly registry: PluginRegistry;
}

/** What every account of today has: without it, Queue Stats shows no averages. */
const FEATURES = [
  {
    id: 'queue-metrics-filter-config-public',
    name: 'queue-metrics-filter-config-public',
    description: 'Metrics to choose from in Queue Stats',
    stage: 'ga',
    enabled: true,
    doc_url: null,
  },
];

/** The HTTP hosts that Flex UI asks besides TaskRouter, Sync and Conversations. */
export const createFlexHosts = ({
  now,
  configuration,
  webChats,
  registry,
}: FlexHostOptions): Readonly<Record<string, HostApp>> => ({
  'flex-api.twilio.com': createDocumentedHost({
    host: 'flex-api.twilio.com',
    calls: [...CONFIGURATION_CALLS, ...WEB_CHAT_CALLS, ...PLUGIN_SERVICE_CALLS],
    routes: [...configurationRoutes(configuration, now), ...webChatRoutes(webChats), ...pluginServiceRoutes(registry)],
    otherwise: flexUiOnly(now),
  }),
  'flex.twilio.com': sessionHost(now),
  ...assetHosts,
  'status.twilio.com': STATUS_HOST,
  'flex-plugin-upload.us1.twilio.com': validationHost,
});

/** What Flex UI asks `flex-api.twilio.com`, and Twilio documents for nobody else. */
const flexUiOnly = (now: () => number): HostApp =>
  createRouter('flex-api.twilio.com', [
    {
      method: 'POST',
      path: '/v1/Accounts/:accountSid/Tokens/Info',
      handle: (request) => tokenInfo(formOf(request).get('Token') ?? '', now()),
    },
    {
      method: 'GET',
      path: '/v1/Instances/:instanceSid/Teams/Context',
      handle: () => ({ status: 200, body: { team_setup_complete: false } }),
    },
    {
      method: 'GET',
      path: '/v1/account/provision/status',
      handle: () => ({ status: 200, body: { status: 'NOT_PROVISIONED' } }),
    },
  ]);

function tokenInfo(token: string, nowMs: number): HostResponse {
  const claims = verifyFlexToken(token, nowMs);
  if (isRefused(claims)) return unauthorized(claims);
  return {
    status: 200,
    body: {
      valid: true,
      worker_sid: claims.workerSid,
      roles: claims.roles,
      realm_user_id: claims.identity,
      identity: claims.identity,
      expiration: new Date(claims.expiresAt).toISOString(),
      flex_user_sid: claims.flexUserSid,
    },
  };
}

const sessionHost = (now: () => number): HostApp =>
  createRouter('flex.twilio.com', [
    {
      method: 'GET',
      path: '/api/v1/Session',
      handle: (request) =>
        withFlexUser(request, now(), () => ({ status: 200, body: { features: FEATURES, insights_active: false } })),
    },
    {
      method: 'GET',
      path: '/api/v1/Features/:name',
      // Flex then keeps a refreshed token where the page put the first one: in the storage of this tab.
      handle: (_request, { name }) => ({ status: 200, body: { enabled: name === 'sso-token-session-storage' } }),
    },
  ]);

const STATUS_HOST = createRouter('status.twilio.com', [
  {
    method: 'GET',
    path: '/api/v2/summary.json',
    handle: () => ({
      status: 200,
      body: {
        components: [],
        incidents: [],
        scheduled_maintenances: [],
        status: { indicator: 'none', description: 'All Systems Operational' },
        page: {},
      },
    }),
  },
]);
