import * as v from 'valibot';
import type { HostResponse } from '../http/host-app';
import { documentUpdated } from '../sync/documents';
import { SyncError, syncErrors } from '../sync/sync-error';
import type { Caller, SyncCollection, SyncEvent, SyncKind, SyncObject } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import {
  eventNotification,
  liveQueryNotification,
  liveQueryReplay,
  notificationOf,
  ORDERED_MESSAGE_TYPE,
  replayNotification,
  type Notification,
} from './notifications';

const MAX_SUBSCRIPTIONS = 2_000;
const MAX_BATCH_SIZE = 1_000;
/**
 * How long the client waits before it asks again. Twilio says 10,000; ours is shorter because the answer follows at once
 * and the SDK never clears this timer, which would keep a Node process alive that long after `shutdown()`.
 */
const ESTIMATED_DELIVERY_MS = 900;

const SubscriptionRequest = v.object({
  event_protocol_version: v.optional(v.number(), 3),
  action: v.picklist(['establish', 'cancel']),
  correlation_id: v.number(),
  requests: v.array(
    v.object({
      object_sid: v.string(),
      object_type: v.picklist(['document', 'map', 'list', 'stream', 'live_query']),
      last_event_id: v.nullish(v.number()),
      index_name: v.nullish(v.string()),
      query_string: v.nullish(v.string()),
    }),
  ),
});
type SubscriptionRequest = v.InferOutput<typeof SubscriptionRequest>;
type ObjectRequest = SubscriptionRequest['requests'][number];

export interface SubscriptionsOptions {
  readonly service: SyncService;
  readonly caller: Caller;
  /** False: events that this connection caused itself are not sent to it. */
  readonly echoToOrigin: boolean;
  /** Must deliver after the reply to the request that is being handled. */
  readonly notify: (notification: Notification) => void;
}

/** What one connection listens to. */
export interface Subscriptions {
  /** `POST /v4/Subscriptions`. */
  handle(body: unknown): HostResponse;
  /**
   * Items of this Map or List were read. A client that took the object itself from its session cache reads its items and
   * subscribes some 100 ms later without naming an event: what happens in between is missed unless we remember.
   */
  readonly itemsRead: (collection: SyncCollection) => void;
  close(): void;
}

/** What is known of one connection. */
interface Parts extends SubscriptionsOptions {
  /** Ends a subscription, by the object's SID or the query's id. */
  readonly active: Map<string, () => void>;
  /** Last event of Maps and Lists when this connection first read their items; only while it does not listen to them. */
  readonly readUpTo: Map<string, number>;
}

export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const parts: Parts = { ...options, active: new Map(), readUpTo: new Map() };
  const { active, readUpTo } = parts;
  return {
    handle(body) {
      const request = v.safeParse(SubscriptionRequest, body);
      if (!request.success) throw syncErrors.noParameters();
      if (request.output.action === 'establish') establish(parts, request.output);
      else cancel(parts, request.output);
      return {
        status: 202,
        // No `ttl_in_s`: for it, too, the SDK keeps a timer (24 hours on Twilio) that nothing clears.
        body: { estimated_delivery_in_ms: ESTIMATED_DELIVERY_MS, max_batch_size: MAX_BATCH_SIZE },
      };
    },
    itemsRead({ sid, lastEventId }) {
      if (!active.has(sid) && !readUpTo.has(sid)) readUpTo.set(sid, lastEventId);
    },
    close() {
      for (const end of active.values()) end();
      active.clear();
      readUpTo.clear();
    },
  };
}

/** One refused object does not keep the others from being subscribed to. */
function establish(parts: Parts, request: SubscriptionRequest): void {
  const established: object[] = [];
  const failed: object[] = [];
  for (const each of request.requests) {
    const { object_sid, object_type } = each;
    try {
      const last_event_id =
        object_type === 'live_query'
          ? watchQuery(parts, each, request)
          : watchObject(parts, each, object_type, request);
      established.push({ object_sid, object_type, replay_status: 'completed', last_event_id });
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      stop(parts, object_sid);
      const { status, code, message } = error;
      failed.push({ object_sid, object_type, error: { status, code, message } });
    }
  }
  answer(parts, 'subscription_established', request, established);
  answer(parts, 'subscription_failed', request, failed);
}

