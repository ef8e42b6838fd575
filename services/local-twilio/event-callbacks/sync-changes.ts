import type { EndpointChange } from '../sync/endpoints';
import type { Caller, ObjectChange } from '../sync/sync-model';
import type { ServiceConfig, SyncService } from '../sync/sync-service';
import type { SyncServices } from '../sync/sync-services';
import type { CallbackSource } from './callbacks';
import { endpointFields, objectFields, type WebhookFields } from './sync-webhook-fields';

/** What each service's `WebhookUrl` is told of its objects and its clients (docs.twilio.com, "Sync webhooks"). */
export const syncChanges =
  (services: SyncServices): CallbackSource =>
  (post) =>
    services.onChange((service, change) => {
      const { webhookUrl: url } = service.config;
      if (url === null) return;
      const fields = 'event' in change ? objectFieldsOf(service, change) : endpointFieldsOf(service, change);
      if (fields === null) return;
      post({ url, fields, about: `sync: webhook ${fields.EventType} of ${service.sid}` });
    });

function objectFieldsOf({ sid, config }: SyncService, change: ObjectChange): WebhookFields | null {
  return isTold(change.caller, config) ? objectFields(sid, change) : null;
}

/** Neither what Twilio itself writes nor the end of a time to live is an event "of the client SDK or the REST API". */
function isTold(caller: Caller | undefined, { webhooksFromRest }: ServiceConfig): boolean {
  if (caller === undefined || caller.unmetered === true) return false;
  return caller.identity !== null || webhooksFromRest;
}

const endpointFieldsOf = ({ sid, config }: SyncService, change: EndpointChange): WebhookFields | null =>
  config.reachabilityWebhooks ? endpointFields(sid, change) : null;
