import * as v from 'valibot';
import { parseJson } from '../base/json';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import { createRouter } from '../http/router';
import { withBasicAuth } from '../identity/basic-auth';
import { flexUserOf, unauthorized } from '../identity/flex-credentials';
import { isRefused, verifyFlexToken } from '../identity/flex-token';
import { refreshSession } from '../identity/flex-users';

const TokenBody = v.object({ token: v.string() });

/** The host `iam.twilio.com`, as servers that validate Flex tokens and Flex UI itself call it. */
export const createIam = (now: () => number): HostApp => {
  const validated: HostApp = (request) => withToken(request, (token) => validate(token, now()));
  const byAccount = withBasicAuth(validated);
  return createRouter('iam.twilio.com', [
    {
      method: 'POST',
      path: '/v1/Accounts/:accountSid/Tokens/validate',
      // Flex UI before 2.13 asks with the token of its user.
      handle: (request) => (isRefused(flexUserOf(request, now())) ? byAccount(request) : validated(request)),
    },
    {
      method: 'POST',
      path: '/v1/Accounts/:accountSid/Tokens/refresh',
      handle: (request) =>
        withToken(request, (token) => {
          const claims = verifyFlexToken(token, now());
          return isRefused(claims) ? unauthorized(claims) : { status: 200, body: refreshSession(claims, now()) };
        }),
    },
  ]);
};

/** Answers 200 for an invalid token, too, as Twilio does: the question itself was answered. */
function validate(token: string, nowMs: number): HostResponse {
  const claims = verifyFlexToken(token, nowMs);
  if (isRefused(claims)) {
    return { status: 200, body: { valid: false, code: claims.code, message: claims.message } };
  }
  return {
    status: 200,
    body: {
      valid: true,
      code: 0,
      message: null,
      expiration: new Date(claims.expiresAt).toISOString(),
      realm_user_id: claims.identity,
      identity: claims.identity,
      roles: claims.roles,
      worker_sid: claims.workerSid,
    },
  };
}

function withToken(request: HostRequest, handle: (token: string) => HostResponse): HostResponse {
  let body: unknown;
  try {
    body = parseJson(request.body);
  } catch {
    body = Object.fromEntries(new URLSearchParams(request.body));
  }
  const parsed = v.safeParse(TokenBody, body);
  if (parsed.success) return handle(parsed.output.token);
  return { status: 400, body: { status: 400, code: 20001, message: "Missing required parameter 'token'" } };
}
