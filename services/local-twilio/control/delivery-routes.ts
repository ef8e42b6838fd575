import { CallbackChange } from '../event-callbacks/callback-config';
import type { Callbacks } from '../event-callbacks/callbacks';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';

/**
 * `GET /emulator/sync-webhooks` and `GET /emulator/event-streams` → how these are delivered, and what became of them; `POST`
 * changes how.
 */
export const deliveryRoutes = (name: 'sync-webhooks' | 'event-streams', callbacks: Callbacks): readonly Route[] => [
  { method: 'GET', path: `/emulator/${name}`, handle: () => ({ status: 200, body: stateOf(callbacks) }) },
  {
    method: 'POST',
    path: `/emulator/${name}`,
    handle: (request) =>
      withJsonBody(request, CallbackChange, (change) => {
        callbacks.configure(change);
        return { status: 200, body: stateOf(callbacks) };
      }),
  },
];

const stateOf = (callbacks: Callbacks): object => ({ settings: callbacks.config, counts: callbacks.counts() });
