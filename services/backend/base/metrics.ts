import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Requests to the webhook that were answered with 4xx, by reason. */
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
  /** From the arrival of a callback to its commit. */
  readonly ingestCommitSeconds: Histogram;
  /** Statements that were sent to the database, BEGIN and COMMIT included. */
  readonly storeStatements: Counter;
  /** Requests that write Sync, by HTTP status, or `none` without an answer. */
  readonly syncWrites: Counter<'code'>;
  /** Changes that needed no write of their own, because a later write carried them. */
  readonly syncConflated: Counter;
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
  /** What the last look at the links between workers, Lists and Documents found broken, by kind. */
  readonly linksBroken: Gauge<'kind'>;
}

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry of its own for every backend, so that two of them can live in one process of tests. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const histogram = (name: string, help: string) => new Histogram({ name, help, registers, buckets: LATENCY_BUCKETS });
  return {
    registry,
    callbacksRefused: new Counter({
      name: 'callbacks_refused_total',
      help: 'Requests to the webhook that were refused, by reason',
      labelNames: ['reason'],
      registers,
    }),
    accountProblems: new Gauge({
      name: 'account_problems',
      help: 'What is wrong with the account: 1 while it is',
      labelNames: ['problem'],
      registers,
    }),
    eventsReceived: counter('events_received_total', 'Callbacks that passed the signature check'),
    eventsStored: counter('events_stored_total', 'Events that were new to the store'),
    eventsDuplicate: counter('events_duplicate_total', 'Events the store already had'),
    eventsDead: counter('events_dead_total', 'Events stored raw because they could not be understood'),
    ingestCommitSeconds: histogram('ingest_commit_seconds', 'From the arrival of a callback to its commit'),
    storeStatements: counter('store_statements_total', 'Statements that were sent to the database'),
    syncWrites: new Counter({
      name: 'sync_writes_total',
      help: 'Requests that write Sync, by HTTP status',
      labelNames: ['code'],
      registers,
    }),
    syncConflated: counter('sync_conflated_total', 'Changes carried by the write of a later one'),
    syncOversized: counter('sync_oversized_total', 'Payloads above 1 KiB, where Sync lowers the write rate'),
    syncForeignObjects: new Counter({
      name: 'sync_foreign_objects_total',
      help: 'Objects that somebody else had created where ours belong; they are removed and created anew',
      labelNames: ['kind'],
      registers,
    }),
    observeOutbox: (read) => {
      new Gauge({
        name: 'projection_lag_seconds',
        help: 'Age of the oldest change that is not in Sync yet, but for what has low priority and what is set aside',
        registers,
        async collect() {
          this.set((await read()).watchedSeconds);
        },
      });
      new Gauge({
        name: 'projection_bulk_lag_seconds',
        help: 'Age of the oldest change of responses, Lists, permissions or worker attributes that is not written yet',
        registers,
        async collect() {
          this.set((await read()).lowPrioritySeconds);
        },
      });
      new Gauge({
        name: 'sync_objects_set_aside',
        help: 'Objects that Sync refuses or that cannot be built, tried again slowly; the log names them',
        registers,
        async collect() {
          this.set((await read()).setAside);
        },
      });
    },
    eventToSyncSeconds: histogram('event_to_sync_seconds', 'From a change in the store to its accepted Sync write'),
    attributesRefused: counter('worker_attributes_refused_total', 'Workers whose Lists could not be linked'),
    drift: new Counter({
      name: 'drift_total',
      help: 'What a comparison with TaskRouter found wrong and put right, by kind',
      labelNames: ['kind'],
      registers,
    }),
    reconciledAt: new Gauge({
      name: 'reconciled_timestamp_seconds',
      help: 'When the latest comparison with TaskRouter came to its end',
      registers,
    }),
    reconcileFailures: counter(
      'reconcile_failures_total',
      'Comparisons with TaskRouter that did not come to their end',
    ),
    linksBroken: new Gauge({
      name: 'canned_links_broken',
      help: 'Broken links of canned responses that the last look found, by kind',
      labelNames: ['kind'],
      registers,
    }),
  };
}
