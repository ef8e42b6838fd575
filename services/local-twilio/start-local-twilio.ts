import { resolve } from 'node:path';
import { account } from './base/account';
import { createControlPlane, type ResetRequest } from './control/control-plane';
import { flexSignInRoutes } from './control/flex-sign-in';
import { simulatorRoutes } from './control/simulator-control';
import { tokenRoutes } from './control/sync-tokens';
import { taskRoutes } from './control/task-control';
import { createTraffic } from './http/traffic';
import { faultRoutes, requestRoutes } from './control/traffic-routes';
import { truthRoutes } from './control/truth';
import { connectionRoutes } from './control/twilsock-connections';
import { limitRoutes, usageRoutes } from './control/usage';
import { chatControlRoutes } from './control/chat-control';
import { createChatService } from './conversations/chat-service';
import { createChatTasks } from './conversations/chat-tasks';
import { browserTaskRouter } from './taskrouter-api/browser-task-router';
import { createFlexConfiguration } from './flex/configuration';
import { createEventBridge } from './flex/event-bridge/event-bridge';
import { createFlexHosts } from './flex/flex-hosts';
import { createIam } from './flex/iam';
import { createInsights } from './flex/insights/insights';
import { createPage } from './flex/page';
import { tunnelledHosts } from './flex/tunnelled-hosts';
import { flexOrSync, INSIGHTS_SERVICE_SID } from './identity/twilsock-access';
import { requireFreePort } from './http/require-free-port';
import { startServer } from './http/server';
import { syncRestApi } from './sync-api/sync-rest';
import { DEFAULT_QUEUE_COUNT, DEFAULT_WORKER_COUNT } from './simulator/default-world';
import { createSimulator } from './simulator/simulator';
import { createWorld } from './simulator/world';
import { verifySyncToken } from './identity/sync-token';
import { createSyncServices } from './sync/sync-services';
import { createCallbacks } from './event-callbacks/callbacks';
import { createScaledClock } from './taskrouter/scaled-clock';
import { createTaskRouter } from './taskrouter/task-router';
import { createTwilsock } from './twilsock/twilsock';

export interface LocalTwilioOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where browsers reach the backend; told to the plugins and allowed by the page. None by default. */
  readonly backendUrl?: string;
  /** Where TaskRouter posts its events. None by default; the REST API can set it later. */
  readonly eventCallbackUrl?: string;
  /** The script that sets `window.Twilio.Flex`. Without it, the default, the page has no Flex UI. */
  readonly flexUiBundle?: string;
  /** Folder of the plugins' folders; `plugins` by default. */
  readonly pluginsFolder?: string;
  /** Folder of the page; `public` by default. */
  readonly publicFolder?: string;
  /** Names beside those of loopback under which the page is reached, such as that of a tunnel. None by default. */
  readonly knownHosts?: readonly string[];
  /** How often each socket is asked whether somebody is still there; as TW14 and FX18 say by default. */
  readonly pingEveryMs?: number;
  /** Whether Sync's rate limits are enforced from the start; true by default. */
  readonly rateLimits?: boolean;
}

export interface LocalTwilio {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the whole of Local Twilio in this process. */
export async function startLocalTwilio(options: LocalTwilioOptions): Promise<LocalTwilio> {
  const { backendUrl = null, eventCallbackUrl = '', rateLimits = true } = options;
  await requireFreePort(options.port);
  const now = Date.now;
  const traffic = createTraffic();
  const syncServices = createSyncServices({ limits: { enabled: rateLimits } });

  const clock = createScaledClock();
  const taskRouter = createTaskRouter({ clock, eventCallbackUrl });
  const callbacks = createCallbacks(taskRouter);
  const world = createWorld(taskRouter);
  const chatTasks = createChatTasks(taskRouter, createChatService(syncServices.service(account.chatServiceSid)));
  const simulator = createSimulator({ router: chatTasks.router, clock, world, callbacks });

  const pings = options.pingEveryMs === undefined ? {} : { pingEveryMs: options.pingEveryMs };
  const twilsock = createTwilsock({
    ...pings,
    services: syncServices,
    traffic,
    authenticate: flexOrSync((token) => verifySyncToken(token, syncServices), now),
    routeMessage: tunnelledHosts(chatTasks.chat),
  });
  const eventBridge = createEventBridge({ ...pings, taskRouter, chatTasks, now });
  const configuration = createFlexConfiguration({ taskRouter, backendUrl });
  const insights = createInsights(taskRouter, syncServices.service(INSIGHTS_SERVICE_SID));

  const reset = ({ seed, at }: ResetRequest): void => {
    simulator.reset(seed);
    taskRouter.clear();
    if (at !== undefined) clock.restart(Date.parse(at));
    chatTasks.clear();
    configuration.reset();
    syncServices.reset();
    syncServices.limits.enabled = rateLimits;
    world.rebuild();
    world.shape({ queues: DEFAULT_QUEUE_COUNT, workers: DEFAULT_WORKER_COUNT });
    insights.refill();
    traffic.clearFaults();
    twilsock.drop({});
    eventBridge.drop();
    traffic.clearRequests();
  };

  const server = await startServer(options.port, {
    traffic,
    knownHosts: options.knownHosts ?? [],
    hosts: {
      'sync.twilio.com': syncRestApi(syncServices),
      'taskrouter.twilio.com': browserTaskRouter(taskRouter, now),
      'event-bridge.twilio.com': eventBridge.http,
      'iam.twilio.com': createIam(now),
      ...createFlexHosts({ now, configuration }),
    },
    sockets: {
      'tsock.us1.twilio.com': twilsock.accept,
      'event-bridge.twilio.com': eventBridge.accept,
    },
    control: createControlPlane({
      reset,
      routes: [
        ...flexSignInRoutes(taskRouter, now),
        ...simulatorRoutes(simulator),
        ...taskRoutes(chatTasks.router),
        ...chatControlRoutes(chatTasks),
        ...truthRoutes(taskRouter),
        ...usageRoutes(syncServices),
        ...limitRoutes(syncServices),
        ...tokenRoutes(syncServices.clock),
        ...connectionRoutes({
          ...twilsock,
          drop: (chosen) => twilsock.drop(chosen) + eventBridge.drop(chosen.identity),
        }),
        ...requestRoutes(traffic),
        ...faultRoutes(traffic),
      ],
    }),
    page: createPage({
      now,
      backendUrl,
      publicFolder: resolve(options.publicFolder ?? 'public'),
      pluginsFolder: resolve(options.pluginsFolder ?? 'plugins'),
      flexUiBundle: options.flexUiBundle === undefined ? null : resolve(options.flexUiBundle),
    }),
  });

  const { port } = server;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      insights.close();
      eventBridge.close();
      twilsock.close();
      simulator.close();
      clock.close();
      await Promise.all([server.close(), callbacks.close()]);
    },
  };
}
