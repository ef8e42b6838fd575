import * as v from 'valibot';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import type { ObjectUsage } from '../sync/rate-limits';
import type { SyncServices } from '../sync/sync-services';

/**
 * `GET /emulator/usage`: reads, writes and refusals per Sync object, and how near it came to its limits; with `?recent=true`
 * of those alone that were used in the last five minutes.
 */
export const usageRoutes = (services: SyncServices): readonly Route[] => [
  {
    method: 'GET',
    path: '/emulator/usage',
    handle: ({ query }) => {
      const objects = services.usage();
      const told = query.get('recent') === 'true' ? objects.filter(isRecent) : objects;
      return { status: 200, body: { limitsEnabled: services.limits.enabled, objects: told } };
    },
  },
];

const isRecent = ({ last5min: { reads, writes, rejectedReads, rejectedWrites } }: ObjectUsage): boolean =>
  reads + writes + rejectedReads + rejectedWrites > 0;

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
