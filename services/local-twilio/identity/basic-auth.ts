import { timingSafeEqual } from 'node:crypto';
import { account } from '../base/account';
import type { HostApp, HostRequest } from '../http/host-app';

/** Account SID with the auth token, or API key with its secret: either opens Twilio's REST API. */
const CREDENTIALS = [`${account.accountSid}:${account.authToken}`, `${account.apiKey}:${account.apiSecret}`];

/** Lets requests with the account's Basic credentials through to `app`; others get 401/20003. */
export const withBasicAuth =
  (app: HostApp): HostApp =>
  (request) =>
    hasAccountCredentials(request)
      ? app(request)
      : {
          status: 401,
          headers: { 'www-authenticate': 'Basic realm="Twilio API"' },
          body: {
            code: 20003,
            message: 'Authenticate',
            more_info: 'https://www.twilio.com/docs/errors/20003',
            status: 401,
          },
        };

/** Whether a request carries the account's Basic credentials. */
export function hasAccountCredentials({ headers }: HostRequest): boolean {
  const [, encoded = ''] = /^basic\s+(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64');
  return CREDENTIALS.some((credentials) => {
    const expected = Buffer.from(credentials);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
