import type { TaskRouterEvent } from '../taskrouter/events';
import { hasCapacity, isFree } from '../taskrouter/routing';
import type { TaskRouter } from '../taskrouter/task-router';
import { activeTransfer, type Reservation, type Task, type Transfer, type Worker } from '../taskrouter/workspace-model';
import { inboundAttributes, outboundAttributes, pickParty } from './parties';
import { between, createRandom, exponential, pick, type Random } from './random';
import type { SimulatorConfig } from './simulator-config';
import type { Timers } from './timers';
import type { SimulatedQueue } from './world';

interface CustomersOptions {
  readonly router: TaskRouter;
  readonly queues: () => readonly SimulatedQueue[];
  /** The simulated agents: they call out and hand on, nobody else is made to. */
  readonly people: () => ReadonlySet<Worker>;
  readonly config: () => SimulatorConfig;
  /** For patience and conversations, which outlast the arrivals. */
  readonly timers: Timers;
}

/** What happens between the simulated customers and whoever talks to them: arrive, wait, give up, talk, be handed on. */
export interface Customers {
  /** Lets the `number`-th contact of the run begin. */
  arrive(number: number): Task;
  /** A simulated agent takes a task that was made by hand: from now on it is treated like any other. */
  adopt(task: Task): void;
  /** Reacts to an event of the engine. */
  see(event: TaskRouterEvent): void;
  /** A new run begins: nobody has missed a call yet. */
  forget(): void;
}

/** In writing people wait longer. */
const WRITTEN_PATIENCE = 3;
/** No conversation is shorter than this share of the mean. */
const SHORTEST_TALK = 0.2;
/** Share of outbound calls that the customer answers. */
const REACHED = 0.75;
/** Share of outbound calls that go to somebody whose own call was missed or given up. */
const CALL_BACK = 0.5;
const REMEMBERED_MISSED = 20;
/** Share of transfers that go to a certain colleague, not to a queue. */
const TO_COLLEAGUE = 0.5;
const MOST_TRANSFERS = 2;
/** How long somebody stays who has introduced the colleague, or whose transfer came to nothing, in seconds. */
const FAREWELL = { least: 5, most: 20 };

/** What the customers of a run share. */
interface Parts extends CustomersOptions {
  /** Numbers of customers whose calls were missed, oldest first. */
  readonly missed: string[];
}

export function createCustomers(options: CustomersOptions): Customers {
  const parts: Parts = { ...options, missed: [] };
  /** Tasks of the simulator, each with the decisions that are left to make. */
  const streams = new WeakMap<Task, Random>();
  let adopted = 0;
  return {
    arrive(number) {
      const random = createRandom(parts.config().seed, 'customer', number);
      const task = arrive(parts, random);
      streams.set(task, random);
      return task;
    },
    adopt(task) {
      if (streams.has(task)) return;
      adopted += 1;
      streams.set(task, createRandom(parts.config().seed, 'by hand', adopted));
    },
    see({ type, task, reservation, transfer }) {
      const random = task === undefined ? undefined : streams.get(task);
      if (task === undefined || random === undefined) return; // Made by hand, and taken by nobody of ours: it ends by hand.
      if (type === 'reservation.accepted' && reservation !== undefined) talk(parts, reservation, random);
      else if (transfer !== undefined && transfer.status !== 'initiated') sayGoodbye(parts, transfer, random);
      else if (type === 'task.canceled' || type === 'reservation.timeout') remember(parts, task);
    },
    forget() {
      parts.missed.length = 0;
      adopted = 0;
    },
  };
}

function arrive(parts: Parts, random: Random): Task {
  const chosen = pick(random, parts.queues());
  const channels = Object.entries(chosen.channels).map(([name, weight]) => ({ name, weight }));
  const { name: channel } = pick(random, channels);
  const outbound = random() < parts.config().outboundShare ? callOut(parts, random, chosen) : null;
  return outbound ?? callIn(parts, random, chosen, channel);
}

