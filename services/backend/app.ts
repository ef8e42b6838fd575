import { hostname } from 'node:os';
import type { Config } from './config';
import { NEEDED_EVENT_TYPES } from './domain/needed-event-types';
import { DEFAULT_SERVICE_LEVEL_POLICY } from './domain/queues/service-level-policy';
import { TASKROUTER_WEBHOOK_PATH } from './http/taskrouter-webhook-route';
import { createIngest } from './ingest/ingest';
import type { Observation } from './ingest/normalize-directory';
import { absentFrom, observeDirectory } from './ingest/observe-directory';
import type { Logger } from './base/log';
import { createMetrics } from './base/metrics';
import { systemClock, within, type Clock } from './base/clock';
import { createDatabaseClock } from './outbox/upkeep/database-clock';
import { createGrantKeeper } from './outbox/permissions/grant-keeper';
import { createLinkCheck } from './outbox/responses/link-check';
import { createProjector } from './outbox/projector';
import { startRetention } from './outbox/upkeep/retention';
import { startTimers, type Timers } from './outbox/upkeep/timers';
import { startReconcile } from './ingest/reconcile/reconcile';
import { serve } from './serve';
import { addDemoContent } from './seed/demo-content';
import { createDatabase } from './store/database';
import { databaseTime } from './store/database-time';
import { readKnownDirectory } from './store/directory/directory-rows';
import { migrateDatabase } from './store/migrate';
import { createTaskRouterLists } from './twilio/task-router-lists';
import { listQueues } from './store/queues/queue-read';
import { StoreUnavailable, type Trouble } from './base/store-unavailable';
import { watchAccount } from './twilio/account-watch';
import { createTwilioClient } from './twilio/client';
import { createFlexTokenCheck } from './twilio/flex-token';
import { createTwilioHttpClient } from './twilio/http-client';
import { readDirectory } from './twilio/directory';
import { loadDirectory } from './twilio/load-directory';
import { readAccount } from './twilio/read-account';
import { createSyncWriter } from './twilio/sync-writer';

const DAY_SECONDS = 86_400;
/** How long a start may take to find out that it is hopeless, before anybody can ask how it is doing. */
const FIRST_ATTEMPT_MS = 500;
/** Between two attempts to begin while the database is away. */
const START_AGAIN_MS = 1_000;

/** What the backend does not make itself. */
export interface BackendPorts {
  readonly log: Logger;
  /** This machine's; defaults to the system's. What is compared with instants in the database goes by the database's clock. */
  readonly clock?: Clock;
  /** From 0 to 1; spreads retries. Defaults to `Math.random`. */
  readonly random?: () => number;
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
  const { log, clock: ownClock = systemClock, random = Math.random } = ports;
  /** The database's, once that is open. */
  let clock = ownClock;
  const ownNow = () => ownClock.now();
  const now = () => clock.now();
  const metrics = createMetrics();
  /** Undoes what was started, the last first. */
  const closers: (() => Promise<void> | void)[] = [];
  let phase: 'starting' | 'running' | 'draining' = 'starting';
  /** Whether the database is there and its tables are up to date. */
  let isOpen = false;
  let port = config.port;
  let closing: Promise<void> | null = null;

  async function start(): Promise<'running' | 'stopped'> {
    try {
      await startAll();
    } catch (error) {
      const wasStopped = isClosing();
      await close();
      if (wasStopped) return 'stopped';
      throw error;
    }
    if (isClosing()) return 'stopped';
    phase = 'running';
    return 'running';
  }

  const isClosing = () => closing !== null;

