import { randomUUID } from 'node:crypto';
import type { CallbackChange, CallbackConfig } from './callback-config';
import { createCallbackSender, type Callback, type CallbackSender } from './callback-sender';
import { createDeliveries, type DeliveryCounts } from './deliveries';

export interface CallbackCounts extends DeliveryCounts {
  /** Events held back on purpose. */
  readonly dropped: number;
}

export interface Callbacks {
  readonly config: CallbackConfig;
  /** `random` is the source of the disturbances from now on. */
  configure(change: CallbackChange, random?: () => number): void;
  counts(): CallbackCounts;
  /** Forgets what is pending and the counts. */
  clear(): void;
  close(): Promise<void>;
}

/** Events of an engine that are to be posted, one by one. Returns a function that ends it. */
export type CallbackSource = (post: (event: Omit<Callback, 'idempotencyToken'>) => void) => () => void;

export interface CallbacksOptions {
  readonly config: CallbackConfig;
  /** Over HTTP by default. */
  readonly sender?: CallbackSender;
  /** Standard error by default. */
  readonly log?: (line: string) => void;
  /** No bound by default. */
  readonly mostPending?: number;
}

/** Posts every event of the source to its URL. Order is not promised. */
export function createCallbacks(source: CallbackSource, options: CallbacksOptions): Callbacks {
  const { sender = createCallbackSender(), log = (line) => process.stderr.write(`${line}\n`) } = options;
  let { config } = options;
  let random = Math.random;
  let dropped = 0;
  const deliveries = createDeliveries({
    sender,
    config: () => config,
    log,
    mostPending: options.mostPending ?? Infinity,
  });

  const unsubscribe = source((event) => {
    // The same draws for every event: one part of the configuration does not change what another decides.
    const [dropDraw, copyDraw, ...delays] = [random(), random(), random(), random()];
    if (dropDraw < config.drop) {
      dropped += 1;
      return;
    }
    const callback = { ...event, idempotencyToken: randomUUID() };
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
