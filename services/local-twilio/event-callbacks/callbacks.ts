import { randomUUID } from 'node:crypto';
import type { TaskRouterEvent } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import { DEFAULT_CALLBACK_CONFIG, MOST_CALLBACKS_AT_ONCE, type CallbackConfig } from './callback-config';
import { createCallbackSender, type CallbackSender } from './callback-sender';
import { createDeliveries, type DeliveryCounts } from './deliveries';

export interface CallbackCounts extends DeliveryCounts {
  /** Events held back on purpose. */
  readonly dropped: number;
}

export interface Callbacks {
  readonly config: CallbackConfig;
  /** `random` is the source of the disturbances from now on. */
  configure(change: Partial<CallbackConfig>, random?: () => number): void;
  counts(): CallbackCounts;
  /** Forgets what is pending and the counts. */
  clear(): void;
  close(): Promise<void>;
}

interface CallbacksOptions {
  /** Over HTTP by default. */
  readonly sender?: CallbackSender;
  /** Standard error by default. */
  readonly log?: (line: string) => void;
}

/** Posts every event of the engine to the workspace's `EventCallbackUrl`. Order is not promised. */
export function createCallbacks(router: TaskRouter, options: CallbacksOptions = {}): Callbacks {
  const { sender = createCallbackSender(MOST_CALLBACKS_AT_ONCE), log = (line) => process.stderr.write(`${line}\n`) } =
    options;
  let config = DEFAULT_CALLBACK_CONFIG;
  let random = Math.random;
  let dropped = 0;
  const deliveries = createDeliveries(sender, () => config, log);

  const unsubscribe = router.onEvent((event) => {
    const { eventCallbackUrl: url, eventsFilter } = router.state.workspace;
    if (url === '' || !isWanted(event, eventsFilter)) return;
    // The same draws for every event: one part of the configuration does not change what another decides.
    const [dropDraw, copyDraw, ...delays] = [random(), random(), random(), random()];
    if (dropDraw < config.drop) {
      dropped += 1;
      return;
    }
    const callback = { url, fields: event.payload, idempotencyToken: randomUUID() };
    for (const delay of delays.slice(0, copyDraw < config.duplicate ? 2 : 1)) {
      deliveries.add(callback, delay * config.shuffleMs);
    }
  });

  const clear = (): void => {
    deliveries.clear();
    dropped = 0;
  };

  return {
    get config() {
      return config;
    },
    configure(change, newRandom = random) {
      config = { ...config, ...change };
      random = newRandom;
    },
    counts: () => ({ ...deliveries.counts(), dropped }),
    clear,
    async close() {
      unsubscribe();
      clear();
      await sender.close();
    },
  };
}

const isWanted = ({ type }: TaskRouterEvent, eventsFilter: string): boolean =>
  eventsFilter === '' || eventsFilter.split(',').some((wanted) => wanted.trim() === type);