  /** Tries again for as long as the database is away; anything else that goes wrong ends the start. */
  async function persist<T>(step: () => Promise<T>): Promise<T> {
    for (let told: string | null = null; ;) {
      if (isClosing()) throw new Error('The backend was stopped while it started.');
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        const { reason } = error.trouble;
        if (reason !== told) log.warn({ reason }, 'the database cannot be reached yet; trying again every second');
        told = reason;
        if (!isClosing()) await new Promise<void>((resolve) => (endPause = afterPause(resolve)));
      }
    }
  }

  let endPause = (): void => undefined;
  function afterPause(resolve: () => void): () => void {
    const cancel = clock.schedule(START_AGAIN_MS, resolve);
    return () => {
      cancel();
      resolve();
    };
  }

  async function startAll(): Promise<void> {
    const { databaseUrl, dataDir } = config;
    const onStatement = () => {
      metrics.storeStatements.inc();
    };
    const database = await createDatabase({ databaseUrl, dataDir, onTrouble: tellOf, onStatement });
    closers.push(() => database.close());
    // The embedded database has this machine's clock, and would only answer later.
    const ask = () => (database.kind === 'embedded' ? Promise.resolve(ownNow()) : databaseTime(database.kysely));
    const databaseClock = createDatabaseClock({ ask, own: ownClock, log });
    closers.push(() => databaseClock.close());
    clock = databaseClock;
    const reached = persist(async () => {
      await database.reach();
      await migrateDatabase(database);
      await databaseClock.follow();
    });
    // Awaited below; what ends it meanwhile is nobody's surprise.
    reached.catch(() => undefined);
    // What is hopeless, as a wrong password, is said before anybody is answered.
    await within(ownClock, FIRST_ATTEMPT_MS, reached);

    const http = createTwilioHttpClient({ baseUrl: config.twilio.baseUrl });
    closers.push(() => http.close());
    const client = createTwilioClient(config.twilio, http);
    const sync = createSyncWriter(client, config.twilio);
    const onMarked = (keys: readonly string[]) => {
      projector.wake(keys);
    };
    const grants = createGrantKeeper({ database, clock, onMarked });
    closers.push(() => {
      grants.close();
    });
    const owner = `${hostname()}:${config.port}`;
    const zone = config.reportingTimeZone;
    const { recentCalls } = config;
    let timers: Timers | null = null;
    const projector = createProjector({
      database,
      sync,
      clock,
      random,
      metrics,
      log,
      zone,
      owner,
      recentCalls,
      onVanished: () => timers?.checkLinks(),
    });
    closers.push(() => projector.close());

    const { accountSid, workspaceSid } = config.twilio;
    const home = { accountSid, workspaceSid };
    const ingest = createIngest({ database, clock, policy: DEFAULT_SERVICE_LEVEL_POLICY, home, log, onMarked });
    closers.push(() => ingest.close());
    const read = () => readAccount(config.twilio, http);
    const account = watchAccount({ facts: accountFactsOf(config), read, clock: ownClock, log, metrics });
    closers.push(() => {
      account.close();
    });
    /** A first start has no board to show before; afterwards the known directory is one worth showing. */
    let isDirectoryKnown = true;
    const faults = () => [
      ...account.problems().flatMap(({ isFatal, message }) => (isFatal ? [message] : [])),
      ...(isDirectoryKnown ? [] : ['the TaskRouter directory was not read yet']),
    ];
    const checkFlexToken = createFlexTokenCheck(config.twilio, http, ownNow);
    const listening = await serve({
      ...{ config, log, metrics, clock, ownClock, database, ingest, grants, account, checkFlexToken, onMarked, faults },
      phase: () => phase,
      isOpen: () => isOpen,
    });
    ({ port } = listening);
    closers.push(() => listening.close());

    await reached;
    isOpen = true;
    const isFirstStart = (await persist(() => listQueues(database.kysely))).length === 0;
    const listDirectory = async () => {
      // Known first: what comes into being while we list is neither known nor listed.
      const known = await readKnownDirectory(database.kysely);
      const listedAtMs = now();
      const listed = await readDirectory(client, home);
      return [...listed, ...absentFrom(listed, known, listedAtMs)];
    };
    const observe = (directory: readonly Observation[]) => observeDirectory(ingest, directory);
    const load = loadDirectory({ read: listDirectory, observe, clock, random, log });
    closers.push(() => {
      load.close();
    });
    if (isFirstStart) {
      isDirectoryKnown = false;
      void load.done.then(() => {
        isDirectoryKnown = true;
      });
      // Once: whatever is wrong with Twilio or the account is told, and can be put right, while we run.
      await load.tried;
    }
    await account.checked;

    if (config.demoContent) onMarked(await persist(() => addDemoContent(database, now())));

    await persist(() => projector.start());
    const reconcile = startReconcile({
      database,
      lists: createTaskRouterLists(client, workspaceSid),
      ingest,
      home,
      readDirectory: async () => (await observe(await listDirectory())).stored,
      clock,
      log,
      metrics,
    });
    closers.push(() => reconcile.close());
    afterOutage = reconcile.afterGap;
    const links = createLinkCheck({ database, sync, clock, log, metrics, onMarked });
    const callsTtlSeconds = recentCalls.retentionDays * DAY_SECONDS;
    const reconciled = reconcile.first;
    const onGap = reconcile.afterGap;
    const started = await persist(() =>
      startTimers({ database, clock, log, zone, links, callsTtlSeconds, onMarked, reconciled, onGap }),
    );
    timers = started;
    closers.push(() => started.close());
    const { eventRetentionDays } = config;
    const retention = startRetention({ database, clock, log, eventRetentionDays });
    closers.push(() => retention.close());
  }

  /** Callbacks that were refused meanwhile may not come again. */
  let afterOutage = (): void => undefined;

  function tellOf(trouble: Trouble | null): void {
    if (trouble === null) {
      log.info('the database is available again');
      afterOutage();
    } else log.error({ reason: trouble.reason }, 'the database is not available; trying again until it is');
  }

  function close(): Promise<void> {
    phase = 'draining';
    closing ??= closeAll();
    endPause();
    return closing;
  }

  async function closeAll(): Promise<void> {
    for (let undo = closers.pop(); undo !== undefined; undo = closers.pop()) {
      await Promise.resolve(undo()).catch((error: unknown) => {
        log.error({ err: error }, 'a part did not stop cleanly');
      });
    }
  }

  return {
    start,
    close,
    get url() {
      return `http://localhost:${port}`;
    },
  };
}

const accountFactsOf = ({ twilio, publicBaseUrl, isPublicBaseUrlSet }: Config) => ({
  isRealAccount: twilio.baseUrl === undefined,
  publicBaseUrl: isPublicBaseUrlSet ? publicBaseUrl : null,
  eventCallbackUrl: publicBaseUrl + TASKROUTER_WEBHOOK_PATH,
  neededEventTypes: NEEDED_EVENT_TYPES,
});
