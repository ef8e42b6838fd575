import { account } from '../base/account';
import { documentedCalls } from '../http/documented-calls';
import { createDocumentedHost } from '../http/documented-host';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import type { Route } from '../http/router';
import { createSecondaryAuthToken, promoteSecondaryAuthToken, removeSecondaryAuthToken } from '../base/auth-tokens';
import { withAuthToken } from '../identity/basic-auth';
import { notFound } from './not-found';

/** How an account changes its auth token (docs.twilio.com, "REST API: Secondary Auth Token", "REST API: Auth Token"). */
const AUTH_TOKEN_CALLS = documentedCalls('/v1/AuthTokens', {
  'POST /Secondary': 'SuppressEmailNotification',
  'DELETE /Secondary': 'SuppressEmailNotification',
  'POST /Promote': 'SuppressEmailNotification',
});

/** The account's auth tokens (`accounts.twilio.com`), as the `twilio` helper calls them. */
export const authTokensHost = (now: () => number): HostApp =>
  createDocumentedHost({
    host: 'accounts.twilio.com',
    calls: AUTH_TOKEN_CALLS,
    routes: [
      route('POST', '/Secondary', ({ path }) => {
        const token = createSecondaryAuthToken();
        return token === null
          ? THERE_ALREADY
          : { status: 201, body: viewOf(path, { secondary_auth_token: token }, now()) };
      }),
      route('DELETE', '/Secondary', (request) => (removeSecondaryAuthToken() ? { status: 204 } : notFound(request))),
      route('POST', '/Promote', (request) => {
        const token = promoteSecondaryAuthToken();
        return token === null
          ? notFound(request)
          : { status: 200, body: viewOf(request.path, { auth_token: token }, now()) };
      }),
    ],
  });

const route = (method: Route['method'], path: string, handle: (request: HostRequest) => HostResponse) => ({
  ...{ method, path: `/v1/AuthTokens${path}`, parameters: [] },
  handle: withAuthToken(handle),
});

function viewOf(path: string, token: Readonly<Record<string, string>>, nowMs: number): object {
  const at = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  const url = `https://accounts.twilio.com${path}`;
  return { account_sid: account.accountSid, ...token, date_created: at, date_updated: at, url };
}

const THERE_ALREADY: HostResponse = {
  status: 400,
  body: {
    code: 20001,
    message: 'The account has a secondary auth token already',
    more_info: 'https://www.twilio.com/docs/errors/20001',
    status: 400,
  },
};
