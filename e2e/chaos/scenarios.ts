import type { Fault } from '../support/control-plane';
import type { Day, Disturbance, Scenario } from './scenario';

const SYNC = 'sync\\.twilio\\.com';
const TASKROUTER = 'taskrouter\\.twilio\\.com';

/** Sync on a bad day: of its answers some are failures, some get lost after the work was done, some are late. */
const FAILING_SYNC: readonly Fault[] = [
  { match: { path: SYNC, method: 'POST' }, status: 503, code: 20503, probability: 0.03 },
  { match: { path: SYNC, method: 'POST' }, dropAfter: true, probability: 0.02 },
  { match: { path: SYNC, method: 'POST' }, status: 429, code: 54009, probability: 0.005 },
  { match: { path: SYNC, method: 'POST' }, delayMs: 400, probability: 0.01 },
  { match: { path: SYNC, method: 'DELETE' }, status: 503, code: 20503, probability: 0.03 },
];

const DAY: Day = {
  seed: 20_261_128,
  events: 12_000,
  speed: 60,
  ratePerSecond: 0.6,
  workers: 24,
  callbacks: { duplicate: 0.2, shuffleMs: 500, retryForMs: 300_000 },
};
/** Events are given up soon: an outage loses them, and they have to be found. */
const IMPATIENT = { ...DAY.callbacks, retryForMs: 2_000 };

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const kills = (count: number, replicas = 1): Disturbance[] =>
  times(count, (index) => ({ kind: 'kill', replica: index % replicas, whileStarting: index % 10 === 9 }));
const BASE = { replicas: [0], day: DAY, faults: FAILING_SYNC, expects: 'exact' } as const;
const seconds = (count: number): number => count * 1_000;
const minutes = (count: number): number => count * 60_000;

