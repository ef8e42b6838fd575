import { queueAlertsMap } from '@flex-sync-suite/shared/contract';
import { hostname } from 'node:os';
import { createBoundedLog } from './base/bounded-log';
import { within, type Clock } from './base/clock';
import type { Logger } from './base/log';
import type { Metrics } from './base/metrics';
import type { AddressJudge } from './base/judged-addresses';
import type { PublicPost } from './base/public-post';
import type { Trouble } from './base/store-unavailable';
import type { Config } from './config';
import type { SyncLooking } from './domain/explorer/sync-looking';
import { NEEDED_EVENT_TYPES } from './domain/needed-event-types';
import { SYNC_WEBHOOK_PATH } from './http/activity/sync-webhook-route';
import { EVENT_STREAMS_WEBHOOK_PATH, TASKROUTER_WEBHOOK_PATH } from './http/webhooks/event-routes';
import { createActivityIngest, type ActivityIngest } from './ingest/activity/activity-ingest';
import { createChangeIngest, type ChangeIngest } from './ingest/activity/change-ingest';
import { startFolding } from './ingest/activity/start-folding';
import { toldWrite } from './ingest/explorer/told-write';
import { createIngest, type Ingest } from './ingest/ingest';
import { absentFrom, observeDirectory } from './ingest/observe-directory';
import type { Repeated } from './base/repeat';
import { startReconcile, type Reconcile } from './ingest/reconcile/reconcile';
import type { Lifecycle } from './lifecycle';
import { startHookSender, type HookSenderOptions } from './outbox/alerts/hook-sender';
import { createGrantKeeper, type GrantKeeper } from './outbox/permissions/grant-keeper';
import { createProjector, type Projector } from './outbox/projector';
import { createLinkCheck } from './outbox/responses/link-check';
import type { SyncWriter } from './outbox/sync-port';
import { createDatabaseClock } from './outbox/upkeep/database-clock';
import { startRetention } from './outbox/upkeep/retention';
import { startTimers, type Timers } from './outbox/upkeep/timers';
import type { TimelineParts } from './start-timeline';
import { createDatabase, type Database } from './store/database';
import { databaseTime } from './store/database-time';
import { readKnownDirectory } from './store/directory/directory-rows';
import { migrateDatabase } from './store/migrate';
import { watchAccount, type AccountWatch } from './twilio/account-watch';
import { createTwilioClient } from './twilio/client';
import { readDirectory } from './twilio/directory';
import { createSyncLooking } from './twilio/explorer/sync-looking';
import { createTwilioHttpClient, type TwilioHttpClient } from './twilio/http-client';
import { loadDirectory, type DirectoryLoad } from './twilio/load-directory';
import { readAccount } from './twilio/read-account';
import { createSyncWriter } from './twilio/sync-writer';
import { createTaskRouterLists } from './twilio/task-router-lists';

const DAY_SECONDS = 86_400;
/** A request a tenth of a second, of half a second each at worst. */
const LOOKING_CONNECTIONS = 8;
/** How long a start may take to find out that it is hopeless, before anybody can ask how it is doing. */
const FIRST_ATTEMPT_MS = 500;

/** What every part is started with. */
export interface StartContext {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** This machine's. */
  readonly ownClock: Clock;
  readonly random: () => number;
  readonly lifecycle: Lifecycle;
  readonly engineThread: string | undefined;
  /** The way to webhooks. */
  readonly post: PublicPost;
  /** What is thought of a webhook's address when it is named. */
  readonly judge: AddressJudge;
}

export interface OpenedStore {
  readonly database: Database;
  /** The database's, once it answers. */
  readonly clock: Clock;
  /** Settles when the database answers and its tables are up to date; rejects when that is hopeless. */
  readonly reached: Promise<void>;
}

/** Opens the database, and waits a moment for what is hopeless, as a wrong password. @throws StartError */
export async function openStore(
  { config, log, metrics, ownClock, lifecycle, engineThread }: StartContext,
  onTrouble: (trouble: Trouble | null) => void,
): Promise<OpenedStore> {
  const { databaseUrl, dataDir } = config;
  const onStatement = () => {
    metrics.storeStatements.inc();
  };
  const database = await createDatabase({ databaseUrl, dataDir, engineThread, onTrouble, onStatement });
  lifecycle.onClose(() => database.close());
  // The embedded database has this machine's clock, and would only answer later.
  const ask = () => (database.kind === 'embedded' ? Promise.resolve(ownClock.now()) : databaseTime(database.kysely));
  const clock = createDatabaseClock({ ask, own: ownClock, log });
  lifecycle.onClose(() => clock.close());
  const reached = lifecycle.persist(async () => {
    await database.reach();
    await migrateDatabase(database);
    await clock.follow();
  });
  // Awaited by the caller; what ends it meanwhile is nobody's surprise.
  reached.catch(() => undefined);
  await within(ownClock, FIRST_ATTEMPT_MS, reached);
  return { database, clock, reached };
}