/** Any agent at work may call who is not on the phone, also during a break: when many customers wait, all others are busy. */
function callOut(parts: Parts, random: Random, { queue, priority }: SimulatedQueue): Task | null {
  const { router, people, config, timers, missed } = parts;
  const idle = [...people()].filter(
    (worker) => hasCapacity(worker, 'voice') && worker.activity !== router.state.workspace.defaultActivity,
  );
  const members = idle.filter((worker) => queue.workers.has(worker));
  const caller = pickOne(random, members.length > 0 ? members : idle);
  if (caller === null) return null;
  const phone = (random() < CALL_BACK ? missed.shift() : undefined) ?? pickParty(random).phone;
  const task = router.createTask({
    channel: router.channel('voice'),
    priority,
    queue,
    routingTarget: caller,
    attributes: JSON.stringify({ direction: 'outbound', ...outboundAttributes(phone) }),
  });
  timers.after(between(random, 0.5, 3) * config().answerSeconds, () => {
    const [call] = task.reservations;
    if (call?.status !== 'pending') return;
    if (random() < REACHED) router.acceptReservation(call);
    else router.cancelTask(task, 'no-answer');
  });
  return task;
}

function callIn(parts: Parts, random: Random, { name, priority }: SimulatedQueue, channel: string): Task {
  const { router, timers } = parts;
  const task = router.createTask({
    channel: router.channel(channel),
    priority,
    attributes: JSON.stringify({
      queue: name,
      direction: 'inbound',
      ...inboundAttributes(pickParty(random), channel),
    }),
  });
  timers.after(patienceOf(parts, random, channel), () => {
    if (task.status === 'pending' || task.status === 'reserved') router.cancelTask(task, 'hangup');
  });
  return task;
}

const patienceOf = ({ config }: Parts, random: Random, channel: string): number =>
  exponential(random, config().patienceSeconds) * (channel === 'voice' ? 1 : WRITTEN_PATIENCE);

function talk(parts: Parts, reservation: Reservation, random: Random): void {
  const { router, people, config, timers } = parts;
  const { task, worker } = reservation;
  const { handleSeconds, transferShare } = config();
  const seconds = handleSeconds * SHORTEST_TALK + exponential(random, handleSeconds * (1 - SHORTEST_TALK));
  const chance = random();
  const mayHandOn = people().has(worker) && task.transfers.length < MOST_TRANSFERS;
  timers.after(seconds, () => {
    if (reservation.status !== 'accepted' || activeTransfer(task) !== null) return;
    if (mayHandOn && chance < transferShare.cold + transferShare.warm) {
      if (handOn(parts, random, reservation, chance < transferShare.cold ? 'COLD' : 'WARM')) return;
    }
    router.wrapUpTask(task, null);
  });
}

/** False when there is nobody to hand on to. */
function handOn(parts: Parts, random: Random, from: Reservation, mode: Transfer['mode']): boolean {
  const { router, timers } = parts;
  const to = whereTo(parts, random, from);
  if (to === null) return false;
  const transfer = router.startTransfer(from, { to, mode });
  if (to.type === 'QUEUE') {
    timers.after(patienceOf(parts, random, from.task.channel.uniqueName), () => {
      if (transfer.status === 'initiated') router.hangUp(from.task, 'hangup');
    });
  }
  return true;
}

/** A colleague who is free, or another queue; null when there is neither. */
function whereTo({ people, queues }: Parts, random: Random, { task, worker }: Reservation): Transfer['to'] | null {
  if (random() < TO_COLLEAGUE) {
    const colleagues = [...people()].filter(
      (colleague) => colleague !== worker && isFree(colleague, task.channel.uniqueName),
    );
    const colleague = pickOne(random, colleagues);
    if (colleague !== null) return { type: 'WORKER', worker: colleague };
  }
  const others = queues().filter(({ queue }) => queue !== task.queue);
  const other = pickOne(random, others);
  return other === null ? null : { type: 'QUEUE', queue: other.queue };
}

/** The sender of a warm transfer goes when the colleague has the task, or ends the call when nobody took it. */
function sayGoodbye({ router, people, timers }: Parts, { from }: Transfer, random: Random): void {
  if (!people().has(from.worker)) return;
  timers.after(between(random, FAREWELL.least, FAREWELL.most), () => {
    if (from.status === 'accepted' && activeTransfer(from.task) === null) router.wrapUpReservation(from);
  });
}

/** Somebody whose call was missed may be called back; the newest count. */
function remember({ missed }: Parts, { channel, routingTarget, parsedAttributes: { from } }: Task): void {
  if (channel.uniqueName !== 'voice' || routingTarget !== null || typeof from !== 'string') return;
  const known = missed.indexOf(from);
  if (known !== -1) missed.splice(known, 1);
  missed.push(from);
  if (missed.length > REMEMBERED_MISSED) missed.shift();
}

function pickOne<Choice>(random: Random, choices: readonly Choice[]): Choice | null {
  return choices[Math.floor(random() * choices.length)] ?? null;
}
