import type { CallbackConfig } from '../event-callbacks/callback-config';
import type { Callbacks, CallbackCounts } from '../event-callbacks/callbacks';
import type { ScaledClock } from '../taskrouter/scaled-clock';
import type { TaskRouter } from '../taskrouter/task-router';
import { refused } from '../taskrouter/task-router-error';
import { isOpenTask, type Task } from '../taskrouter/workspace-model';
import { createAgents } from './agents';
import { createCustomers } from './customers';
import { createRandom, exponential, type Random } from './random';
import { DEFAULT_CONFIG, type SimulatorCommand, type SimulatorConfig } from './simulator-config';
import { createTimers } from './timers';
import type { World } from './world';

/** What `GET /emulator/simulator` answers. */
interface SimulatorState {
  /** Customers still arrive. */
  readonly running: boolean;
  /** `stopAfterTasks` customers have come, and every one of their tasks is closed. */
  readonly finished: boolean;
  /** No simulated task is open and no callback is pending. */
  readonly idle: boolean;
  /** The engine's clock, ISO 8601. */
  readonly at: string;
  readonly settings: SimulatorConfig & {
    readonly callbacks: CallbackConfig;
    readonly queues: number;
    readonly workers: number;
  };
  /** Tasks of the present run. */
  readonly counts: {
    readonly created: number;
    readonly open: number;
    readonly completed: number;
    readonly canceled: number;
  };
  readonly callbacks: CallbackCounts;
}

export interface Simulator {
  readonly state: SimulatorState;
  /** @throws TaskRouterError 400 or 409 when the command cannot be followed; nothing has changed then */
  command(command: SimulatorCommand): void;
  /** Stops at once and forgets the run; the next run begins with `seed`. */
  reset(seed?: number | string): void;
  close(): void;
}

interface SimulatorOptions {
  readonly router: TaskRouter;
  readonly clock: ScaledClock;
  readonly world: World;
  readonly callbacks: Callbacks;
}

/** A seeded contact centre: the same seed makes the same decisions. It acts for simulated people only. */
export function createSimulator({ router, clock, world, callbacks }: SimulatorOptions): Simulator {
  let config = DEFAULT_CONFIG;
  const shift = createTimers(clock);
  const ongoing = createTimers(clock);
  let running = false;
  let arrivals: Random = createRandom(config.seed);
  let created = 0;
  let ended = { completed: 0, canceled: 0 };
  let open = new Set<Task>();

  const getConfig = (): SimulatorConfig => config;
  const agents = createAgents({
    router,
    isSimulated: (worker) => world.workers.has(worker),
    workers: () => world.workers,
    config: getConfig,
    onTaking: ({ task }) => {
      customers.adopt(task);
    },
    timers: ongoing,
  });
  const customers = createCustomers({
    router,
    queues: () => world.queues,
    people: () => world.workers,
    config: getConfig,
    timers: ongoing,
  });

  /** Arrivals and breaks end; what has begun goes on at the same speed until it is over. */
  const stop = (): void => {
    running = false;
    shift.cancelAll();
    if (open.size === 0) settle();
  };

  const settle = (): void => {
    clock.setSpeed(1);
  };

  const planArrival = (): void => {
    shift.after(exponential(arrivals, 1 / config.ratePerSecond), () => {
      if (arrivalsOver()) {
        endArrivals();
        return;
      }
      created += 1;
      const task = customers.arrive(created);
      if (isOpenTask(task)) open.add(task);
      if (arrivalsOver()) endArrivals();
      else planArrival();
    });
  };

  /** Called when the last customer has come. Breaks go on: agents who missed an offer must come back to serve the rest. */
  const endArrivals = (): void => {
    if (open.size === 0) stop();
  };

  const arrivalsOver = (): boolean => config.stopAfterTasks !== null && created >= config.stopAfterTasks;

  const start = (): void => {
    running = true;
    created = 0;
    ended = { completed: 0, canceled: 0 };
    arrivals = createRandom(config.seed, 'arrivals');
    customers.forget();
    callbacks.configure({}, createRandom(config.seed, 'callbacks'));
    clock.setSpeed(config.speed);
    agents.startShift(shift);
    planArrival();
  };

  const unsubscribe = router.onEvent((event) => {
    agents.see(event);
    customers.see(event);
    const { task } = event;
    if (task === undefined || isOpenTask(task) || !open.delete(task)) return;
    if (task.status === 'completed') ended.completed += 1;
    else ended.canceled += 1;
    if (open.size > 0) return;
    if (!running) settle();
    else if (arrivalsOver()) stop();
  });

  const requireStartAt = (startAt: string): number => {
    const atMs = Date.parse(startAt);
    if (atMs >= clock.now()) return atMs;
    throw refused(`startAt ${startAt} is before ${new Date(clock.now()).toISOString()}: time never goes back`);
  };

  return {
    get state() {
      const counts = callbacks.counts();
      return {
        running: running && !arrivalsOver(),
        finished: arrivalsOver() && open.size === 0,
        idle: open.size === 0 && counts.pending === 0,
        at: new Date(clock.now()).toISOString(),
        settings: {
          ...config,
          callbacks: callbacks.config,
          queues: world.queues.length,
          workers: world.workers.size,
        },
        counts: { created, open: open.size, ...ended },
        callbacks: counts,
      };
    },
    command({ running: wanted, callbacks: disturbance, startAt, queues, workers, ...change }) {
      const startAtMs = startAt === undefined ? null : requireStartAt(startAt);
      const shape = { ...(queues === undefined ? {} : { queues }), ...(workers === undefined ? {} : { workers }) };
      world.shape(shape);
      config = { ...config, ...definedOnly(change) };
      if (disturbance !== undefined) callbacks.configure(definedOnly(disturbance));
      if (startAtMs !== null) clock.jumpTo(startAtMs);
      if (wanted === true && !running) start();
      else if (wanted === false && running) stop();
      else if (running || open.size > 0) clock.setSpeed(config.speed);
    },
    reset(seed) {
      running = false;
      shift.cancelAll();
      ongoing.cancelAll();
      clock.setSpeed(1);
      config = { ...DEFAULT_CONFIG, ...(seed === undefined ? {} : { seed }) };
      created = 0;
      ended = { completed: 0, canceled: 0 };
      open = new Set();
      callbacks.clear();
    },
    close() {
      unsubscribe();
      shift.cancelAll();
      ongoing.cancelAll();
    },
  };
}

/** Leaves out what was not given, so that it cannot overwrite what is set. */
function definedOnly<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
