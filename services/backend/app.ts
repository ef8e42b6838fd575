import { systemClock, type Clock } from './base/clock';
import type { Logger } from './base/log';
import { createMetrics, type Metrics } from './base/metrics';
import { createAddressJudge, type AddressJudge } from './base/judged-addresses';
import { createPublicPost, type PublicPost } from './base/public-post';
import type { Trouble } from './base/store-unavailable';
import type { Config } from './config';
import type { Reconcile } from './ingest/reconcile/reconcile';
import { createLifecycle } from './lifecycle';
import type { Timers } from './outbox/upkeep/timers';
import { addDemoShop } from './seed/demo-shop';
import { addDemoContent } from './seed/demo-content';
import { serve } from './serve';
import {
  createFlow,
  openStore,
  openTwilio,
  startAccountWatch,
  startDirectory,
  startReconciling,
  startUpkeep,
  type OpenedStore,
  type StartContext,
} from './start-parts';
import { openTimeline } from './start-timeline';
import { listQueues } from './store/queues/queue-read';
import { settlePolicies } from './store/queues/settle-policies';
import type { AccountWatch } from './twilio/account-watch';
import { createFlexTokenCheck } from './twilio/flex-token';
import { createTaskAttributes } from './twilio/task-attributes';
import { createWorkerActivities } from './twilio/worker-activities';
import { createWorkflows } from './twilio/workflows';

/** What the backend does not make itself. */
export interface BackendPorts {
  readonly log: Logger;
  /** This machine's; defaults to the system's. What is compared with instants in the database goes by the database's clock. */
  readonly clock?: Clock;
  /** From 0 to 1; spreads retries. Defaults to `Math.random`. */
  readonly random?: () => number;
  /** Bundle of the thread that runs the embedded database; without one it runs in this thread. */
  readonly engineThread?: string;
  /** Defaults to new ones. */
  readonly metrics?: Metrics;
  /** The way to webhooks. Default: https, to public addresses alone; a test may have receivers of its own. */
  readonly post?: PublicPost;
  /** What is thought of a webhook's address when it is named. Default: by the same rule. */
  readonly judge?: AddressJudge;
}

export interface Backend {
  /**
   * Resolves with `running` when the backend accepts work and its board is being written, however long its database keeps
   * it waiting, or with `stopped` when it was closed before.
   * @throws Error with one sentence for the operator; nothing is left open then
   */
  start(): Promise<'running' | 'stopped'>;
  /** Stops in order: no new work, what was accepted is committed, what was claimed is written. May be called at any time. */
  close(): Promise<void>;
  /** `http://localhost:<port>`; known once started. */
  readonly url: string;
}

/** The whole backend in this process. */
export function createBackend(config: Config, ports: BackendPorts): Backend {
  const { log, clock: ownClock = systemClock, random = Math.random, engineThread, post = createPublicPost() } = ports;
  const { metrics = createMetrics(), judge = createAddressJudge() } = ports;
  const lifecycle = createLifecycle(log, ownClock);
  const context: StartContext = {
    config,
    log,
    metrics,
    ownClock,
    random,
    lifecycle,
    engineThread,
    post,
    judge,
  };
  const running: Running = { isOpen: false, port: config.port, timers: null, reconcile: null };
  return {
    start: async () => {
      try {
        await startAll(context, running);
      } catch (error) {
        const wasStopped = lifecycle.phase() === 'draining';
        await lifecycle.close();
        if (wasStopped) return 'stopped';
        throw error;
      }
      lifecycle.started();
      return lifecycle.phase() === 'running' ? 'running' : 'stopped';
    },
    close: lifecycle.close,
    get url() {
      return `http://localhost:${running.port}`;
    },
  };
}

/** What is known of a backend while it starts, and afterwards. */
interface Running {
  /** Whether the database is there and its tables are up to date. */
  isOpen: boolean;
  port: number;
  timers: Timers | null;
  reconcile: Reconcile | null;
}

async function startAll(context: StartContext, running: Running): Promise<void> {
  const { config, log, metrics, ownClock, lifecycle, post, judge } = context;
  const store = await openStore(context, tellOf(context, running));
  const twilio = openTwilio(context);
  const timeline = openTimeline(context, store, twilio.sync);
  const flow = createFlow(context, store, timeline, () => running.timers?.checkLinks());
  const account = startAccountWatch(context, twilio.http);
  /** A first start has no board to show before; afterwards the known directory is one worth showing. */
  let isDirectoryKnown = true;
  const listening = await serve({
    ...{ config, log, metrics, ownClock, account, post, judge, sync: timeline.sync, ...store, ...flow },
    looking: twilio.looking,
    taskRouter: createWorkerActivities(twilio.client, config.twilio.workspaceSid),
    tasks: createTaskAttributes(twilio.client, config.twilio.workspaceSid),
    workflows: createWorkflows(twilio.client, config.twilio.workspaceSid, () => ownClock.now()),
    checkFlexToken: createFlexTokenCheck(config.twilio, twilio.http, () => ownClock.now()),
    faults: () => faultsOf(account, isDirectoryKnown),
    phase: lifecycle.phase,
    isOpen: () => running.isOpen,
  });
  running.port = listening.port;
  lifecycle.onClose(() => listening.close());

  await store.reached;
  running.isOpen = true;
  const isFirstStart = await lifecycle.persist(() => hasNoQueue(store));
  const directory = startDirectory(context, store, twilio, flow.ingest);
  if (isFirstStart) {
    isDirectoryKnown = false;
    void directory.load.done.then(() => {
      isDirectoryKnown = true;
    });
    // Once: whatever is wrong with Twilio or the account is told, and can be put right, while we run.
    await directory.load.tried;
  }
  await account.checked;
  if (config.demoContent) flow.onMarked(await lifecycle.persist(() => addDemo(store)));
  // Does the rest of a change of the rules that ended with a process.
  await lifecycle.persist(() => settlePolicies(store.database.patient, { now: () => store.clock.now() }));
  await lifecycle.persist(() => flow.projector.start());
  flow.fold();
  flow.tellHooks();
  running.reconcile = startReconciling(context, store, twilio, flow.ingest, directory.readAgain);
  running.timers = await startUpkeep(context, store, timeline, flow.onMarked, running.reconcile);
}

const tellOf =
  ({ log }: StartContext, running: Running) =>
  (trouble: Trouble | null): void => {
    if (trouble === null) {
      log.info('the database is available again');
      // Callbacks that were refused meanwhile may not come again.
      running.reconcile?.afterGap();
    } else log.error({ reason: trouble.reason }, 'the database is not available; trying again until it is');
  };

/** @returns the keys that were marked */
async function addDemo({ database, clock }: OpenedStore): Promise<string[]> {
  await addDemoShop(database, clock.now());
  return addDemoContent(database, clock.now());
}

const hasNoQueue = async ({ database }: OpenedStore): Promise<boolean> =>
  (await listQueues(database.kysely)).length === 0;

const faultsOf = (account: AccountWatch, isDirectoryKnown: boolean): string[] => [
  ...account.problems().flatMap(({ isFatal, message }) => (isFatal ? [message] : [])),
  ...(isDirectoryKnown ? [] : ['the TaskRouter directory was not read yet']),
];
