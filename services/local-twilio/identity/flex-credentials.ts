import type { HostRequest, HostResponse } from '../http/host-app';
import { isRefused, verifyFlexToken, type FlexTokenClaims, type FlexTokenRefusal } from './flex-token';

/** User name and password of `Authorization: Basic`, or null. */
function basicCredentials(request: HostRequest): { readonly user: string; readonly password: string } | null {
  const [scheme = '', encoded = ''] = (request.headers['authorization'] ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon === -1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** A browser shows its Flex token as `x-flex-jwe`, or as the password of the user `token`. */
export function flexUserOf(request: HostRequest, nowMs: number): FlexTokenClaims | FlexTokenRefusal {
  const credentials = basicCredentials(request);
  const token = request.headers['x-flex-jwe'] ?? (credentials?.user === 'token' ? credentials.password : '');
  return verifyFlexToken(token, nowMs);
}

/** Runs `handle` for a signed-in Flex user, or answers 401. */
export function withFlexUser(
  request: HostRequest,
  nowMs: number,
  handle: (user: FlexTokenClaims) => HostResponse,
): HostResponse {
  const user = flexUserOf(request, nowMs);
  return isRefused(user) ? unauthorized(user) : handle(user);
}

/** 401 in the shape of Twilio's REST errors. Flex looks for the code in the message. */
export const unauthorized = ({ code, message }: { readonly code: number; readonly message: string }): HostResponse => ({
  status: 401,
  body: {
    status: 401,
    code,
    message: `${message} (${String(code)})`,
    more_info: `https://www.twilio.com/docs/errors/${String(code)}`,
  },
});
