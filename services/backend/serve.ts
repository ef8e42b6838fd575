import { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Config } from './config';
import { cannedOperations } from './http/responses/canned-operations';
import { createAlertCommands } from './commands/alerts/alert-commands';
import { createAlertHookCommands } from './commands/alerts/alert-hook-commands';
import { createAlertRuleCommands } from './commands/alerts/alert-rule-commands';
import { createActivityQuestions } from './commands/activity/activity-questions';
import { createPutCatalogue } from './commands/activity/put-catalogue';
import { createShopCommands } from './commands/activity/shop-commands';
import { createCallCommands } from './commands/calls/call-commands';
import { createChangeQuestion } from './commands/activity/change-questions';
import { createSyncActivityQuestion } from './commands/explorer/sync-activity';
import { createSyncRatesQuestion } from './commands/explorer/sync-rates';
import { createQueueTrendQuestion } from './commands/queues/queue-trend';
import { createWeekBeforeQuestion } from './commands/queues/week-before';
import { createAgentActivityCommands, type WorkerActivities } from './commands/agents/agent-activity';
import { createFollowQueues } from './commands/queues/follow-queues';
import { createQueueAgentsQuestion } from './commands/queues/queue-agents';
import { createGiveTask, type TaskRouterTasks } from './commands/queues/give-task';
import { createQueueDetailQuestion, type Workflows } from './commands/queues/queue-detail';
import { alertOperations } from './http/alerts/alert-operations';
import { alertHookOperations } from './http/alerts/alert-hook-operations';
import { alertRuleOperations } from './http/alerts/alert-rule-operations';
import { createQueueFiguresQuestion } from './commands/queues/queue-figures';
import { budgetedLooking } from './commands/explorer/budgeted-looking';
import { createExplorer } from './commands/explorer/explorer';
import { createLookBudget } from './commands/explorer/read-budget';
import type { SyncLooking } from './domain/explorer/sync-looking';
import { createBoardViewCommands } from './commands/queues/board-views';
import { createQueueGroupCommands } from './commands/queues/queue-groups';
import { createQueueStatesQuestion } from './commands/queues/queue-states';
import { createFurtherFiguresQuestion } from './commands/queues/further-figures';
import { createQueueRuleCommands } from './commands/queues/queue-rules';
import { activityOperations } from './http/activity/activity-operations';
import { changeOperations } from './http/activity/change-operations';
import { createEraseCustomer } from './commands/activity/erase-customer';
import { createCustomerCommands } from './commands/activity/find-customers';
import { catalogueRoute } from './http/activity/catalogue-route';
import { customerOperations } from './http/activity/customer-operations';
import { shopOperations } from './http/activity/shop-operations';
import { shopTokenRoute, type ShopTokenRouteOptions } from './http/activity/shop-token-route';
import { syncWebhookRoute } from './http/activity/sync-webhook-route';
import { trackingRoutes } from './http/activity/tracking-routes';
import { syncActivityOperations } from './http/explorer/sync-activity-operations';
import { allExplorerOperations } from './http/explorer/all-explorer-operations';
import { healthRoutes } from './http/health-routes';
import { openApiRoute } from './http/operations/openapi-route';
import { createReadiness, type ReadinessOptions } from './http/readiness';
import { agentActivityOperations } from './http/agents/agent-activity-operations';
import { agentQueuesOperation } from './http/queues/agent-queues-operation';
import { queueOperations } from './http/queues/queue-operations';
import { boardViewOperations } from './http/queues/board-view-operations';
import { taskAgentOperation } from './http/queues/task-agent-operation';
import { queueGroupOperations } from './http/queues/queue-group-operations';
import { queueRuleOperations } from './http/queues/queue-rule-operations';
import { recentCallsOperations } from './http/calls/recent-calls-operations';
import type { ServedOperation } from './http/operations/operation';
import { serveOperations } from './http/operations/serve-operations';
import { refuseUntil } from './http/refuse-until';
import { createHttpServer, listen, type Answer, type Listening } from './http/server';
import { syncTokensOperation } from './http/sync-tokens-operation';
import { acceptInChunks } from './ingest/accept-in-chunks';
import { eventRoutes } from './http/webhooks/event-routes';
import type { ActivityIngest } from './ingest/activity/activity-ingest';
import type { ChangeIngest } from './ingest/activity/change-ingest';
import { rememberShops } from './ingest/activity/known-shops';
import type { Ingest } from './ingest/ingest';
import type { Logger } from './base/log';
import type { Metrics } from './base/metrics';
import type { AddressJudge } from './base/judged-addresses';
import type { PublicPost } from './base/public-post';
import { within, type Clock } from './base/clock';
import type { SyncWriter } from './outbox/sync-port';
import type { GrantKeeper } from './outbox/permissions/grant-keeper';
import { opaqueKeys } from './store/activity/opaque-keys';
import { installationSecret, shopById, shopOfWriteKey } from './store/activity/shops';
import { hooksStanding } from './store/alerts/alert-hooks';
import type { Database } from './store/database';
import { readOutboxState, type OutboxState } from './store/outbox/outbox-state';
import { sharedLibrariesOf } from './store/responses/response-links';
import { StoreUnavailable, type Trouble } from './base/store-unavailable';
import type { AccountWatch } from './twilio/account-watch';
import type { createFlexTokenCheck } from './twilio/flex-token';
import { localUsage } from './twilio/explorer/local-usage';
import { createShopTokenIssuer } from './twilio/shop-token-issuer';
import { createSyncTokenIssuer } from './twilio/sync-token-issuer';
import { createSignatureCheck } from './twilio/webhook-signature';

