import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Requests to Twilio's webhooks that were answered with 4xx, by reason. */
  readonly callbacksRefused: Counter<'reason'>;
  /** 1 while something is wrong with the account, by problem. */
  readonly accountProblems: Gauge<'problem'>;
  /** Callbacks that passed the signature check. */
  readonly eventsReceived: Counter;
  /** Events that were new to the store. */
  readonly eventsStored: Counter;
  /** Events the store already had. */
  readonly eventsDuplicate: Counter;
  /** Events stored raw with the reason why they could not be understood. */
  readonly eventsDead: Counter;
  /** Messages of shops about their visitors, by what became of them. */
  readonly activityMessages: Counter<'outcome'>;
  /** Webhooks of Sync about what its clients changed, by what became of them. */
  readonly syncChanges: Counter<'outcome'>;
  /** From the arrival of a callback to its commit. */
  readonly ingestCommitSeconds: Histogram;
  /** Statements that were sent to the database, BEGIN and COMMIT included. */
  readonly storeStatements: Counter;
  /** Says how many have a connection to the database, or wait for one, when somebody asks. */
  observePool(read: () => number): void;
  /** Requests over HTTP, from their begin to the end of the answer; never by anything that a caller can make up. */
  readonly httpRequestSeconds: Histogram<'method' | 'route' | 'code'>;
  /** Requests that write Sync, by HTTP status, or `none` without an answer. */
  readonly syncWrites: Counter<'code'>;
  /** Changes that needed no write of their own, because a later write carried them. */
  readonly syncConflated: Counter;
  /** Writes to Sync that the timeline could not keep. */
  readonly syncTimelineLost: Counter;
  /** Payloads above the size at which Sync lowers the write rate. Any is a fault of ours. */
  readonly syncOversized: Counter;
  /**
   * Says how the age of the oldest change that is not in Sync yet is found out when somebody asks, apart for responses,
   * their Lists, worker attributes and what is due for nobody in particular (`bulk`), and how many objects are set aside.
   */
  observeOutbox(
    read: () => Promise<{
      readonly watchedSeconds: number;
      readonly lowPrioritySeconds: number;
      readonly setAside: number;
    }>,
  ): void;
  /** Objects and items that somebody else had put where ours belong, by kind. */
  readonly syncForeignObjects: Counter<'kind'>;
  /** From a change in the store to its write being accepted by Sync. */
  readonly eventToSyncSeconds: Histogram;
  /** Workers whose Lists of responses could not be linked, each time it was tried. */
  readonly attributesRefused: Counter;
  /** What a comparison with TaskRouter found wrong and put right, by kind (docs/operations.md, "Reconcile"). */
  readonly drift: Counter<'kind'>;
  /** When the latest comparison with TaskRouter came to its end, in seconds since 1970. */
  readonly reconciledAt: Gauge;
  /** Comparisons that TaskRouter or the database did not let come to their end. */
  readonly reconcileFailures: Counter;
  /** When this process last looked at the figures of all queues for alerts, in seconds since 1970. */
  readonly alertsLookedAt: Gauge;
  /** Messages to webhooks of alerts that were sent, by what became of them. */
  readonly hookDeliveries: Counter<'outcome'>;
  /** Says how the webhooks of alerts do when somebody asks. */
  observeHooks(read: () => Promise<{ readonly oldestSeconds: number; readonly paused: number }>): void;
  /** What the last look at the links between workers, Lists and Documents found broken, by kind. */
  readonly linksBroken: Gauge<'kind'>;
}

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry of its own for every backend, so that two of them can live in one process of tests. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const register = registerIn(registry);
  return {
    registry,
    ...ofIngest(register),
    ...ofSync(register),
    ...ofChecks(register),
    httpRequestSeconds: requestSeconds(registry),
    observePool: (read) => {
      observing(registry, () => Promise.resolve(read()))(
        'store_pool_in_use',
        'How many have a connection to the database or wait for one',
        (inUse) => inUse,
      );
    },
    observeOutbox: (read) => {
      observeOutbox(registry, read);
    },
    observeHooks: (read) => {
      observeHooks(registry, read);
    },
  };
}

/** Few buckets: each is a row for every route. */
const REQUEST_BUCKETS = [0.01, 0.05, 0.1, 0.25, 1, 5];

const requestSeconds = (registry: Registry): Metrics['httpRequestSeconds'] =>
  new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests over HTTP, by route and class of the status',
    labelNames: ['method', 'route', 'code'],
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });

/**
 * Adds what the process itself takes: CPU, memory, the lag of its event loop. Of a process, not of a backend: several in one
 * process of tests would each watch the garbage collector.
 */
export function observeProcess({ registry }: Pick<Metrics, 'registry'>): void {
  collectDefaultMetrics({ register: registry });
}

/** How a metric is made and registered. */
interface Register {
  readonly counter: (name: string, help: string) => Counter;
  readonly counterBy: <Label extends string>(label: Label, name: string, help: string) => Counter<Label>;
  readonly gauge: (name: string, help: string) => Gauge;
  readonly gaugeBy: <Label extends string>(label: Label, name: string, help: string) => Gauge<Label>;
  readonly histogram: (name: string, help: string) => Histogram;
}

