import { TASK_ROUTER_CALLBACKS } from '../event-callbacks/callback-config';
import type { CallbackSender } from '../event-callbacks/callback-sender';
import { createCallbacks, type Callbacks } from '../event-callbacks/callbacks';
import { taskRouterEvents } from '../event-callbacks/task-router-events';
import { createSimulator, type Simulator } from '../simulator/simulator';
import { createWorld, type World } from '../simulator/world';
import { createScaledClock, type ScaledClock } from '../base/scaled-clock';
import { createTaskRouter, type TaskRouter } from '../taskrouter/task-router';

/** TaskRouter with a world in it, its callbacks and the simulator that moves it. */
export interface ContactCentre {
  readonly router: TaskRouter;
  readonly callbacks: Callbacks;
  readonly world: World;
  readonly simulator: Simulator;
  /** Back to the beginning, without an event, as a restart would be; the callback URL stays. */
  reset(seed?: number | string): void;
  close(): Promise<void>;
}

interface ContactCentreOptions {
  /** Empty (the default) sends no callbacks. */
  readonly eventCallbackUrl?: string;
  /** The engine's clock; by default one that follows the wall clock. */
  readonly clock?: ScaledClock;
  /** Where callbacks go; by default over HTTP to their URL. */
  readonly sender?: CallbackSender;
}

/** Builds the default world; its queues, workers and activities are announced like any other change. */
export function createContactCentre({
  eventCallbackUrl = '',
  clock = createScaledClock(),
  sender,
}: ContactCentreOptions = {}): ContactCentre {
  const router = createTaskRouter({ clock, eventCallbackUrl });
  const callbacks = createCallbacks(taskRouterEvents(router), {
    config: TASK_ROUTER_CALLBACKS,
    ...(sender === undefined ? {} : { sender }),
  });
  const world = createWorld(router);
  const simulator = createSimulator({ router, clock, world, callbacks });
  return {
    router,
    callbacks,
    world,
    simulator,
    reset(seed) {
      simulator.reset(seed);
      router.clear();
      world.rebuild();
    },
    async close() {
      simulator.close();
      clock.close();
      await callbacks.close();
    },
  };
}