/** The one connection to Twilio's REST API. */
export interface TwilioParts {
  readonly http: TwilioHttpClient;
  readonly client: ReturnType<typeof createTwilioClient>;
  readonly sync: SyncWriter;
  /** For who looks into Sync. */
  readonly looking: SyncLooking;
}

export function openTwilio({ config, lifecycle }: StartContext): TwilioParts {
  const http = createTwilioHttpClient({ baseUrl: config.twilio.baseUrl });
  lifecycle.onClose(() => http.close());
  const client = createTwilioClient(config.twilio, http);
  // Sockets of its own: who looks takes none from who writes.
  const lookingHttp = createTwilioHttpClient({ baseUrl: config.twilio.baseUrl, connections: LOOKING_CONNECTIONS });
  lifecycle.onClose(() => lookingHttp.close());
  const looking = createSyncLooking(createTwilioClient(config.twilio, lookingHttp));
  return { http, client, sync: createSyncWriter(client, config.twilio), looking };
}

/** The ways in, and the way to Sync that each of them wakes. The projector is not started yet. */
export interface Flow {
  readonly ingest: Ingest;
  readonly activity: ActivityIngest;
  readonly changes: ChangeIngest;
  /** Begins to fold what {@link activity} stores. */
  readonly fold: () => void;
  readonly grants: GrantKeeper;
  readonly projector: Projector;
  readonly onMarked: (keys: readonly string[]) => void;
  /** Begins to tell webhooks of alerts. */
  readonly tellHooks: () => void;
  readonly onHooksChanged: () => void;
}

export function createFlow(
  { config, log, metrics, random, lifecycle, post }: StartContext,
  { database, clock }: OpenedStore,
  { sync, timeline }: TimelineParts,
  onVanished: () => void,
): Flow {
  const onMarked = (keys: readonly string[]) => {
    projector.wake(keys);
    // Webhooks may have to be told what changed.
    if (keys.includes(queueAlertsMap.uniqueName)) hooks?.again();
  };
  let hooks: Repeated | null = null;
  const grants = createGrantKeeper({ database, clock, onMarked });
  lifecycle.onClose(() => {
    grants.close();
  });
  const { recentCalls, reportingTimeZone: zone, port } = config;
  const owner = `${hostname()}:${port}`;
  const parts = { database, sync, clock, random, metrics, log };
  const projector = createProjector({ ...parts, zone, owner, recentCalls, onVanished });
  lifecycle.onClose(() => projector.close());
  const ingest = createIngest({ database, clock, home: homeOf(config), log, onMarked });
  lifecycle.onClose(() => ingest.close());
  const { activityConsentCategory: consentCategory, activityObjectsInSync: mostPublished } = config;
  let folding: Repeated | null = null;
  const onStored = () => folding?.again();
  const deadLog = createBoundedLog(clock);
  lifecycle.onClose(() => {
    deadLog.close();
  });
  // Everybody has the write key of a page, and a batch has 2,500 messages.
  const telling = (what: string) => (reason: string) => {
    deadLog.note(`${what}: ${reason}`, (messages) => {
      log.warn({ reason, messages }, `${what} could not be used`);
    });
  };
  const onDead = telling('messages about visitors');
  const activity = createActivityIngest({ database, clock, consentCategory, onStored, onDead });
  const onTold = (form: Readonly<Record<string, string>>): void => {
    const write = timeline === null ? null : toldWrite(form, config.twilio, clock.now());
    if (write !== null) timeline?.record(write);
  };
  const ofChanges = { database, clock, home: config.twilio, onTold };
  const changes = createChangeIngest({ ...ofChanges, onDead: telling('webhooks of Sync') });
  lifecycle.onClose(() => changes.close());
  const fold = () => {
    folding = startFolding({ database, clock, log, mostPublished, waiting: () => activity.waiting(), onMarked });
    lifecycle.onClose(() => folding?.close());
  };
  lifecycle.onClose(() => activity.close());
  const tellHooks = () => {
    const onOutcome: HookSenderOptions['onOutcome'] = (outcome) => {
      metrics.hookDeliveries.inc({ outcome });
    };
    hooks = startHookSender({ database, clock, log, post, onOutcome });
    lifecycle.onClose(() => hooks?.close());
  };
  const onHooksChanged = () => hooks?.again();
  return { ingest, activity, changes, fold, tellHooks, onHooksChanged, grants, projector, onMarked };
}

