import { account } from '../base/account';
import { documentedCalls, PAGED, PAGING } from '../http/documented-calls';
import { createDocumentedHost, type EmulatedRoute } from '../http/documented-host';
import { formOf, type HostApp, type HostRequest, type HostResponse } from '../http/host-app';
import type { PathParams } from '../http/router';
import { createApiKey, findApiKey, listApiKeys, removeApiKey, type ApiKey } from '../identity/api-keys';
import { primaryAuthToken } from '../base/auth-tokens';
import { withAuthToken } from '../identity/basic-auth';
import { notFound } from './not-found';

/** What an operator asks of the account itself (docs.twilio.com, "Account resource", "API Key resource v2010"). */
const ACCOUNT_CALLS = documentedCalls('/2010-04-01/Accounts', {
  'GET /:account': '',
  'POST /:account': 'FriendlyName Status',
  'GET /:account/Keys.json': PAGING,
  'POST /:account/Keys.json': 'FriendlyName',
  'GET /:account/Keys/:key': '',
  'POST /:account/Keys/:key': 'FriendlyName',
  'DELETE /:account/Keys/:key': '',
});

/** The account and its API keys (`api.twilio.com`), as the `twilio` helper calls them. */
export const accountHost = (now: () => number): HostApp =>
  createDocumentedHost({ host: 'api.twilio.com', calls: ACCOUNT_CALLS, routes: accountRoutes(now) });

const ROOT = '/2010-04-01/Accounts/:account';

function accountRoutes(now: () => number): readonly EmulatedRoute[] {
  return [
    route('GET', '', [], () => ({ status: 200, body: accountView() })),
    route('GET', '/Keys.json', PAGED, ({ path }) => ({ status: 200, body: keysPage(path) })),
    route('POST', '/Keys.json', ['FriendlyName'], (request) => {
      const key = createApiKey(formOf(request).get('FriendlyName') ?? '', now());
      // The one answer that holds the secret.
      return { status: 201, body: { ...keyView(key), secret: key.secret } };
    }),
    route('GET', '/Keys/:key', [], (request, { key: name = '' }) => {
      const key = findApiKey(name.replace(/\.json$/, ''));
      return key === undefined ? notFound(request) : { status: 200, body: keyView(key) };
    }),
    route('DELETE', '/Keys/:key', [], (request, { key: name = '' }) =>
      removeApiKey(name.replace(/\.json$/, '')) ? { status: 204 } : notFound(request),
    ),
  ];
}

const route = (
  method: EmulatedRoute['method'],
  path: string,
  parameters: readonly string[],
  handle: (request: HostRequest, params: PathParams) => HostResponse,
): EmulatedRoute => ({
  method,
  path: `${ROOT}${path}`,
  parameters,
  handle: (request, params) =>
    withAuthToken(() =>
      (params['account'] ?? '').replace(/\.json$/, '') === account.accountSid
        ? handle(request, params)
        : notFound(request),
    )(request),
});

const accountView = (): object => ({
  sid: account.accountSid,
  owner_account_sid: account.accountSid,
  friendly_name: 'Local Twilio',
  status: 'active',
  type: 'Full',
  auth_token: primaryAuthToken(),
  date_created: rfc2822(Date.UTC(2025, 0, 1)),
  date_updated: rfc2822(Date.UTC(2025, 0, 1)),
  subresource_uris: {},
  uri: `/2010-04-01/Accounts/${account.accountSid}.json`,
});

const keyView = ({ sid, friendlyName, createdAt }: ApiKey): object => ({
  sid,
  friendly_name: friendlyName,
  date_created: rfc2822(createdAt),
  date_updated: rfc2822(createdAt),
});

/** All on one page: an account has few. */
function keysPage(path: string): object {
  const keys = listApiKeys();
  return {
    keys: keys.map(keyView),
    page: 0,
    page_size: 50,
    start: 0,
    end: Math.max(0, keys.length - 1),
    uri: `${path}?PageSize=50&Page=0`,
    first_page_uri: `${path}?PageSize=50&Page=0`,
    next_page_uri: null,
    previous_page_uri: null,
  };
}

/** Dates of the 2010 API: `Tue, 01 Jan 2025 00:00:00 +0000`. */
const rfc2822 = (atMs: number): string => new Date(atMs).toUTCString().replace('GMT', '+0000');
