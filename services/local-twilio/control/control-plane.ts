import * as v from 'valibot';
import { account } from '../base/account';
import type { HostApp } from '../http/host-app';
import { withJsonBody } from '../http/json-body';
import { createRouter, type Route } from '../http/router';

const ResetRequest = v.strictObject({
  seed: v.optional(v.union([v.number(), v.string()])),
  /** The instant from which the engine's clock goes on, not after the present; by default it just goes on. */
  at: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.check((at) => Date.parse(at) <= Date.now(), 'must not be after the present'),
    ),
  ),
});
/** A parsed request. */
export type ResetRequest = v.InferOutput<typeof ResetRequest>;

export interface ControlPlaneOptions {
  /** Routes of the parts, in the order in which they are asked. */
  readonly routes: readonly Route[];
  /** Empties the account. The simulator's next run uses `seed`; the engine's clock goes on from `at`. */
  readonly reset: (how: ResetRequest) => void;
}

/** Hosts whose base URLs `GET /emulator/health` names, by the name used there. */
const HOSTS = {
  sync: 'sync.twilio.com',
  taskrouter: 'taskrouter.twilio.com',
  iam: 'iam.twilio.com',
  flexApi: 'flex-api.twilio.com',
  flex: 'flex.twilio.com',
  eventBridge: 'event-bridge.twilio.com',
} as const;

/** What tests and people steer the emulator with, under `/emulator/`. The server lets no foreign page through to it. */
export function createControlPlane({ routes, reset }: ControlPlaneOptions): HostApp {
  return createRouter('the control plane', [
    { method: 'GET', path: '/emulator/health', handle: (request) => ({ status: 200, body: health(request.baseUrl) }) },
    {
      method: 'POST',
      path: '/emulator/reset',
      handle: (request) =>
        withJsonBody(request, ResetRequest, (how) => {
          reset(how);
          return { status: 200, body: { status: 'ok' } };
        }),
    },
    ...routes,
  ]);
}

function health(baseUrl: string): object {
  const under = (host: string): string => `${baseUrl}/__twilio/${host}`;
  return {
    status: 'ok',
    ...account,
    urls: {
      twilsock: `${under('tsock.us1.twilio.com').replace(/^http/, 'ws')}/v3/wsconnect`,
      ...Object.fromEntries(Object.entries(HOSTS).map(([name, host]) => [name, under(host)])),
    },
  };
}
