import { account } from './base/account';
import { createChatService } from './conversations/chat-service';
import { createChatTasks, type ChatTasks } from './conversations/chat-tasks';
import { createWebChats, type WebChats } from './conversations/web-chats';
import { createCallbacks, type Callbacks } from './event-callbacks/callbacks';
import { DEFAULT_QUEUE_COUNT, DEFAULT_WORKER_COUNT } from './simulator/default-world';
import { createSimulator, type Simulator } from './simulator/simulator';
import { createWorld, type World } from './simulator/world';
import { createSyncServices, type SyncServices } from './sync/sync-services';
import { createScaledClock, type ScaledClock } from './taskrouter/scaled-clock';
import { createTaskRouter, type TaskRouter } from './taskrouter/task-router';

export interface EngineOptions {
  /** Where TaskRouter posts its events; the REST API can set it later. Empty: nowhere. */
  readonly eventCallbackUrl: string;
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
  readonly callbacks: Callbacks;
  readonly world: World;
  readonly simulator: Simulator;
}

export function createEngines({ eventCallbackUrl, rateLimits }: EngineOptions): Engines {
  const syncServices = createSyncServices({ limits: { enabled: rateLimits } });
  const clock = createScaledClock();
  const taskRouter = createTaskRouter({ clock, eventCallbackUrl });
  const callbacks = createCallbacks(taskRouter);
  const world = createWorld(taskRouter);
  const chatTasks = createChatTasks(taskRouter, createChatService(syncServices.service(account.chatServiceSid)));
  const webChats = createWebChats(chatTasks);
  const simulator = createSimulator({ router: chatTasks.router, clock, world, callbacks });
  return { syncServices, clock, taskRouter, chatTasks, webChats, callbacks, world, simulator };
}

/** Back to the default world, as a restart would; the engine's clock goes on from `atMs`, by default from where it was. */
export function resetEngines(engines: Engines, seed: number | string | undefined, atMs: number | undefined): void {
  const { syncServices, clock, taskRouter, chatTasks, webChats, world, simulator } = engines;
  simulator.reset(seed);
  taskRouter.clear();
  if (atMs !== undefined) clock.restart(atMs);
  chatTasks.clear();
  webChats.clear();
  syncServices.reset();
  world.rebuild();
  world.shape({ queues: DEFAULT_QUEUE_COUNT, workers: DEFAULT_WORKER_COUNT });
}

export async function closeEngines({ simulator, clock, callbacks }: Engines): Promise<void> {
  simulator.close();
  clock.close();
  await callbacks.close();
}