/** Twilio gives a callback up after 15 s. What is committed later is a known event when Twilio sends it again. */
const COMMIT_LIMIT_MS = 5_000;
const LAG_LIMIT_MS = 1_000;
/** Of the events of one batch; the ingest's line is ten times as long. */
const MOST_AT_ONCE = 500;
const LATE_COMMIT: Trouble = { kind: 'busy', reason: `a commit takes longer than ${COMMIT_LIMIT_MS / 1_000} s` };

/** What the routes work with. */
export interface ServedParts extends Pick<ReadinessOptions, 'phase' | 'faults'> {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The database's. */
  readonly clock: Clock;
  /** This machine's. */
  readonly ownClock: Clock;
  readonly database: Database;
  readonly ingest: Ingest;
  readonly activity: ActivityIngest;
  readonly changes: ChangeIngest;
  readonly sync: SyncWriter;
  readonly looking: SyncLooking;
  readonly taskRouter: WorkerActivities;
  readonly tasks: TaskRouterTasks;
  readonly workflows: Workflows;
  readonly grants: GrantKeeper;
  readonly account: AccountWatch;
  readonly checkFlexToken: ReturnType<typeof createFlexTokenCheck>;
  /** The way to webhooks. */
  readonly post: PublicPost;
  /** What is thought of a webhook's address when it is named. */
  readonly judge: AddressJudge;
  readonly onMarked: (keys: readonly string[]) => void;
  /** Told when webhooks were made or changed. */
  readonly onHooksChanged: () => void;
  /** Whether the database is there and its tables are up to date; until then everything but health is refused. */
  readonly isOpen: () => boolean;
}

/** The HTTP server with all its routes. @throws StartError when it cannot listen */
export async function serve(parts: ServedParts): Promise<Listening> {
  const { config, log, metrics, clock, ownClock, database, checkFlexToken, isOpen, phase, faults } = parts;
  const onAnswer = ({ method, route, status, ms }: Answer) => {
    metrics.httpRequestSeconds.observe({ method, route, code: `${Math.floor(status / 100)}xx` }, ms / 1_000);
  };
  const server = createHttpServer(log, { clock: ownClock, onAnswer });
  refuseUntil(server, isOpen);
  const outboxState = () => readOutboxState(database.kysely);
  observeOutbox(parts, outboxState);
  observeHooks(parts);
  metrics.observePool(() => database.pool.inUse);
  healthRoutes(server, createReadiness({ clock, outboxState, trouble: database.trouble, phase, faults }), metrics);
  const operations = operationsOf(parts);
  const now = () => clock.now();
  await serveOperations(server, { flexOrigins: config.flexOrigins, checkFlexToken, now }, operations);
  openApiRoute(server, operations, config.publicBaseUrl);
  await waysIn(server, parts);
  return listen(server, config.port, config.host);
}

