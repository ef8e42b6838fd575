import type { Config } from './config';
import { cannedOperations } from './http/responses/canned-operations';
import { createCallCommands } from './commands/calls/call-commands';
import { healthRoutes } from './http/health-routes';
import { openApiRoute } from './http/operations/openapi-route';
import { createReadiness, type ReadinessOptions } from './http/readiness';
import { recentCallsOperations } from './http/calls/recent-calls-operations';
import { serveOperations } from './http/operations/serve-operations';
import { refuseUntil } from './http/refuse-until';
import { createHttpServer, listen, type Listening } from './http/server';
import { syncTokensOperation } from './http/sync-tokens-operation';
import { taskRouterWebhookRoute } from './http/taskrouter-webhook-route';
import type { Ingest } from './ingest/ingest';
import type { Logger } from './base/log';
import type { Metrics } from './base/metrics';
import { within, type Clock } from './base/clock';
import type { GrantKeeper } from './outbox/permissions/grant-keeper';
import type { Database } from './store/database';
import { readOutboxState } from './store/outbox/outbox-state';
import { sharedLibrariesOf } from './store/responses/response-links';
import { StoreUnavailable, type Trouble } from './base/store-unavailable';
import type { AccountWatch } from './twilio/account-watch';
import type { createFlexTokenCheck } from './twilio/flex-token';
import { createSyncTokenIssuer } from './twilio/sync-token-issuer';
import { createSignatureCheck } from './twilio/webhook-signature';

/** Twilio gives a callback up after 15 s. What is committed later is a known event when Twilio sends it again. */
const COMMIT_LIMIT_MS = 5_000;
const LAG_LIMIT_MS = 1_000;
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
  readonly grants: GrantKeeper;
  readonly account: AccountWatch;
  readonly checkFlexToken: ReturnType<typeof createFlexTokenCheck>;
  readonly onMarked: (keys: readonly string[]) => void;
  /** Whether the database is there and its tables are up to date; until then everything but health is refused. */
  readonly isOpen: () => boolean;
}

/** The HTTP server with all its routes. @throws StartError when it cannot listen */
export async function serve(parts: ServedParts): Promise<Listening> {
  const { config, log, metrics, clock, ownClock, database, ingest, grants, account, checkFlexToken } = parts;
  const { onMarked, isOpen, phase, faults } = parts;
  const now = () => clock.now();
  const { publicBaseUrl, flexOrigins, twilio } = config;
  const server = createHttpServer(log, { clock: ownClock });
  refuseUntil(server, isOpen);
  const outboxState = () => readOutboxState(database.kysely);
  const ageOf = (at: number | null) => (at === null ? 0 : Math.max(0, now() - at) / 1_000);
  metrics.observeOutbox(async () => {
    const state = await within(ownClock, LAG_LIMIT_MS, outboxState()).catch(() => 'late' as const);
    if (state === 'late') return { watchedSeconds: NaN, lowPrioritySeconds: NaN, setAside: NaN };
    return {
      watchedSeconds: ageOf(state.watched),
      lowPrioritySeconds: ageOf(state.lowPriority),
      setAside: state.setAside,
    };
  });
  const issuer = createSyncTokenIssuer({
    config: twilio,
    sharedLibrariesOf: (workerSid) => sharedLibrariesOf(database.kysely, workerSid),
    grants,
    clock: ownClock,
    log,
  });
  const authTokens = [twilio.authToken, twilio.secondaryAuthToken].filter((token) => token !== undefined);
  const readiness = createReadiness({
    clock,
    outboxState,
    trouble: database.trouble,
    phase,
    faults,
  });
  healthRoutes(server, readiness, metrics);
  const isAclDisabled = async () => {
    await account.checked;
    return account.problems().some(({ kind }) => kind === 'sync_acl_disabled');
  };
  const { maskPhoneNumbers } = config.recentCalls;
  const operations = [
    syncTokensOperation({ issuer, isAclDisabled }),
    ...recentCallsOperations(createCallCommands({ database, maskPhoneNumbers, now, onMarked })),
    ...cannedOperations({ database, now, onMarked }),
  ];
  await serveOperations(server, { flexOrigins, checkFlexToken, now }, operations);
  openApiRoute(server, operations, publicBaseUrl);
  await taskRouterWebhookRoute(server, {
    checkSignature: createSignatureCheck(publicBaseUrl, authTokens),
    accept: async (form) => {
      const trouble = database.trouble();
      if (trouble !== null) throw new StoreUnavailable(trouble);
      const result = await within(ownClock, COMMIT_LIMIT_MS, ingest.accept([{ source: 'callback', form }]));
      if (result === 'late') throw new StoreUnavailable(LATE_COMMIT);
      return result;
    },
    metrics,
    clock,
  });
  return listen(server, config.port, config.host);
}
