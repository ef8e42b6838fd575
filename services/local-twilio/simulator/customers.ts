import type { Task } from '../taskrouter/model';
import type { TaskRouter } from '../taskrouter/task-router';
import { createRandom, exponential, pick, type Random } from './random';
import type { SimulatorSettings } from './settings';
import type { Timers } from './timers';
import type { SimulatedQueue } from './world';

interface CustomersOptions {
  readonly router: TaskRouter;
  readonly queues: () => readonly SimulatedQueue[];
  readonly settings: () => SimulatorSettings;
  /** For patience and conversations, which outlast the arrivals. */
  readonly timers: Timers;
}

/** What the simulated customers do: arrive, wait, give up, talk, hang up. */
interface Customers {
  /** Lets the `number`-th customer of the run arrive; what happens to it depends on seed and number alone. */
  arrive(number: number): Task;
  /** The task was answered: the conversation begins. */
  talk(task: Task): void;
}

/** In writing people wait longer. */
const WRITTEN_PATIENCE = 3;
/** No conversation is shorter than this share of the mean. */
const SHORTEST_TALK = 0.2;
const FIRST_NAMES = ['Ana', 'Ben', 'Chloe', 'David', 'Eva', 'Felix', 'Gina', 'Hana', 'Ivan', 'Julia'];

export function createCustomers({ router, queues, settings, timers }: CustomersOptions): Customers {
  const streams = new Map<Task, Random>();

  const giveUp = (task: Task): void => {
    if (task.status === 'pending' || task.status === 'reserved') router.cancelTask(task, 'hangup');
  };

  return {
    arrive(number) {
      const { seed, patienceSeconds, outboundShare } = settings();
      const random = createRandom(seed, 'customer', number);
      const chosen = pick(random, queues());
      const channels = Object.entries(chosen.channels).map(([name, weight]) => ({ name, weight }));
      const { name: channel } = pick(random, channels);
      const direction = random() < outboundShare ? 'outbound' : 'inbound';
      const task = router.createTask({
        channel: router.channel(channel),
        priority: chosen.priority,
        attributes: JSON.stringify({ queue: chosen.name, direction, ...party(random, channel) }),
      });
      streams.set(task, random);
      const patience = exponential(random, patienceSeconds) * (channel === 'voice' ? 1 : WRITTEN_PATIENCE);
      timers.after(patience, () => {
        giveUp(task);
      });
      return task;
    },
    talk(task) {
      const random = streams.get(task);
      if (random === undefined) return; // a task made by hand ends by hand
      streams.delete(task);
      const { handleSeconds } = settings();
      const seconds = handleSeconds * SHORTEST_TALK + exponential(random, handleSeconds * (1 - SHORTEST_TALK));
      timers.after(seconds, () => {
        if (task.status === 'assigned') router.wrapUpTask(task, null);
      });
    },
  };
}

function party(random: Random, channel: string): Record<string, string> {
  const phone = `+1555${String(Math.floor(random() * 10_000_000)).padStart(7, '0')}`;
  const name = FIRST_NAMES[Math.floor(random() * FIRST_NAMES.length)] ?? 'Customer';
  return channel === 'voice' ? { from: phone, name: phone } : { from: name, name, channelType: 'web' };
}
