import type { CallbackConfig } from '../event-callbacks/callback-config';
import type { Callbacks, CallbackCounts } from '../event-callbacks/callbacks';
import type { ScaledClock } from '../base/scaled-clock';
import type { TaskRouter } from '../taskrouter/task-router';
import { refused } from '../base/task-router-error';
import type { Worker } from '../taskrouter/workspace-model';
import { createAgents } from './agents';
import { createCustomers } from './customers';
import { arrivalsOver, createRunState, follow, resetRun, startRun, stopRun, type Run } from './run';
import type { SimulatorCommand, SimulatorConfig } from './simulator-config';
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
  const shift = createTimers(clock);
  const ongoing = createTimers(clock);
  const people = (): ReadonlySet<Worker> => world.workers;
  const config = (): SimulatorConfig => run.config;
  const customers = createCustomers({ router, queues: () => world.queues, people, config, timers: ongoing });
  const agents = createAgents({
    router,
    isSimulated: (worker) => world.workers.has(worker),
    workers: people,
    config,
    onTaking: ({ task }) => {
      customers.adopt(task);
    },
    timers: ongoing,
  });
  const run: Run = { clock, callbacks, agents, customers, shift, ongoing, ...createRunState() };
  const unsubscribe = router.onEvent((event) => {
    follow(run, event);
  });
  return {
    get state() {
      return stateOf(run, world);
    },
    command(command) {
      obey(run, world, command);
    },
    reset(seed) {
      resetRun(run, seed);
    },
    close() {
      unsubscribe();
      shift.cancelAll();
      ongoing.cancelAll();
    },
  };
}

function stateOf(run: Run, world: World): SimulatorState {
  const { clock, callbacks, config, open } = run;
  const counts = callbacks.counts();
  return {
    running: run.running && !arrivalsOver(run),
    finished: arrivalsOver(run) && open.size === 0,
    idle: open.size === 0 && counts.pending === 0,
    at: new Date(clock.now()).toISOString(),
    settings: { ...config, callbacks: callbacks.config, queues: world.queues.length, workers: world.workers.size },
    counts: { created: run.created, open: open.size, ...run.ended },
    callbacks: counts,
  };
}

function obey(run: Run, world: World, command: SimulatorCommand): void {
  const { running: wanted, callbacks: disturbance, startAt, queues, workers, ...change } = command;
  const { clock, callbacks } = run;
  const startAtMs = startAt === undefined ? null : requireStartAt(startAt, clock.now());
  world.shape({ ...(queues === undefined ? {} : { queues }), ...(workers === undefined ? {} : { workers }) });
  run.config = { ...run.config, ...definedOnly(change) };
  if (disturbance !== undefined) callbacks.configure(disturbance);
  if (startAtMs !== null) clock.jumpTo(startAtMs);
  if (wanted === true && !run.running) startRun(run);
  else if (wanted === false && run.running) stopRun(run);
  else if (run.running || run.open.size > 0) clock.setSpeed(run.config.speed);
}

/** @throws TaskRouterError 400 */
function requireStartAt(startAt: string, now: number): number {
  const atMs = Date.parse(startAt);
  if (atMs >= now) return atMs;
  throw refused(`startAt ${startAt} is before ${new Date(now).toISOString()}: time never goes back`);
}

/** Leaves out what was not given, so that it cannot overwrite what is set. */
function definedOnly<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
