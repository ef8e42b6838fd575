import { accountHost } from './account-api/account-host';
import { authTokensHost } from './account-api/auth-tokens-host';
import { chatControlRoutes } from './control/chat-control';
import { createControlPlane } from './control/control-plane';
import { deliveryRoutes } from './control/delivery-routes';
import { flexSignInRoutes } from './control/flex-sign-in';
import { simulatorRoutes } from './control/simulator-control';
import { tokenRoutes } from './control/sync-tokens';
import { taskControlRoutes } from './control/task-control';
import { faultRoutes, requestRoutes } from './control/traffic-routes';
import { truthRoutes } from './control/truth';
import { connectionRoutes } from './control/twilsock-connections';
import { limitRoutes, usageRoutes } from './control/usage';
import { createConversationsHost } from './conversations-api/conversations-host';
import type { ChatService } from './conversations/chat-service';
import { resetEngines, type Engines } from './engines';
import { eventStreamsHost } from './event-streams-api/event-streams-host';
import { createFlexConfiguration, type FlexConfiguration } from './flex/configuration';
import { createEventBridge, type EventBridge } from './flex/event-bridge/event-bridge';
import { createFlexHosts } from './flex/flex-hosts';
import { createIam } from './flex/iam';
import { createInsights, type Insights } from './flex/insights/insights';
import { telemetryHost } from './flex/telemetry-host';
import type { HostApp } from './http/host-app';
import type { SocketApp } from './http/server';
import { createTraffic, type Traffic } from './http/traffic';
import { verifySyncToken } from './identity/sync-token';
import { flexOrSync, INSIGHTS_SERVICE_SID } from './identity/twilsock-access';
import type { RouteMessage } from './identity/twilsock-caller';
import { domainHost } from './serverless-api/domain-host';
import { serverlessHost } from './serverless-api/serverless-host';
import { uploadHost } from './serverless-api/upload-host';
import { syncRestApi } from './sync-api/sync-rest';
import { browserTaskRouter } from './taskrouter-api/browser-task-router';
import { createTwilsock, type Twilsock } from './twilsock/twilsock';

/** The ways in that keep something between two requests: a connection, a log, a copy of what an engine holds. */
export interface Surfaces {
  readonly traffic: Traffic;
  readonly twilsock: Twilsock;
  readonly eventBridge: EventBridge;
  readonly configuration: FlexConfiguration;
  readonly insights: Insights;
}

export interface SurfaceOptions {
  /** Where browsers reach the backend; null for none. */
  readonly backendUrl: string | null;
  /** How often a socket is asked for a sign of life; each kind has a default. */
  readonly pingEveryMs: number | undefined;
}

/** Tokens expire by the clock on the wall, whatever the simulator does to the engine's. */
const now = Date.now;

export function createSurfaces(engines: Engines, { backendUrl, pingEveryMs }: SurfaceOptions): Surfaces {
  const { syncServices, taskRouter, chatTasks } = engines;
  const pings = pingEveryMs === undefined ? {} : { pingEveryMs };
  const traffic = createTraffic();
  return {
    traffic,
    twilsock: createTwilsock({
      ...pings,
      services: syncServices,
      traffic,
      authenticate: flexOrSync((token) => verifySyncToken(token, syncServices), now),
      routeMessage: tunnelledHosts(chatTasks.chat),
    }),
    eventBridge: createEventBridge({ ...pings, taskRouter, chatTasks, now }),
    configuration: createFlexConfiguration({ taskRouter, backendUrl }),
    insights: createInsights(taskRouter, syncServices.service(INSIGHTS_SERVICE_SID)),
  };
}

/** The hosts besides Sync that Flex UI reaches through Twilsock. */
const tunnelledHosts =
  (chat: ChatService): RouteMessage =>
  (host, caller) => {
    if (host === 'aim.us1.twilio.com') return createConversationsHost(chat, caller);
    return host === 'flex-sdk.twilio.com' ? telemetryHost : undefined;
  };

/** Emulated HTTP hosts by name. */
export const hostsOf = (
  { syncServices, taskRouter, eventStreams, webChats, serverless, registry }: Engines,
  { eventBridge, configuration }: Surfaces,
): Readonly<Record<string, HostApp>> => ({
  'sync.twilio.com': syncRestApi(syncServices),
  'taskrouter.twilio.com': browserTaskRouter(taskRouter, now),
  'events.twilio.com': eventStreamsHost(eventStreams),
  'event-bridge.twilio.com': eventBridge.http,
  'api.twilio.com': accountHost(now),
  'accounts.twilio.com': authTokensHost(now),
  'iam.twilio.com': createIam(now),
  'serverless.twilio.com': serverlessHost(serverless),
  'serverless-upload.twilio.com': uploadHost(serverless),
  '*.twil.io': domainHost(serverless),
  ...createFlexHosts({ now, configuration, webChats, registry }),
});

/** Emulated WebSocket hosts by name. */
export const socketsOf = ({ twilsock, eventBridge }: Surfaces): Readonly<Record<string, SocketApp>> => ({
  'tsock.us1.twilio.com': twilsock.accept,
  'event-bridge.twilio.com': eventBridge.accept,
});

/** The control plane over everything that runs. */
export function controlPlaneOf(engines: Engines, surfaces: Surfaces): HostApp {
  const { syncServices, syncWebhooks, streamDeliveries, taskRouter, chatTasks, simulator } = engines;
  const { traffic, twilsock, eventBridge } = surfaces;
  return createControlPlane({
    reset({ seed, at }) {
      resetEngines(engines, seed, at === undefined ? undefined : Date.parse(at));
      resetSurfaces(surfaces);
    },
    routes: [
      ...flexSignInRoutes(taskRouter, now),
      ...simulatorRoutes(simulator),
      ...taskControlRoutes(chatTasks.router),
      ...chatControlRoutes(chatTasks),
      ...truthRoutes(taskRouter),
      ...usageRoutes(syncServices),
      ...limitRoutes(syncServices),
      ...tokenRoutes(syncServices.clock),
      ...deliveryRoutes('sync-webhooks', syncWebhooks),
      ...deliveryRoutes('event-streams', streamDeliveries),
      ...connectionRoutes((chosen) => twilsock.drop(chosen) + eventBridge.drop(chosen.identity)),
      ...requestRoutes(traffic),
      ...faultRoutes(traffic),
    ],
  });
}

/** After the engines: what the surfaces copied from them is written anew, and everybody has to connect again. */
function resetSurfaces({ configuration, insights, traffic, twilsock, eventBridge }: Surfaces): void {
  configuration.reset();
  insights.refill();
  traffic.clearFaults();
  twilsock.drop({});
  eventBridge.drop();
  traffic.clearRequests();
}

export function closeSurfaces({ insights, eventBridge, twilsock }: Surfaces): void {
  insights.close();
  eventBridge.close();
  twilsock.close();
}
