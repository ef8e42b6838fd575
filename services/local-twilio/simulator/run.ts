import type { Callbacks } from '../event-callbacks/callbacks';
import type { TaskRouterEvent } from '../taskrouter/events';
import type { ScaledClock } from '../base/scaled-clock';
import { isOpenTask, type Task } from '../taskrouter/workspace-model';
import type { Agents } from './agents';
import type { Customers } from './customers';
import { createRandom, exponential, type Random } from './random';
import { DEFAULT_CONFIG, type SimulatorConfig } from './simulator-config';
import type { Timers } from './timers';

interface RunState {
  config: SimulatorConfig;
  running: boolean;
  /** Of the present run. */
  created: number;
  ended: { completed: number; canceled: number };
  /** Simulated tasks that are not over yet, of runs before this one, too. */
  open: Set<Task>;
}

/** Customers arrive, agents work and take breaks, until it is stopped or all have come; then what is open ends. */
export interface Run extends RunState {
  readonly clock: ScaledClock;
  readonly callbacks: Callbacks;
  readonly agents: Agents;
  readonly customers: Customers;
  /** Of arrivals and breaks. */
  readonly shift: Timers;
  /** Of what has begun. */
  readonly ongoing: Timers;
}

/** Before the first run. */
export const createRunState = (): RunState => ({
  config: DEFAULT_CONFIG,
  running: false,
  created: 0,
  ended: { completed: 0, canceled: 0 },
  open: new Set(),
});

export function startRun(run: Run): void {
  const { clock, callbacks, agents, customers, shift, config } = run;
  run.running = true;
  run.created = 0;
  run.ended = { completed: 0, canceled: 0 };
  customers.forget();
  callbacks.configure({}, createRandom(config.seed, 'callbacks'));
  clock.setSpeed(config.speed);
  agents.startShift(shift);
  planArrival(run, createRandom(config.seed, 'arrivals'));
}

/** Arrivals and breaks end; what has begun goes on at the same speed until it is over. */
export function stopRun(run: Run): void {
  run.running = false;
  run.shift.cancelAll();
  if (run.open.size === 0) settle(run);
}

/** Stops at once and forgets the run; the next one begins with `seed`. */
export function resetRun(run: Run, seed?: number | string): void {
  run.shift.cancelAll();
  run.ongoing.cancelAll();
  settle(run);
  Object.assign(run, createRunState());
  if (seed !== undefined) run.config = { ...DEFAULT_CONFIG, seed };
  run.callbacks.clear();
}

export const arrivalsOver = ({ config, created }: Run): boolean =>
  config.stopAfterTasks !== null && created >= config.stopAfterTasks;

/** Simulated people see an event of the engine; with the last task a run is over. */
export function follow(run: Run, event: TaskRouterEvent): void {
  const { agents, customers, open, ended } = run;
  agents.see(event);
  customers.see(event);
  const { task } = event;
  if (task === undefined || isOpenTask(task) || !open.delete(task)) return;
  if (task.status === 'completed') ended.completed += 1;
  else ended.canceled += 1;
  if (open.size > 0) return;
  if (!run.running) settle(run);
  else if (arrivalsOver(run)) stopRun(run);
}

function planArrival(run: Run, random: Random): void {
  run.shift.after(exponential(random, 1 / run.config.ratePerSecond), () => {
    if (!arrivalsOver(run)) {
      run.created += 1;
      const task = run.customers.arrive(run.created);
      if (isOpenTask(task)) run.open.add(task);
    }
    if (!arrivalsOver(run)) planArrival(run, random);
    // Breaks go on after the last customer has come: agents who missed an offer must come back to serve the rest.
    else if (run.open.size === 0) stopRun(run);
  });
}

/** Nothing is open: time is as fast as the wall's. */
function settle({ clock }: Run): void {
  clock.setSpeed(1);
}
