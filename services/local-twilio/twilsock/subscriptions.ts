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

export function createSubscriptions({ service, caller, echoToOrigin, notify }: SubscriptionsOptions): Subscriptions {
  /** Ends a subscription, by the object's SID or the query's id. */
  const active = new Map<string, () => void>();
  /** Last event of Maps and Lists when this connection first read their items; only while it does not listen to them. */
  const readUpTo = new Map<string, number>();

  const stop = (sid: string): void => {
    active.get(sid)?.();
    active.delete(sid);
  };

  const watchObject = (object: SyncObject, version: number): void => {
    const watcher = (event: SyncEvent, origin: object | undefined): void => {
      if (event.type === 'object_removed') active.delete(object.sid);
      if (!echoToOrigin && origin !== undefined && origin === caller.origin) return;
      notify(eventNotification(service.sid, event, version));
    };
    object.watchers.add(watcher);
    active.set(object.sid, () => object.watchers.delete(watcher));
  };

  const establishObject = (request: ObjectRequest, kind: SyncKind, version: number, correlationId: number) => {
    const object = service.store.use(kind, request.object_sid, caller, 'read', 'free');
    stop(object.sid);
    if (active.size >= MAX_SUBSCRIPTIONS) throw syncErrors.tooManySubscriptions();
    watchObject(object, version);
    for (const missed of missedEvents(object, request.last_event_id ?? readUpTo.get(object.sid) ?? null)) {
      notify(replayNotification(service.sid, missed, version, correlationId));
    }
    readUpTo.delete(object.sid);
    return object.kind === 'stream' ? null : object.lastEventId;
  };

  const establishQuery = (request: ObjectRequest, version: number, correlationId: number) => {
    const { object_sid: queryId, index_name: indexName, query_string: query } = request;
    if (indexName == null || query == null) throw syncErrors.invalidQuery('index_name and query_string are needed');
    stop(queryId);
    if (active.size >= MAX_SUBSCRIPTIONS) throw syncErrors.tooManySubscriptions();
    const stopWatching = service.liveQueries.watch(indexName, query, (event) => {
      notify(liveQueryNotification(queryId, event, version));
    });
    active.set(queryId, stopWatching);
    const { items, lastEventId } = service.liveQueries.query(indexName, query);
    if (request.last_event_id !== lastEventId) {
      notify(liveQueryReplay(queryId, items, lastEventId, version, correlationId));
    }
    return lastEventId;
  };

  const answer = (type: string, request: SubscriptionRequest, events: readonly object[]): void => {
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
  };

  const establish = (request: SubscriptionRequest): void => {
    const established: object[] = [];
    const failed: object[] = [];
    for (const each of request.requests) {
      const { object_sid, object_type } = each;
      const { event_protocol_version: version, correlation_id: correlationId } = request;
      try {
        const last_event_id =
          object_type === 'live_query'
            ? establishQuery(each, version, correlationId)
            : establishObject(each, object_type, version, correlationId);
        established.push({ object_sid, object_type, replay_status: 'completed', last_event_id });
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        stop(object_sid);
        const { status, code, message } = error;
        failed.push({ object_sid, object_type, error: { status, code, message } });
      }
    }
    answer('subscription_established', request, established);
    answer('subscription_failed', request, failed);
  };

  const cancel = (request: SubscriptionRequest): void => {
    for (const { object_sid } of request.requests) stop(object_sid);
    const events = request.requests.map(({ object_sid, object_type }) => ({ object_sid, object_type }));
    answer('subscription_canceled', request, events);
  };

  return {
    handle(body) {
      const request = v.safeParse(SubscriptionRequest, body);
      if (!request.success) throw syncErrors.noParameters();
      if (request.output.action === 'establish') establish(request.output);
      else cancel(request.output);
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

/** Null: the client holds no state of the object, has read nothing of it and wants events from now on. */
function missedEvents(object: SyncObject, lastEventId: number | null): readonly SyncEvent[] {
  if (lastEventId === null || object.kind === 'stream') return [];
  if (object.kind !== 'document') return object.log.after(lastEventId);
  return object.lastEventId > lastEventId ? [documentUpdated(object)] : [];
}
