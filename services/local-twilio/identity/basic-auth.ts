import { account } from '../base/account';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import { findApiKey } from './api-keys';
import { isAuthToken } from '../base/auth-tokens';
import { isSame } from '../base/is-same';

/** Account SID with the auth token, or API key with its secret: either opens Twilio's REST API. */
export const withBasicAuth =
  (app: HostApp): HostApp =>
  (request) =>
    hasAccountCredentials(request) ? app(request) : NOT_AUTHENTICATED;

/** For accounts and their keys, which a standard API key does not open (docs.twilio.com, "API keys overview"). */
export const withAuthToken =
  (app: HostApp): HostApp =>
  (request) => {
    const [username, password] = credentialsOf(request);
    return opensAccount(username, password) ? app(request) : NOT_AUTHENTICATED;
  };

const NOT_AUTHENTICATED: HostResponse = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="Twilio API"' },
  body: { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 },
};

/** Whether a request carries the account's Basic credentials. */
export function hasAccountCredentials(request: HostRequest): boolean {
  const [username, password] = credentialsOf(request);
  const key = findApiKey(username);
  return opensAccount(username, password) || (key !== undefined && isSame(password, key.secret));
}

const opensAccount = (username: string, password: string): boolean =>
  username === account.accountSid && isAuthToken(password);

function credentialsOf({ headers }: HostRequest): readonly [username: string, password: string] {
  const [, encoded = ''] = /^basic\s+(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return [username, password.join(':')];
}