/** All long runs, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  {
    ...BASE,
    name: 'kills-embedded',
    title: '100 kills over 100,000 events on the embedded store',
    store: 'embedded',
    day: { ...DAY, events: 100_000 },
    timeline: kills(100),
  },
  {
    ...BASE,
    name: 'kills-postgres',
    title: '100 kills over 100,000 events on PostgreSQL',
    store: 'postgres',
    day: { ...DAY, events: 100_000 },
    timeline: kills(100),
  },
  {
    ...BASE,
    name: 'outage-2-minutes',
    title: '2 minutes without a backend with 80 tasks under way, and how soon board and rows are right again',
    store: 'embedded',
    day: { ...DAY, events: 6_000, ratePerSecond: 1, workers: 60, callbacks: { ...DAY.callbacks, retryForMs: 60_000 } },
    timeline: [{ kind: 'measured-outage', openTasks: 80, forMs: minutes(2), speed: 1 }],
  },
  {
    ...BASE,
    name: 'outage-10-minutes',
    title: '10 minutes of the simulated day without a backend, every event of them lost',
    store: 'postgres',
    day: { ...DAY, events: 6_000, ratePerSecond: 1, workers: 60, callbacks: IMPATIENT },
    timeline: [
      { kind: 'measured-outage', openTasks: 80, forMs: seconds(10), speed: 60 },
      { kind: 'measured-outage', openTasks: 80, forMs: seconds(1), speed: 1 },
    ],
  },
  {
    ...BASE,
    name: 'backend-outages',
    title: 'a backend that is away for 1 s, 5 s, 30 s and 1 minute, events lost meanwhile',
    store: 'embedded',
    day: { ...DAY, callbacks: IMPATIENT },
    timeline: [1, 5, 30, 60].map((count) => ({ kind: 'backend-away', forMs: seconds(count), speed: 10 })),
  },
  {
    ...BASE,
    name: 'database-outages',
    title: 'a PostgreSQL that crashes, stands still, and loses its network, for 1 s to 1 minute',
    store: 'postgres',
    replicas: [0, 0],
    timeline: [
      { kind: 'database-crash', forMs: 0 },
      { kind: 'database-frozen', forMs: seconds(10) },
      { kind: 'database-link', how: 'cut', forMs: seconds(5) },
      { kind: 'database-link', how: 'stall', forMs: seconds(20) },
      { kind: 'database-crash', forMs: seconds(60) },
      ...times(4, (): Disturbance => ({ kind: 'database-link', how: 'cut', forMs: 0 })),
    ],
  },
  {
    ...BASE,
    name: 'network-outages',
    title: 'a network that fails between Twilio and the backend, either way, for 5 s to 1 minute',
    store: 'embedded',
    timeline: [
      { kind: 'twilio-link', how: 'cut', forMs: seconds(10) },
      { kind: 'twilio-link', how: 'stall', forMs: seconds(20) },
      { kind: 'callbacks-cut', forMs: seconds(10), speed: 10 },
      { kind: 'answers-lost', forMs: seconds(10), share: 0.3 },
      { kind: 'faults', forMs: seconds(20), faults: [{ match: { path: SYNC }, status: 503, probability: 0.5 }] },
      { kind: 'faults', forMs: seconds(10), faults: [{ match: { path: SYNC }, dropBefore: true }] },
      { kind: 'faults', forMs: seconds(20), faults: [{ match: { path: SYNC }, status: 429, code: 54009 }] },
      { kind: 'faults', forMs: seconds(20), faults: [{ match: { path: TASKROUTER }, status: 503 }] },
      { kind: 'twilio-link', how: 'cut', forMs: seconds(60) },
    ],
  },
  {
    ...BASE,
    name: 'callbacks-lost',
    title: 'callbacks that TaskRouter never sends, while everything else is well',
    store: 'postgres',
    timeline: [
      { kind: 'callbacks-lost', forMs: seconds(5), share: 1 },
      { kind: 'callbacks-lost', forMs: seconds(20), share: 0.1 },
    ],
  },
  {
    ...BASE,
    name: 'without-events-list',
    title: 'lost callbacks while TaskRouter cannot list its events: nothing stays open, ends are estimated',
    store: 'postgres',
    day: { ...DAY, callbacks: IMPATIENT },
    faults: [...FAILING_SYNC, { match: { path: `${TASKROUTER}.*/Events` }, status: 503 }],
    timeline: [{ kind: 'backend-away', forMs: seconds(20), speed: 10 }],
    expects: 'live',
  },
  {
    ...BASE,
    name: 'two-replicas',
    title: 'two replicas over one PostgreSQL, one with a clock 120 s ahead, 40 kills in turn',
    store: 'postgres',
    replicas: [0, 120_000],
    day: { ...DAY, events: 40_000 },
    timeline: kills(40, 2),
  },
  {
    ...BASE,
    name: 'full-disk-embedded',
    title: 'an embedded store without a byte left on its disk',
    store: 'embedded',
    diskMiB: 256,
    mayEnd: true,
    timeline: times(2, (): Disturbance => ({ kind: 'disk-full', forMs: seconds(10) })),
  },
  {
    ...BASE,
    name: 'full-disk-postgres',
    title: 'a PostgreSQL without a byte left on its disk',
    store: 'postgres',
    diskMiB: 256,
    timeline: times(2, (): Disturbance => ({ kind: 'disk-full', forMs: seconds(10) })),
  },
];

/** The share that `npm test` runs: seconds instead of minutes, and the same proof at the end. */
export const SHORT_SCENARIOS: readonly Scenario[] = [
  {
    ...BASE,
    name: 'short-kills-embedded',
    title: '4 kills over 4,000 events on the embedded store, with Sync failing',
    store: 'embedded',
    day: { ...DAY, events: 4_000 },
    timeline: kills(4),
  },
  {
    ...BASE,
    name: 'short-kills-postgres',
    title: '6 kills of two replicas over 4,000 events on PostgreSQL, one with a clock 120 s ahead',
    store: 'postgres',
    replicas: [0, 120_000],
    day: { ...DAY, events: 4_000 },
    timeline: [...kills(5, 2), { kind: 'database-crash', forMs: 0 }],
  },
  {
    ...BASE,
    name: 'short-outage',
    title: 'an outage of 30 s of the simulated day whose callbacks are lost',
    store: 'embedded',
    day: { ...DAY, events: 1_500, callbacks: { ...IMPATIENT, retryForMs: 500 } },
    timeline: [{ kind: 'measured-outage', openTasks: 30, forMs: seconds(3), speed: 10 }],
  },
];
