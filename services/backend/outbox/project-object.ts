import {
  outboxObject,
  type BackendHeartbeat,
  type QueueDocument,
  type QueueGroupDocument,
  type QueueIndexItem,
  type QueueTrendDocument,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { serviceLevelOf } from '../domain/queues/queue-policies';
import { newestEventAt } from '../store/events';
import { listQueues } from '../store/queues/queue-read';
import { readLastCheck, type LastCheck } from '../store/reconcile-state';
import { queueBriefKey } from '../store/outbox/sync-keys';
import type { ClaimedObject } from '../store/outbox/sync-objects';
import { alertItems } from './alerts/alert-items';
import { projectCustomer } from './activity/project-customer';
import { projectPage } from './activity/project-page';
import { projectProduct } from './activity/project-product';
import { projectStep } from './activity/project-step';
import { projectSummary } from './activity/project-summary';
import { favoritesItems } from './responses/favorites-items';
import { BOARD_TTL_SECONDS, HEARTBEAT_TTL_SECONDS, LIBRARY_TTL_SECONDS } from './writes/lifetime';
import { projectAttributes } from './responses/project-attributes';
import { projectDocument, removeDocument } from './writes/project-document';
import { projectCollection } from './writes/project-collection';
import { projectAgentQueues, projectBrief } from './queues/project-brief';
import { projectPermissions, projectReaders } from './permissions/project-permissions';
import type { CollectionItem } from './writes/put-items';
import { projectResponse, projectResponseList } from './responses/project-response';
import { itemIntervalMs, OWN_GAP_MS } from './pace';
import type { Projected, ProjectionContext } from './projection';
import { recentCallsItems } from './calls/recent-calls-items';

/** A group's queues change many times a second. */
const GROUP_GAP_MS = 1_000;
const DAY_SECONDS = 86_400;

/**
 * Brings one claimed object up to date. The state is read here, after the claim, so that the newest state wins and ten
 * changes cost one write.
 *
 * @throws SyncWriteError when Sync did not do it
 */
export async function projectObject(context: ProjectionContext, object: ClaimedObject): Promise<Projected> {
  const named = outboxObject(object.key);
  // The code that marked it and this code are of different releases.
  if (named === null) throw new RangeError(`No builder for the Sync object "${object.key}"`);
  switch (named.kind) {
    case 'queue':
      return projectQueue(context, object, named.taskQueueSid);
    case 'queue-trend':
      return projectTrend(context, object, named.taskQueueSid);
    case 'queue-group':
      return projectGroup(context, object, named.groupId);
    case 'queue-brief':
      return projectBrief(context, object, named.taskQueueSid);
    case 'agent-queues':
      return projectAgentQueues(context, object, named.workerSid);
    case 'queue-index':
      return projectCollection(context, object, {
        kind: 'map',
        items: await indexItems(context),
        ttlSeconds: BOARD_TTL_SECONDS,
        gapMs: itemIntervalMs(0),
      });
    case 'queue-alerts':
      return projectCollection(context, object, {
        kind: 'map',
        items: await alertItems(context),
        ttlSeconds: BOARD_TTL_SECONDS,
        gapMs: itemIntervalMs(0),
      });
    case 'recent-calls':
      return projectCollection(context, object, {
        kind: 'map',
        items: (known) => recentCallsItems(context, object, named.workerSid, known),
        ttlSeconds: context.recentCalls.retentionDays * DAY_SECONDS,
        gapMs: OWN_GAP_MS,
      });
    case 'favorites':
      return projectCollection(context, object, {
        kind: 'map',
        items: await favoritesItems(context, named.workerSid),
        ttlSeconds: LIBRARY_TTL_SECONDS,
        gapMs: OWN_GAP_MS,
      });
    case 'customer':
      return projectCustomer(context, object, named.customerKey);
    case 'product':
      return projectProduct(context, object, named.productKey);
    case 'product-page':
      return projectPage(context, object, named.pageKey);
    case 'checkout-step':
      return projectStep(context, object, named.step);
    case 'activity-summary':
      return projectSummary(context, object, named.window);
    case 'response':
      return projectResponse(context, object, named.responseId);
    case 'response-list':
      return projectResponseList(context, object, named);
    case 'worker-attributes':
      return projectAttributes(context, object, named.workerSid);
    case 'permissions':
      return projectPermissions(context, object, named.identity);
    case 'readers':
      return projectReaders(context, object, named.likeObject);
    case 'heartbeat':
      return projectHeartbeat(context, object);
  }
}

async function projectQueue(
  context: ProjectionContext,
  object: ClaimedObject,
  taskQueueSid: TaskQueueSid,
): Promise<Projected> {
  const state = await context.reads.queue(taskQueueSid);
  if (state === null) return removeDocument(context, object);
  const payload = (v: number): QueueDocument => ({ schema: 1, v, ...state.figures });
  const projected = await projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
  // A brief that is asked for later reads the figures later.
  if (!state.isBriefed || projected.payloadHash === object.payloadHash) return projected;
  return { ...projected, followers: [...(projected.followers ?? []), queueBriefKey(taskQueueSid)] };
}

async function projectTrend(
  context: ProjectionContext,
  object: ClaimedObject,
  taskQueueSid: TaskQueueSid,
): Promise<Projected> {
  const trend = await context.reads.queueTrend(taskQueueSid);
  if (trend === null) return removeDocument(context, object);
  const payload = (v: number): QueueTrendDocument => ({ schema: 1, v, ...trend });
  return projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
}

async function projectGroup(context: ProjectionContext, object: ClaimedObject, id: string): Promise<Projected> {
  const figures = await context.reads.queueGroup(id);
  if (figures === null) return removeDocument(context, object);
  const payload = (v: number): QueueGroupDocument => ({ schema: 1, v, ...figures });
  const projected = await projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
  return { ...projected, pauseMs: GROUP_GAP_MS };
}

async function indexItems({ database, clock }: ProjectionContext): Promise<Map<string, CollectionItem>> {
  const asOf = new Date((await newestEventAt(database.kysely)) ?? clock.now()).toISOString();
  const queues = await listQueues(database.kysely);
  return new Map(
    queues.map(({ sid, name, channels, groups, keptGroups, policies }) => [
      sid,
      {
        payload: (v): QueueIndexItem => ({
          schema: 1,
          v,
          asOf,
          name,
          channels: [...channels],
          groups: [...groups],
          ...(keptGroups.length === 0 ? {} : { keptGroups: [...keptGroups] }),
          serviceLevel: serviceLevelOf(policies, channels),
          ...(policies.default.reset === undefined ? {} : { reset: policies.default.reset }),
        }),
      },
    ]),
  );
}

/** Says that this process lives, that it reached the database (the outbox gave us the object), and that it reached Sync. */
async function projectHeartbeat(context: ProjectionContext, object: ClaimedObject): Promise<Projected> {
  const newest = await newestEventAt(context.database.kysely);
  const asOf = newest === null ? null : new Date(newest).toISOString();
  const at = new Date(context.clock.now()).toISOString();
  const check = checkOf(await readLastCheck(context.database.kysely));
  const payload = (v: number): BackendHeartbeat => ({ schema: 1, v, asOf, at, timeZone: context.zone, check });
  return projectDocument(context, object, { payload, ttlSeconds: HEARTBEAT_TTL_SECONDS, always: true });
}

function checkOf(last: LastCheck | null): BackendHeartbeat['check'] {
  if (last === null) return null;
  const { checkedAtMs, repair } = last;
  return {
    at: new Date(checkedAtMs).toISOString(),
    repair: repair && { at: new Date(repair.atMs).toISOString(), count: repair.count },
  };
}

/** The instant that figures are stated for: never before an event that is in them (docs/metrics.md). */
export async function statedAt({ database, clock }: Pick<ProjectionContext, 'database' | 'clock'>): Promise<number> {
  return Math.max(clock.now(), (await newestEventAt(database.kysely)) ?? 0);
}