/** Looks after the account's settings. */
export function startAccountWatch(
  { config, log, metrics, ownClock, lifecycle }: StartContext,
  http: TwilioHttpClient,
): AccountWatch {
  const read = () => readAccount(config.twilio, http, config.publicBaseUrl + EVENT_STREAMS_WEBHOOK_PATH);
  const account = watchAccount({ facts: accountFactsOf(config), read, clock: ownClock, log, metrics });
  lifecycle.onClose(() => {
    account.close();
  });
  return account;
}

/** The workspace's directory: how it is loaded at first, and read again. */
export interface DirectoryReading {
  readonly load: DirectoryLoad;
  /** Reads it, and tells how many observations were new. */
  readonly readAgain: () => Promise<number>;
}

export function startDirectory(
  { config, log, random, lifecycle }: StartContext,
  { database, clock }: OpenedStore,
  { client }: TwilioParts,
  ingest: Ingest,
): DirectoryReading {
  const list = async () => {
    // Known first: what comes into being while we list is neither known nor listed.
    const known = await readKnownDirectory(database.kysely);
    const listedAtMs = clock.now();
    const listed = await readDirectory(client, homeOf(config));
    return [...listed, ...absentFrom(listed, known, listedAtMs)];
  };
  const load = loadDirectory({
    read: list,
    observe: (directory) => observeDirectory(ingest, directory),
    ...{ clock, random, log },
  });
  lifecycle.onClose(() => {
    load.close();
  });
  return { load, readAgain: async () => (await observeDirectory(ingest, await list())).stored };
}

/** Compares with TaskRouter, at once and then again and again. */
export function startReconciling(
  { config, log, metrics, lifecycle }: StartContext,
  { database, clock }: OpenedStore,
  { client }: TwilioParts,
  ingest: Ingest,
  readDirectoryAgain: () => Promise<number>,
): Reconcile {
  const reconcile = startReconcile({
    lists: createTaskRouterLists(client, config.twilio.workspaceSid),
    home: homeOf(config),
    readDirectory: readDirectoryAgain,
    ...{ database, ingest, clock, log, metrics },
  });
  lifecycle.onClose(() => reconcile.close());
  return reconcile;
}

/** What comes back again and again while the backend runs. */
export async function startUpkeep(
  { config, log, metrics, lifecycle }: StartContext,
  { database, clock }: OpenedStore,
  { sync, whenGrown }: Pick<TimelineParts, 'sync' | 'whenGrown'>,
  onMarked: Flow['onMarked'],
  { first: reconciled, afterGap: onGap }: Reconcile,
): Promise<Timers> {
  const { recentCalls, reportingTimeZone: zone, activityObjectsInSync: mostPublished } = config;
  const links = createLinkCheck({ database, sync, clock, log, metrics, onMarked });
  const callsTtlSeconds = recentCalls.retentionDays * DAY_SECONDS;
  const parts = { database, clock, log, onMarked };
  const onAlertsLooked = (atMs: number) => {
    metrics.alertsLookedAt.set(atMs / 1_000);
  };
  const timers = await lifecycle.persist(() =>
    startTimers({ ...parts, zone, links, callsTtlSeconds, mostPublished, reconciled, onGap, onAlertsLooked }),
  );
  lifecycle.onClose(() => timers.close());
  const { eventRetentionDays, syncActivityHours } = config;
  const retention = startRetention({ database, clock, log, eventRetentionDays, syncActivityHours });
  whenGrown(retention.again);
  lifecycle.onClose(() => retention.close());
  return timers;
}

const homeOf = ({ twilio: { accountSid, workspaceSid } }: Config) => ({ accountSid, workspaceSid });

const accountFactsOf = ({ twilio, publicBaseUrl, isPublicBaseUrlSet }: Config) => ({
  isRealAccount: twilio.baseUrl === undefined,
  publicBaseUrl: isPublicBaseUrlSet ? publicBaseUrl : null,
  eventCallbackUrl: publicBaseUrl + TASKROUTER_WEBHOOK_PATH,
  syncWebhookUrl: publicBaseUrl + SYNC_WEBHOOK_PATH,
  neededEventTypes: NEEDED_EVENT_TYPES,
});
