import type { CallbackDisturbance, Fault } from '../support/control-plane';

/** One long reliability run: what stands, what happens to it, and how much must come out exact. */
export interface Scenario {
  readonly name: string;
  /** A sentence: what it survives. */
  readonly title: string;
  readonly store: 'embedded' | 'postgres';
  /** How far each replica's clock is ahead, in milliseconds: one entry per replica. */
  readonly replicas: readonly number[];
  readonly day: Day;
  /** Failures that Local Twilio answers with from the start to the end of the day. */
  readonly faults: readonly Fault[];
  /** What happens, one after the other, spread evenly over the events of the day. */
  readonly timeline: readonly Disturbance[];
  /** MiB of the file system that holds the database; the disk of the machine by default. */
  readonly diskMiB?: number;
  /**
   * `exact`: every figure and every row. `live`: what is under way now, for a day whose past TaskRouter does not tell;
   * ends that nobody saw are estimated there.
   */
  readonly expects: 'exact' | 'live';
  /** Whether the backend may end itself and be started again by its supervisor, as systemd or a container would. */
  readonly mayEnd?: boolean;
}

/** A simulated day of the contact centre. */
export interface Day {
  readonly seed: number;
  /** Ends the arrivals after this many different events were acknowledged. */
  readonly events: number;
  /** Simulated seconds per second. */
  readonly speed: number;
  /** Arrivals per simulated second. */
  readonly ratePerSecond: number;
  readonly workers: number;
  readonly callbacks: CallbackDisturbance;
}

/** Something that goes wrong. Times are real; an outage with `speed` lets the simulated day run at that speed meanwhile. */
export type Disturbance =
  /** SIGKILL of one replica, which starts again at once; the `whileStarting` kind is killed once more before it is ready. */
  | { readonly kind: 'kill'; readonly replica: number; readonly whileStarting: boolean }
  /** All replicas killed, and started again after a while. */
  | { readonly kind: 'backend-away'; readonly forMs: number; readonly speed?: number }
  /** PostgreSQL ends at once and comes back after a while. */
  | { readonly kind: 'database-crash'; readonly forMs: number }
  /** Every process of PostgreSQL stands still. */
  | { readonly kind: 'database-frozen'; readonly forMs: number }
  /** Connections to the database break or carry nothing. */
  | { readonly kind: 'database-link'; readonly how: 'cut' | 'stall'; readonly forMs: number }
  /** The same between the backend and everything of Twilio. */
  | { readonly kind: 'twilio-link'; readonly how: 'cut' | 'stall'; readonly forMs: number }
  /** TaskRouter does not reach the backend. */
  | { readonly kind: 'callbacks-cut'; readonly forMs: number; readonly speed?: number }
  /** Events are never sent, and nobody notices; then a replica starts anew, or the schedule finds it. */
  | { readonly kind: 'callbacks-lost'; readonly forMs: number; readonly share: number }
  /** The replicas' answers to TaskRouter get lost. */
  | { readonly kind: 'answers-lost'; readonly forMs: number; readonly share: number }
  /** Local Twilio fails beyond what it does throughout. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[]; readonly forMs: number }
  /** No byte is left on the database's disk. */
  | { readonly kind: 'disk-full'; readonly forMs: number }
  /**
   * All replicas killed with `openTasks` under way; after `forMs` of the day at its pace they start, the day stands still,
   * and the time is taken until the board and every row equal the truth.
   */
  | { readonly kind: 'measured-outage'; readonly openTasks: number; readonly forMs: number; readonly speed: number };