function cancel(parts: Parts, request: SubscriptionRequest): void {
  for (const { object_sid } of request.requests) stop(parts, object_sid);
  const events = request.requests.map(({ object_sid, object_type }) => ({ object_sid, object_type }));
  answer(parts, 'subscription_canceled', request, events);
}

function stop({ active }: Parts, sid: string): void {
  active.get(sid)?.();
  active.delete(sid);
}

/** Ends what was subscribed to under this id. @throws SyncError 54419 when there is no room for another */
function makeRoom(parts: Parts, sid: string): void {
  stop(parts, sid);
  if (parts.active.size >= MAX_SUBSCRIPTIONS) throw syncErrors.tooManySubscriptions();
}

/** Listens to an object and replays what the client missed. Returns its last event; a Stream has none. */
function watchObject(
  parts: Parts,
  request: ObjectRequest,
  kind: SyncKind,
  { event_protocol_version: version, correlation_id: correlationId }: SubscriptionRequest,
): number | null {
  const { service, caller, echoToOrigin, notify, active, readUpTo } = parts;
  const object = service.store.use(kind, request.object_sid, caller, 'read', 'free');
  makeRoom(parts, object.sid);
  const watcher = (event: SyncEvent, origin: object | undefined): void => {
    if (event.type === 'object_removed') active.delete(object.sid);
    if (!echoToOrigin && origin !== undefined && origin === caller.origin) return;
    notify(eventNotification(service.sid, event, version));
  };
  object.watchers.add(watcher);
  active.set(object.sid, () => object.watchers.delete(watcher));
  for (const missed of missedEvents(object, request.last_event_id ?? readUpTo.get(object.sid) ?? null)) {
    notify(replayNotification(service.sid, missed, version, correlationId));
  }
  readUpTo.delete(object.sid);
  return object.kind === 'stream' ? null : object.lastEventId;
}

/** Listens to a live query; a client that missed a change gets the whole result. Returns the last event of the index. */
function watchQuery(
  parts: Parts,
  { object_sid: queryId, index_name: indexName, query_string: query, last_event_id: known }: ObjectRequest,
  { event_protocol_version: version, correlation_id: correlationId }: SubscriptionRequest,
): number {
  const { service, notify, active } = parts;
  if (indexName == null || query == null) throw syncErrors.invalidQuery('index_name and query_string are needed');
  makeRoom(parts, queryId);
  const stopWatching = service.liveQueries.watch(indexName, query, (event) => {
    notify(liveQueryNotification(queryId, event, version));
  });
  active.set(queryId, stopWatching);
  const { items, lastEventId } = service.liveQueries.query(indexName, query);
  if (known !== lastEventId) notify(liveQueryReplay(queryId, items, lastEventId, version, correlationId));
  return lastEventId;
}

function answer({ notify }: Parts, type: string, request: SubscriptionRequest, events: readonly object[]): void {
  const send = (content: object): void => {
    const body = {
      event_type: type,
      correlation_id: request.correlation_id,
      event_protocol_version: request.event_protocol_version,
      ...content,
    };
    notify(notificationOf(ORDERED_MESSAGE_TYPE, body));
  };
  // Protocol 3 (twilio-sync 2.x) knows one event per message and crashes on the array.
  if (request.event_protocol_version < 4) for (const event of events) send({ event });
  else if (events.length > 0) send({ events });
}

/** Null: the client holds no state of the object, has read nothing of it and wants events from now on. */
function missedEvents(object: SyncObject, lastEventId: number | null): readonly SyncEvent[] {
  if (lastEventId === null || object.kind === 'stream') return [];
  if (object.kind !== 'document') return object.log.after(lastEventId);
  return object.lastEventId > lastEventId ? [documentUpdated(object)] : [];
}
