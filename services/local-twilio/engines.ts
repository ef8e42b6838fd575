import { account } from './base/account';
import { createChatService } from './conversations/chat-service';
import { createChatTasks, type ChatTasks } from './conversations/chat-tasks';
import { createWebChats, type WebChats } from './conversations/web-chats';
import { EVENT_STREAMS, SYNC_WEBHOOKS, TASK_ROUTER_CALLBACKS } from './event-callbacks/callback-config';
import { createCallbackSender } from './event-callbacks/callback-sender';
import { createCallbacks, type Callbacks } from './event-callbacks/callbacks';
import { syncChanges } from './event-callbacks/sync-changes';
import { taskRouterEvents } from './event-callbacks/task-router-events';
import { EventStreams } from './event-streams/event-streams';
import { streamedEvents } from './event-streams/streamed-events';
import { PluginRegistry } from './plugins/plugin-registry';
import { Serverless } from './plugins/serverless';
import { DEFAULT_QUEUE_COUNT, DEFAULT_WORKER_COUNT } from './simulator/default-world';
import { createSimulator, type Simulator } from './simulator/simulator';
import { createWorld, type World } from './simulator/world';
import { createSyncServices, type SyncServices } from './sync/sync-services';
import { createScaledClock, type ScaledClock } from './base/scaled-clock';
import { createTaskRouter, type TaskRouter } from './taskrouter/task-router';

export interface EngineOptions {
  /** Where TaskRouter posts its events; the REST API can set it later. Empty: nowhere. */
  readonly eventCallbackUrl: string;
  /** Where the account's Sync service posts its webhooks; the REST API can set it later. Empty: nowhere. */
  readonly syncWebhookUrl: string;
  /** Whether Sync's rate limits are enforced from the start, and after every reset. */
  readonly rateLimits: boolean;
}

/** What an account holds and does, without any way to reach it from outside. */
export interface Engines {
  readonly syncServices: SyncServices;
  readonly clock: ScaledClock;
  readonly taskRouter: TaskRouter;
  readonly chatTasks: ChatTasks;
  readonly webChats: WebChats;
  readonly serverless: Serverless;
  readonly registry: PluginRegistry;
  readonly callbacks: Callbacks;
  readonly eventStreams: EventStreams;
  /** What Event Streams delivers to sinks. */
  readonly streamDeliveries: Callbacks;
  readonly syncWebhooks: Callbacks;
  readonly world: World;
  readonly simulator: Simulator;
}

/** What a receiver that is away costs in memory: 10,000 webhooks of at most 16 KiB of data. */
const MOST_PENDING_WEBHOOKS = 10_000;
/** Batches. */
const MOST_PENDING_BATCHES = 10_000;
/** docs.twilio.com, "Webhook Quickstart" of Event Streams. */
const SINK_ANSWERS_WITHIN_MS = 5_000;

export function createEngines({ eventCallbackUrl, syncWebhookUrl, rateLimits }: EngineOptions): Engines {
  const syncServices = createSyncServices({ limits: { enabled: rateLimits } });
  syncServices.service(account.syncServiceSid).config.webhookUrl = syncWebhookUrl === '' ? null : syncWebhookUrl;
  const syncWebhooks = createCallbacks(syncChanges(syncServices), {
    config: SYNC_WEBHOOKS,
    mostPending: MOST_PENDING_WEBHOOKS,
  });
  const clock = createScaledClock();
  const taskRouter = createTaskRouter({ clock, eventCallbackUrl });
  const callbacks = createCallbacks(taskRouterEvents(taskRouter), { config: TASK_ROUTER_CALLBACKS });
  const eventStreams = new EventStreams(Date.now);
  const streamDeliveries = createCallbacks(streamedEvents(taskRouter, eventStreams), {
    config: EVENT_STREAMS,
    sender: createCallbackSender(SINK_ANSWERS_WITHIN_MS),
    mostPending: MOST_PENDING_BATCHES,
  });
  const world = createWorld(taskRouter);
  const chatTasks = createChatTasks(taskRouter, createChatService(syncServices.service(account.chatServiceSid)));
  const webChats = createWebChats(chatTasks);
  const simulator = createSimulator({ router: chatTasks.router, clock, world, callbacks });
  return {
    syncServices,
    clock,
    taskRouter,
    chatTasks,
    webChats,
    serverless: new Serverless(Date.now),
    registry: new PluginRegistry(Date.now),
    callbacks,
    eventStreams,
    streamDeliveries,
    syncWebhooks,
    world,
    simulator,
  };
}

/** Back to the default world, as a restart would; the engine's clock goes on from `atMs`, by default from where it was. */
export function resetEngines(engines: Engines, seed: number | string | undefined, atMs: number | undefined): void {
  const { syncServices, syncWebhooks, clock, taskRouter, chatTasks, webChats, world, simulator } = engines;
  engines.serverless.clear();
  engines.registry.clear();
  simulator.reset(seed);
  taskRouter.clear();
  if (atMs !== undefined) clock.restart(atMs);
  chatTasks.clear();
  webChats.clear();
  syncServices.reset();
  syncWebhooks.clear();
  engines.streamDeliveries.clear();
  world.rebuild();
  world.shape({ queues: DEFAULT_QUEUE_COUNT, workers: DEFAULT_WORKER_COUNT });
}

export async function closeEngines({ simulator, clock, ...engines }: Engines): Promise<void> {
  simulator.close();
  clock.close();
  const { callbacks, streamDeliveries, syncWebhooks } = engines;
  await Promise.all([callbacks, streamDeliveries, syncWebhooks].map((each) => each.close()));
}
