import type { LiveQueryEvent, LiveQueryItem } from '../sync/live-queries';
import type { ItemChanged, SyncEvent } from '../sync/sync-model';
import { isoOf, isoOrNull, itemUrl } from './cds-views';

/** A push to one client. */
export interface Notification {
  readonly messageType: string;
  /** JSON. */
  readonly payload: string;
}

interface Body {
  readonly event_type: string;
  readonly event_protocol_version: number;
  readonly [field: string]: unknown;
}

export const notificationOf = (messageType: string, body: Body): Notification => ({
  messageType,
  payload: JSON.stringify(body),
});

/** Live notifications by event, so that an event with a thousand watchers is written down once. */
const written = new WeakMap<SyncEvent, Map<number, Notification>>();

/** The SDK handles this type strictly in order; streams, replays and subscription answers use it. */
export const ORDERED_MESSAGE_TYPE = 'twilio.sync.event';

/** A live event of a Document, Map, List or Stream. */
export function eventNotification(serviceSid: string, event: SyncEvent, protocolVersion: number): Notification {
  const known = written.get(event)?.get(protocolVersion);
  if (known) return known;
  const messageType = event.kind === 'stream' ? ORDERED_MESSAGE_TYPE : `com.twilio.rtd.cds.${event.kind}`;
  const notification = notificationOf(messageType, {
    event_type: eventType(event),
    event_protocol_version: protocolVersion,
    event: eventBody(serviceSid, event),
  });
  const versions = written.get(event) ?? new Map<number, Notification>();
  written.set(event, versions.set(protocolVersion, notification));
  return notification;
}

/** An event that the client missed, marked with the subscription request that asked for it. */
export const replayNotification = (
  serviceSid: string,
  event: SyncEvent,
  protocolVersion: number,
  correlationId: number,
): Notification =>
  notificationOf(ORDERED_MESSAGE_TYPE, {
    event_type: eventType(event),
    event_protocol_version: protocolVersion,
    correlation_id: correlationId,
    event: eventBody(serviceSid, event),
  });

function eventType(event: SyncEvent): string {
  switch (event.type) {
    case 'document_updated':
      return 'document_updated';
    case 'message_published':
      return 'stream_message_published';
    case 'object_removed':
      return `${event.kind}_removed`;
    default:
      return `${event.kind}_${event.type}`;
  }
}

function eventBody(serviceSid: string, event: SyncEvent): object {
  switch (event.type) {
    case 'document_updated':
      return {
        id: event.id,
        document_sid: event.objectSid,
        document_unique_name: event.objectName,
        document_revision: event.revision,
        document_data: event.data,
        date_created: isoOf(event.at),
        date_expires: isoOrNull(event.expiresAt),
      };
    case 'message_published':
      return { stream_sid: event.objectSid, message_sid: event.messageSid, message_data: event.data };
    case 'object_removed':
      return { [`${event.kind}_sid`]: event.objectSid, [`${event.kind}_unique_name`]: event.objectName };
    default:
      return itemBody(serviceSid, event);
  }
}

function itemBody(serviceSid: string, event: ItemChanged): object {
  const { item, objectSid } = event;
  const common = {
    id: event.id,
    date_created: isoOf(event.at),
    item_revision: item.revision,
    item_data: item.data,
    date_expires: isoOrNull(item.expiresAt),
  };
  return event.kind === 'map'
    ? {
        ...common,
        map_sid: objectSid,
        map_revision: event.revision,
        item_key: item.key,
        item_url: itemUrl(serviceSid, 'map', objectSid, item.key),
      }
    : {
        ...common,
        list_sid: objectSid,
        list_revision: event.revision,
        item_index: item.key,
        item_url: itemUrl(serviceSid, 'list', objectSid, item.key),
      };
}

/** A change of one item of a live query's result. */
export function liveQueryNotification(queryId: string, event: LiveQueryEvent, protocolVersion: number): Notification {
  return notificationOf(ORDERED_MESSAGE_TYPE, {
    event_type: `live_query_${event.type}`,
    event_protocol_version: protocolVersion,
    strictly_ordered: true,
    event: {
      query_id: queryId,
      item_key: event.item.key,
      item_data: event.item.data,
      item_revision: event.item.revision,
      last_event_id: event.lastEventId,
    },
  });
}

/** The whole result of a live query, for a client that missed changes. */
export function liveQueryReplay(
  queryId: string,
  items: readonly LiveQueryItem[],
  lastEventId: number,
  protocolVersion: number,
  correlationId: number,
): Notification {
  return notificationOf(ORDERED_MESSAGE_TYPE, {
    event_type: 'live_query_updated',
    event_protocol_version: protocolVersion,
    correlation_id: correlationId,
    strictly_ordered: true,
    event: { query_id: queryId, items, last_event_id: lastEventId },
  });
}
