/** How much an account works. */
export interface Workload {
  /** In the busiest hour. */
  readonly callsAnHour: number;
  readonly callsADay: number;
  /** `EVENT_RETENTION_DAYS`. */
  readonly retentionDays: number;
  /** Processes of the backend. */
  readonly replicas: number;
}

/** The median, and what 99 of 100 events stay below, from the callback to the Sync SDK; milliseconds. */
export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What an installation needs for a workload. */
export interface Sizing {
  readonly callbacksASecond: number;
  /** `beyond`: more than was measured within the aim. */
  readonly store:
    | { readonly kind: 'embedded'; readonly latency: Latency }
    | { readonly kind: 'postgres'; readonly latency: Latency }
    | { readonly kind: 'beyond' };
  /** Of the backend; null beyond what was measured. */
  readonly cores: number | null;
  /** Of all events that are kept. */
  readonly eventsGiB: number;
  readonly callsGiBAYear: number;
  /** Of all processes to PostgreSQL, while an update does not run old and new side by side. */
  readonly connections: number;
}

/** What was measured, on two cores that sender, database and Local Twilio shared: docs/sizing.md. */
export const MEASURED = {
  /** A call of everyday has 8 to 11. */
  callbacksOfCall: 11,
  eventKiB: 1.4,
  callKiB: 4.7,
  connectionsOfProcess: 10,
  embedded: {
    upToASecond: 500,
    latency: { p50Ms: 45, p99Ms: 143 },
    cpuMs: { 100: 8.1, 500: 2.1 },
  },
  postgres: {
    upToASecond: 1_000,
    latency: { p50Ms: 51, p99Ms: 246 },
    cpuMs: { 500: 1.1, 1_000: 0.7 },
  },
} as const;

const KIB_IN_GIB = 1024 ** 2;

/** Reckons what a workload needs from {@link MEASURED}. With several processes the store is PostgreSQL. */
export function reckonSizing({ callsAnHour, callsADay, retentionDays, replicas }: Workload): Sizing {
  const { callbacksOfCall, eventKiB, callKiB, connectionsOfProcess } = MEASURED;
  const callbacksASecond = (callsAnHour * callbacksOfCall) / 3_600;
  const store = storeFor(callbacksASecond, replicas);
  return {
    callbacksASecond,
    store,
    cores: store.kind === 'beyond' ? null : coresFor(callbacksASecond, MEASURED[store.kind].cpuMs),
    eventsGiB: (callsADay * callbacksOfCall * eventKiB * retentionDays) / KIB_IN_GIB,
    callsGiBAYear: (callsADay * callKiB * 365) / KIB_IN_GIB,
    connections: replicas * connectionsOfProcess,
  };
}

function storeFor(callbacksASecond: number, replicas: number): Sizing['store'] {
  const { embedded, postgres } = MEASURED;
  if (callbacksASecond <= embedded.upToASecond && replicas === 1) {
    return { kind: 'embedded', latency: embedded.latency };
  }
  if (callbacksASecond <= postgres.upToASecond) return { kind: 'postgres', latency: postgres.latency };
  return { kind: 'beyond' };
}

/** Straight between the rates that were measured: the more come at once, the less each takes. */
function coresFor(callbacksASecond: number, cpuMs: Readonly<Record<number, number>>): number {
  const points = [[0, 0], ...Object.entries(cpuMs).map(([rate, ms]) => [Number(rate), (Number(rate) * ms) / 1_000])];
  const above = points.findIndex(([rate = 0]) => rate >= callbacksASecond);
  const [[fromRate = 0, fromCores = 0] = [], [toRate = 0, toCores = 0] = []] = points.slice(Math.max(0, above - 1));
  return toRate === fromRate
    ? fromCores
    : fromCores + ((callbacksASecond - fromRate) / (toRate - fromRate)) * (toCores - fromCores);
}
