import type { TaskRouterEvent } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import type { Reservation, Worker } from '../taskrouter/workspace-model';
import { between, createRandom, exponential, type Random } from './random';
import type { SimulatorConfig } from './simulator-config';
import type { Timers } from './timers';

/** What the simulated people do: answer, reject or miss offers, handle, wrap up, take breaks. */
export interface Agents {
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

/** What the agents of a shift share. */
interface Parts extends AgentsOptions {
  /** How often each was offered something in this shift. */
  readonly offers: Map<Worker, number>;
  /** Of the shift; null before the first one. */
  shift: Timers | null;
}

export function createAgents(options: AgentsOptions): Agents {
  const parts: Parts = { ...options, offers: new Map(), shift: null };
  return {
    see({ type, reservation, worker }) {
      if (reservation === undefined || worker === undefined || !parts.isSimulated(worker)) return;
      if (type === 'reservation.created') answer(parts, reservation);
      else if (type === 'reservation.wrapup') finish(parts, reservation);
      else if (type === 'reservation.timeout') stayAway(parts, worker);
    },
    startShift(shift) {
      parts.shift = shift;
      parts.offers.clear();
      for (const worker of parts.workers()) comeToWork(parts, worker, shift);
    },
  };
}

const randomFor = ({ config }: Parts, worker: Worker, what: string, count: number | string = ''): Random =>
  createRandom(config().seed, what, worker.friendlyName, count);

function comeToWork(parts: Parts, worker: Worker, shift: Timers): void {
  const random = randomFor(parts, worker, 'shift');
  shift.after(between(random, 0, ARRIVE_WITHIN_SECONDS), () => {
    comeBack(parts, worker);
    planBreak(parts, worker, random, shift);
  });
}

function planBreak(parts: Parts, worker: Worker, random: Random, shift: Timers): void {
  const { router, config } = parts;
  const { breakEverySeconds, breakSeconds } = config();
  shift.after(exponential(random, breakEverySeconds), () => {
    const kind = BREAKS[Math.floor(random() * BREAKS.length)] ?? 'Break';
    router.setActivity(worker, router.builtInActivity(kind));
    shift.after(between(random, 0.5, 1.5) * breakSeconds, () => {
      comeBack(parts, worker);
      planBreak(parts, worker, random, shift);
    });
  });
}

function stayAway(parts: Parts, worker: Worker): void {
  const random = randomFor(parts, worker, 'away', parts.offers.get(worker));
  parts.shift?.after(between(random, AWAY_SECONDS.least, AWAY_SECONDS.most), () => {
    comeBack(parts, worker);
  });
}

function comeBack({ router }: Parts, worker: Worker): void {
  router.setActivity(worker, router.builtInActivity('Available'));
}

/** Accepts, rejects or misses an offer. */
function answer(parts: Parts, reservation: Reservation): void {
  const { router, config, onTaking, timers, offers } = parts;
  const { worker, task, transfer } = reservation;
  const count = (offers.get(worker) ?? 0) + 1;
  offers.set(worker, count);
  // An agent who calls out does not answer: the customer does.
  if (task.parsedAttributes['direction'] === 'outbound' && task.routingTarget === worker && transfer === null) return;
  const random = randomFor(parts, worker, 'offer', count);
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
}

function finish(parts: Parts, reservation: Reservation): void {
  const { router, config, timers, offers } = parts;
  const random = randomFor(parts, reservation.worker, 'wrap-up', offers.get(reservation.worker));
  timers.after(between(random, 0.5, 1.5) * config().wrapUpSeconds, () => {
    if (reservation.status === 'wrapping') router.completeReservation(reservation);
  });
}
