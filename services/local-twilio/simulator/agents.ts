import type { TaskRouterEvent } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import type { Reservation, Worker } from '../taskrouter/workspace-model';
import { between, createRandom, exponential, type Random } from './random';
import type { SimulatorConfig } from './simulator-config';
import type { Timers } from './timers';

/** What the simulated people do: answer, reject or miss offers, handle, wrap up, take breaks. */
interface Agents {
  /** Reacts to an event of the engine. */
  see(event: TaskRouterEvent): void;
  /** Everybody comes to work, and takes breaks until the shift's timers are canceled. */
  startShift(shift: Timers): void;
}

interface AgentsOptions {
  readonly router: TaskRouter;
  readonly isSimulated: (worker: Worker) => boolean;
  readonly workers: () => Iterable<Worker>;
  readonly config: () => SimulatorConfig;
  /** Called just before a simulated agent accepts a reservation. */
  readonly onTaking: (reservation: Reservation) => void;
  /** For what follows from a task: it must go on after the shift ended, or the task would never close. */
  readonly timers: Timers;
}

/** People do not come to work in the same second. */
const ARRIVE_WITHIN_SECONDS = 5;
/** How long somebody who missed an offer stays away from the desk. */
const AWAY_SECONDS = { least: 20, most: 60 };
const BREAKS = ['Break', 'Break', 'Break', 'Unavailable', 'Training'] as const;

export function createAgents({ router, isSimulated, workers, config, onTaking, timers }: AgentsOptions): Agents {
  const offers = new Map<Worker, number>();
  let shiftTimers: Timers | null = null;

  const randomFor = (worker: Worker, what: string, count: number | string = ''): Random =>
    createRandom(config().seed, what, worker.friendlyName, count);

  const comeBack = (worker: Worker): void => {
    router.setActivity(worker, router.builtInActivity('Available'));
  };

  const answer = (reservation: Reservation): void => {
    const { worker, task, transfer } = reservation;
    const count = (offers.get(worker) ?? 0) + 1;
    offers.set(worker, count);
    // An agent who calls out does not answer: the customer does.
    if (task.parsedAttributes['direction'] === 'outbound' && task.routingTarget === worker && transfer === null) return;
    const random = randomFor(worker, 'offer', count);
    const { rejectShare, timeoutShare, answerSeconds } = config();
    const mood = random();
    if (mood < timeoutShare) return;
    timers.after(between(random, 0.25, 1.75) * answerSeconds, () => {
      if (reservation.status !== 'pending') return;
      if (mood < timeoutShare + rejectShare) {
        router.rejectReservation(reservation);
        return;
      }
      onTaking(reservation);
      router.acceptReservation(reservation);
    });
  };

  const finish = (reservation: Reservation): void => {
    const random = randomFor(reservation.worker, 'wrap-up', offers.get(reservation.worker));
    timers.after(between(random, 0.5, 1.5) * config().wrapUpSeconds, () => {
      if (reservation.status === 'wrapping') router.completeReservation(reservation);
    });
  };

  const planBreak = (worker: Worker, random: Random, shift: Timers): void => {
    const { breakEverySeconds, breakSeconds } = config();
    shift.after(exponential(random, breakEverySeconds), () => {
      const kind = BREAKS[Math.floor(random() * BREAKS.length)] ?? 'Break';
      router.setActivity(worker, router.builtInActivity(kind));
      shift.after(between(random, 0.5, 1.5) * breakSeconds, () => {
        comeBack(worker);
        planBreak(worker, random, shift);
      });
    });
  };

  return {
    see({ type, reservation, worker }) {
      if (reservation === undefined || worker === undefined || !isSimulated(worker)) return;
      if (type === 'reservation.created') answer(reservation);
      else if (type === 'reservation.wrapup') finish(reservation);
      else if (type === 'reservation.timeout') {
        const random = randomFor(worker, 'away', offers.get(worker));
        shiftTimers?.after(between(random, AWAY_SECONDS.least, AWAY_SECONDS.most), () => {
          comeBack(worker);
        });
      }
    },
    startShift(shift) {
      shiftTimers = shift;
      offers.clear();
      for (const worker of workers()) {
        const random = randomFor(worker, 'shift');
        shift.after(between(random, 0, ARRIVE_WITHIN_SECONDS), () => {
          comeBack(worker);
          planBreak(worker, random, shift);
        });
      }
    },
  };
}