function registerIn(registry: Registry): Register {
  const registers = [registry];
  return {
    counter: (name, help) => new Counter({ name, help, registers }),
    counterBy: (label, name, help) => new Counter({ name, help, labelNames: [label], registers }),
    gauge: (name, help) => new Gauge({ name, help, registers }),
    gaugeBy: (label, name, help) => new Gauge({ name, help, labelNames: [label], registers }),
    histogram: (name, help) => new Histogram({ name, help, registers, buckets: LATENCY_BUCKETS }),
  };
}

/** From a callback to the tables. */
const ofIngest = ({ counter, counterBy, histogram }: Register) => ({
  callbacksRefused: counterBy(
    'reason',
    'callbacks_refused_total',
    'Requests to the webhooks of Twilio that were refused, by reason',
  ),
  eventsReceived: counter('events_received_total', 'Events that came with a signature that holds'),
  eventsStored: counter('events_stored_total', 'Events that were new to the store'),
  eventsDuplicate: counter('events_duplicate_total', 'Events the store already had'),
  eventsDead: counter('events_dead_total', 'Events stored raw because they could not be understood'),
  activityMessages: counterBy(
    'outcome',
    'activity_messages_total',
    'Messages of shops about their visitors, by what became of them',
  ),
  syncChanges: counterBy('outcome', 'sync_changes_total', 'Webhooks of Sync, by what became of them'),
  ingestCommitSeconds: histogram('ingest_commit_seconds', 'From the arrival of a callback to its commit'),
  storeStatements: counter('store_statements_total', 'Statements that were sent to the database'),
});

/** From the tables to Sync. */
const ofSync = ({ counter, counterBy, histogram }: Register) => ({
  syncWrites: counterBy('code', 'sync_writes_total', 'Requests that write Sync, by HTTP status'),
  syncConflated: counter('sync_conflated_total', 'Changes carried by the write of a later one'),
  syncTimelineLost: counter('sync_timeline_lost_total', 'Writes to Sync that the timeline could not keep'),
  syncOversized: counter('sync_oversized_total', 'Payloads above 1 KiB, where Sync lowers the write rate'),
  syncForeignObjects: counterBy(
    'kind',
    'sync_foreign_objects_total',
    'Objects that somebody else had created where ours belong; they are removed and created anew',
  ),
  eventToSyncSeconds: histogram('event_to_sync_seconds', 'From a change in the store to its accepted Sync write'),
  attributesRefused: counter('worker_attributes_refused_total', 'Workers whose Lists could not be linked'),
});

/** What looks at Twilio find wrong. */
const ofChecks = ({ counter, counterBy, gauge, gaugeBy }: Register) => ({
  accountProblems: gaugeBy('problem', 'account_problems', 'What is wrong with the account: 1 while it is'),
  drift: counterBy('kind', 'drift_total', 'What a comparison with TaskRouter found wrong and put right, by kind'),
  reconciledAt: gauge('reconciled_timestamp_seconds', 'When the latest comparison with TaskRouter came to its end'),
  reconcileFailures: counter('reconcile_failures_total', 'Comparisons with TaskRouter that did not come to their end'),
  alertsLookedAt: gauge(
    'alerts_looked_timestamp_seconds',
    'When this process last looked at the figures of all queues for alerts',
  ),
  hookDeliveries: counterBy(
    'outcome',
    'alert_hook_deliveries_total',
    'Messages to webhooks of alerts that were sent, by what became of them',
  ),
  linksBroken: gaugeBy(
    'kind',
    'canned_links_broken',
    'Broken links of canned responses that the last look found, by kind',
  ),
});

/** Makes gauges whose value is read when somebody asks. */
const observing =
  <Read>(registry: Registry, read: () => Promise<Read>) =>
  (name: string, help: string, value: (read: Read) => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(value(await read()));
      },
    });
  };

function observeHooks(registry: Registry, read: Parameters<Metrics['observeHooks']>[0]): void {
  const observed = observing(registry, read);
  observed(
    'alert_hook_waiting_seconds',
    'Age of the oldest message that a webhook of alerts has not taken',
    ({ oldestSeconds }) => oldestSeconds,
  );
  observed('alert_hooks_paused', 'Webhooks of alerts that somebody has rest', ({ paused }) => paused);
}

function observeOutbox(registry: Registry, read: Parameters<Metrics['observeOutbox']>[0]): void {
  const observed = observing(registry, read);
  observed(
    'projection_lag_seconds',
    'Age of the oldest change that is not in Sync yet, but for what has low priority and what is set aside',
    ({ watchedSeconds }) => watchedSeconds,
  );
  observed(
    'projection_bulk_lag_seconds',
    'Age of the oldest change of responses, Lists, permissions or worker attributes that is not written yet',
    ({ lowPrioritySeconds }) => lowPrioritySeconds,
  );
  observed(
    'sync_objects_set_aside',
    'Objects that Sync refuses or that cannot be built, tried again slowly; the log names them',
    ({ setAside }) => setAside,
  );
}
