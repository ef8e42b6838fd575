import * as v from 'valibot';
import { CallbackChange } from '../event-callbacks/callback-config';

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const Seconds = v.pipe(v.number(), v.minValue(0));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));

/** Shares of conversations that end in a transfer, by mode; a single number is split evenly. */
const TransferShare = v.pipe(
  v.union([Share, v.strictObject({ cold: v.optional(Share, 0), warm: v.optional(Share, 0) })]),
  v.transform((share) => (typeof share === 'number' ? { cold: share / 2, warm: share / 2 } : share)),
  v.check(({ cold, warm }) => cold + warm <= 1, 'cold and warm together must not exceed 1'),
);

/** One simulated TaskQueue. */
export const QueueDefinition = v.strictObject({
  name: Name,
  /** Share of the arrivals, against the other queues; 1 by default. */
  weight: v.optional(v.pipe(v.number(), v.minValue(0)), 1),
  /** Share of its arrivals by channel unique name. */
  channels: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0))), { voice: 2, chat: 1 }),
  /** By default workers whose `routing.skills` name the queue. */
  targetWorkers: v.optional(v.string()),
  /** Priority of its tasks; 0 by default. */
  priority: v.optional(Count, 0),
  maxReservedWorkers: v.optional(v.pipe(Count, v.minValue(1)), 1),
  /** Where a task goes that nobody answered; an earlier queue of the list. */
  escalation: v.optional(v.strictObject({ queue: Name, afterSeconds: Seconds })),
});
export type QueueDefinition = v.InferOutput<typeof QueueDefinition>;

/** One simulated worker. */
export const WorkerDefinition = v.strictObject({
  name: Name,
  /** Names of the queues the worker serves. */
  queues: v.array(Name),
  /** Configured capacity by channel; every channel not named gets 0. */
  capacity: v.optional(v.record(v.string(), Count), { voice: 1, chat: 3 }),
});
export type WorkerDefinition = v.InferOutput<typeof WorkerDefinition>;

/** Body of `POST /emulator/simulator`: what is absent stays as it is. Durations are simulated time. */
export const SimulatorCommand = v.strictObject({
  running: v.optional(v.boolean()),
  seed: v.optional(v.union([v.number(), v.string()])),
  /** Arrivals over all queues, per simulated second. */
  ratePerSecond: v.optional(v.pipe(v.number(), v.minValue(0.0001), v.maxValue(1_000))),
  /** Simulated seconds per second. */
  speed: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10_000))),
  /** Ends the arrivals; null goes on for ever. */
  stopAfterTasks: v.optional(v.nullable(v.pipe(Count, v.minValue(1)))),
  startAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** How many of the built-in queues, or which. */
  queues: v.optional(
    v.union([v.pipe(Count, v.minValue(1), v.maxValue(500)), v.pipe(v.array(QueueDefinition), v.minLength(1))]),
  ),
  workers: v.optional(v.union([v.pipe(Count, v.maxValue(5_000)), v.array(WorkerDefinition)])),
  callbacks: v.optional(CallbackChange),
  patienceSeconds: v.optional(Seconds),
  answerSeconds: v.optional(Seconds),
  handleSeconds: v.optional(Seconds),
  wrapUpSeconds: v.optional(Seconds),
  rejectShare: v.optional(Share),
  timeoutShare: v.optional(Share),
  outboundShare: v.optional(Share),
  transferShare: v.optional(TransferShare),
  breakEverySeconds: v.optional(v.pipe(v.number(), v.minValue(1))),
  breakSeconds: v.optional(Seconds),
});
/** A parsed command. */
export type SimulatorCommand = v.InferOutput<typeof SimulatorCommand>;

/** How customers and agents behave. Means; the spread around them is the simulator's. */
export interface SimulatorConfig {
  readonly seed: number | string;
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly stopAfterTasks: number | null;
  /** Mean wait after which a caller hangs up; customers of written channels wait three times as long. */
  readonly patienceSeconds: number;
  readonly answerSeconds: number;
  readonly handleSeconds: number;
  readonly wrapUpSeconds: number;
  /** Share of offers that are rejected. */
  readonly rejectShare: number;
  /** Share of offers that nobody answers: the reservation times out. */
  readonly timeoutShare: number;
  /** Share of the tasks that are calls of a simulated agent; if all are on the phone, a customer calls instead. */
  readonly outboundShare: number;
  /** Shares of the conversations of simulated agents that are handed on; a task is handed on twice at most. */
  readonly transferShare: { readonly cold: number; readonly warm: number };
  readonly breakEverySeconds: number;
  readonly breakSeconds: number;
}

export const DEFAULT_CONFIG: SimulatorConfig = {
  seed: 1,
  ratePerSecond: 0.15,
  speed: 1,
  stopAfterTasks: null,
  patienceSeconds: 90,
  answerSeconds: 4,
  handleSeconds: 85,
  wrapUpSeconds: 12,
  rejectShare: 0.03,
  timeoutShare: 0.02,
  outboundShare: 0.06,
  transferShare: { cold: 0.04, warm: 0.03 },
  breakEverySeconds: 2_400,
  breakSeconds: 300,
};