function observeOutbox({ metrics, clock, ownClock }: ServedParts, read: () => Promise<OutboxState>): void {
  const ageOf = (at: number | null) => (at === null ? 0 : Math.max(0, clock.now() - at) / 1_000);
  metrics.observeOutbox(async () => {
    const state = await within(ownClock, LAG_LIMIT_MS, read()).catch(() => 'late' as const);
    if (state === 'late') return { watchedSeconds: NaN, lowPrioritySeconds: NaN, setAside: NaN };
    return {
      watchedSeconds: ageOf(state.watched),
      lowPrioritySeconds: ageOf(state.lowPriority),
      setAside: state.setAside,
    };
  });
}

function observeHooks({ metrics, database, clock, ownClock }: ServedParts): void {
  metrics.observeHooks(async () => {
    const standing = await within(ownClock, LAG_LIMIT_MS, hooksStanding(database.kysely)).catch(() => 'late' as const);
    if (standing === 'late') return { oldestSeconds: NaN, paused: NaN };
    const { oldestAt, paused } = standing;
    return { oldestSeconds: oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt) / 1_000, paused };
  });
}

/** All that browsers may ask. */
function operationsOf(parts: ServedParts): readonly ServedOperation[] {
  const { config, log, clock, ownClock, database, grants, account, taskRouter, tasks, workflows, onMarked } = parts;
  const givers = config.taskGivers;
  const now = () => clock.now();
  const issuer = createSyncTokenIssuer({
    config: config.twilio,
    sharedLibrariesOf: (workerSid) => sharedLibrariesOf(database.kysely, workerSid),
    grants,
    clock: ownClock,
    log,
  });
  const { maskPhoneNumbers } = config.recentCalls;
  const lending = { database, clock, onMarked, untilReadable: grants.untilReadable };
  return [
    syncTokensOperation({ issuer, isAclDisabled: isAclDisabledIn(account) }),
    ...recentCallsOperations(createCallCommands({ database, maskPhoneNumbers, now, onMarked })),
    ...queueOperations({
      detail: createQueueDetailQuestion({ database, maskPhoneNumbers, now, workflows, givers }),
      figures: createQueueFiguresQuestion({ database, now, zone: config.reportingTimeZone }),
      agents: createQueueAgentsQuestion({ database, now }),
      trend: createQueueTrendQuestion({ database, now }),
      states: createQueueStatesQuestion({ database, now, zone: config.reportingTimeZone }),
      further: createFurtherFiguresQuestion({ database, now, zone: config.reportingTimeZone }),
      weekBefore: createWeekBeforeQuestion({ database, now, zone: config.reportingTimeZone }),
    }),
    taskAgentOperation(createGiveTask({ database, now, tasks, workflows, givers })),
    ...alertOperations(createAlertCommands({ database, now, onMarked })),
    ...alertRuleOperations(createAlertRuleCommands({ database, now })),
    ...alertHookOperations(
      createAlertHookCommands({ database, now, post: parts.post, judge: parts.judge, onChanged: parts.onHooksChanged }),
    ),
    ...queueRuleOperations(createQueueRuleCommands({ database, now, onMarked })),
    ...queueGroupOperations(createQueueGroupCommands({ database, now, onMarked })),
    ...boardViewOperations(createBoardViewCommands({ database, now })),
    ...cannedOperations({ database, now, onMarked }),
    ...activityOperations(createActivityQuestions({ database, now, zone: config.reportingTimeZone })),
    ...changeOperations(createChangeQuestion({ database, now })),
    ...syncActivityOperations({
      activity: createSyncActivityQuestion({ database, now, ...timelineOf(config) }),
      rates: createSyncRatesQuestion({
        database,
        now,
        ...timelineOf(config),
        usage: localUsage(config.twilio.baseUrl),
      }),
    }),
    ...allExplorerOperations(explorerOf(parts)),
    ...shopOperations(createShopCommands({ database, now })),
    ...agentActivityOperations(
      createAgentActivityCommands({ database, now, taskRouter, changers: config.agentActivityChangers }),
    ),
    agentQueuesOperation(createFollowQueues(lending)),
    ...customerOperations(createCustomerCommands(lending), createEraseCustomer({ database, now, onMarked })),
  ];
}

