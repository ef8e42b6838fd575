import { CallbackChange } from '../event-callbacks/callback-config';
import type { Callbacks } from '../event-callbacks/callbacks';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';

/** `GET /emulator/sync-webhooks` → how Sync's webhooks are delivered, and what became of them; `POST` changes how. */
export const syncWebhookRoutes = (webhooks: Callbacks): readonly Route[] => [
  { method: 'GET', path: '/emulator/sync-webhooks', handle: () => ({ status: 200, body: stateOf(webhooks) }) },
  {
    method: 'POST',
    path: '/emulator/sync-webhooks',
    handle: (request) =>
      withJsonBody(request, CallbackChange, (change) => {
        webhooks.configure(change);
        return { status: 200, body: stateOf(webhooks) };
      }),
  },
];

const stateOf = (webhooks: Callbacks): object => ({ settings: webhooks.config, counts: webhooks.counts() });
