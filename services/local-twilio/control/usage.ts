import * as v from 'valibot';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import type { SyncServices } from '../sync/sync-services';

/** `GET /emulator/usage`: reads, writes and refusals per Sync object, and how near it came to its limits. */
export const usageRoutes = (services: SyncServices): readonly Route[] => [
  {
    method: 'GET',
    path: '/emulator/usage',
    handle: () => ({ status: 200, body: { limitsEnabled: services.limits.enabled, objects: services.usage() } }),
  },
];

const Limits = v.strictObject({ enabled: v.boolean() });

/** `POST /emulator/limits` `{enabled}`: rate limits on or off. */
export const limitRoutes = (services: SyncServices): readonly Route[] => [
  {
    method: 'POST',
    path: '/emulator/limits',
    handle: (request) =>
      withJsonBody(request, Limits, ({ enabled }) => {
        services.limits.enabled = enabled;
        return { status: 200, body: { enabled } };
      }),
  },
];