/** What the timeline tells of, for how long, and whom. */
const timelineOf = ({ twilio, syncActivityHours, syncExplorerRoles, syncExplorerServices }: Config) => ({
  serviceSid: v.parse(SyncServiceSid, twilio.syncServiceSid),
  ...{ hours: syncActivityHours, roles: syncExplorerRoles, services: syncExplorerServices },
});
/** What admins see of Sync, within the budget of who looks. */
function explorerOf({ config, database, clock, ownClock, looking, log, onMarked }: ServedParts) {
  const { syncExplorerServices: furtherServices, syncExplorerRoles: roles, twilio } = config;
  const budget = createLookBudget(ownClock, () => {
    log.warn('Sync throttles who looks at it with the explorer; it looks less often for a while');
  });
  return createExplorer({
    ...{ database, now: () => clock.now(), budget, furtherServices, roles, onMarked },
    looking: budgetedLooking(looking, budget),
    lookingAnew: budgetedLooking(looking, budget, false),
    suiteSid: twilio.syncServiceSid,
    isLocalTwilio: twilio.baseUrl !== undefined,
  });
}

/** Whether the Sync service was found to have no ACL. */
const isAclDisabledIn = (account: AccountWatch) => async (): Promise<boolean> => {
  await account.checked;
  return account.problems().some(({ kind }) => kind === 'sync_acl_disabled');
};

/** How the app of a shop gets its token. */
function shopTokensOf(parts: ServedParts): Pick<ShopTokenRouteOptions, 'issue' | 'isAclDisabled'> {
  const { config, sync, database, ownClock, log, metrics, account } = parts;
  const keyOf = async (shopId: string) =>
    opaqueKeys(await installationSecret(database.kysely, 'activity')).ofShopApp(shopId);
  const issue = createShopTokenIssuer({ config: config.twilio, keyOf, clock: ownClock, ...{ sync, log, metrics } });
  return { issue, isAclDisabled: isAclDisabledIn(account) };
}

/** What Twilio and shops tell. */
async function waysIn(server: FastifyInstance, parts: ServedParts): Promise<void> {
  const { config, metrics, clock, ownClock, database, ingest, activity, changes } = parts;
  const { authToken, secondaryAuthToken } = config.twilio;
  const authTokens = [authToken, secondaryAuthToken].filter((token) => token !== undefined);
  const checkSignature = createSignatureCheck(config.publicBaseUrl, authTokens);
  const now = () => clock.now();
  /** A commit that is late, or has no database, is told at once: the sender comes again. */
  const committed = async <T>(commit: () => Promise<T>): Promise<T> => {
    const trouble = database.trouble();
    if (trouble !== null) throw new StoreUnavailable(trouble);
    const result = await within(ownClock, COMMIT_LIMIT_MS, commit());
    if (result === 'late') throw new StoreUnavailable(LATE_COMMIT);
    return result;
  };
  const findShop = rememberShops((shopId) => shopById(database.kysely, shopId), now);
  const putCatalogue = createPutCatalogue({ database, now, onMarked: parts.onMarked });
  await catalogueRoute(server, { shopById: findShop, putCatalogue, now });
  await shopTokenRoute(server, { shopById: findShop, now, ...shopTokensOf(parts) });
  await trackingRoutes(server, {
    shopOfWriteKey: rememberShops((key) => shopOfWriteKey(database.kysely, key, now()), now),
    shopById: findShop,
    accept: (batch) => committed(() => activity.accept(batch)),
    onOutcome: (outcome, messages) => {
      metrics.activityMessages.inc({ outcome }, messages);
    },
    now,
  });
  await eventRoutes(server, {
    ...{ checkSignature, metrics, clock },
    accept: (events) => committed(() => acceptInChunks(ingest, events, MOST_AT_ONCE)),
  });
  await syncWebhookRoute(server, {
    ...{ checkSignature, metrics, clock },
    accept: (form) => committed(() => changes.accept(form)),
  });
}
