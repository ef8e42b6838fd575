import { SyncError, syncErrors } from '../sync/sync-error';
import type { ServiceConfig } from '../sync/sync-service';
import { booleanOf } from './sync-form';

/** The parameters of a service (docs.twilio.com, "Sync Service resource"). */
export const SERVICE_FIELDS = [
  'FriendlyName',
  'AclEnabled',
  'WebhookUrl',
  'WebhooksFromRestEnabled',
  'ReachabilityWebhooksEnabled',
  'ReachabilityDebouncingEnabled',
  'ReachabilityDebouncingWindow',
];

/**
 * The settings that a form names; the others are undefined in none of them.
 * @throws SyncError 400, before anything has changed
 */
export function settingsOf(form: URLSearchParams): Partial<ServiceConfig> {
  const settings = {
    friendlyName: form.get('FriendlyName') ?? undefined,
    aclEnabled: booleanOf(form, 'AclEnabled'),
    webhookUrl: webhookUrlOf(form),
    webhooksFromRest: booleanOf(form, 'WebhooksFromRestEnabled'),
    reachabilityWebhooks: booleanOf(form, 'ReachabilityWebhooksEnabled'),
    reachabilityDebouncing: booleanOf(form, 'ReachabilityDebouncingEnabled'),
    reachabilityDebouncingMs: debouncingOf(form),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** An empty one takes it away. @throws SyncError 400/54051 */
function webhookUrlOf(form: URLSearchParams): string | null | undefined {
  const text = form.get('WebhookUrl');
  if (text === null) return undefined;
  if (text === '') return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw syncErrors.invalidWebhookUrl();
  return text;
}

/** @throws SyncError 400/20001 */
function debouncingOf(form: URLSearchParams): number | undefined {
  const text = form.get('ReachabilityDebouncingWindow');
  if (text === null) return undefined;
  const ms = Number(text);
  if (Number.isInteger(ms) && ms >= 1_000 && ms <= 30_000) return ms;
  throw new SyncError(400, 20001, 'ReachabilityDebouncingWindow must be between 1000 and 30000');
}
