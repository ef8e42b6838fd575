import { createHmac } from 'node:crypto';
import { jwt } from 'twilio';
import type { TwilioConfig } from './twilio-config';
import { issueSyncToken } from './access-token';

const config: TwilioConfig = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'auth-token',
  secondaryAuthToken: undefined,
  apiKey: `SK${'2'.repeat(32)}`,
  apiSecret: 'api-secret-of-at-least-32-characters',
  workspaceSid: `WS${'3'.repeat(32)}`,
  syncServiceSid: `IS${'4'.repeat(32)}`,
  baseUrl: undefined,
};

interface Claims {
  readonly jti: string;
  readonly iss: string;
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly grants: unknown;
}

const part = (token: string, index: number): unknown =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

test('grants one identity one Sync service for an hour, and nothing else', () => {
  const { token } = issueSyncToken(config, 'profile.agent.0123456789ab', Date.now());
  const claims = part(token, 1) as Claims;
  expect(part(token, 0)).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
  expect(claims).toMatchObject({ iss: config.apiKey, sub: config.accountSid });
  expect(claims.grants).toEqual({
    identity: 'profile.agent.0123456789ab',
    data_sync: { service_sid: config.syncServiceSid },
  });
  expect(claims.exp - claims.iat).toBe(3_600);
});

test('two tokens of the same second have different ids', () => {
  const ids = [0, 1].map(() => (part(issueSyncToken(config, 'same', Date.now()).token, 1) as Claims).jti);
  expect(new Set(ids).size).toBe(2);
});

test('is signed with the API secret, as the helper itself signs', () => {
  const { token } = issueSyncToken(config, 'somebody', Date.now());
  const [header = '', payload = '', signature] = token.split('.');
  const helper = new jwt.AccessToken(config.accountSid, config.apiKey, config.apiSecret, { identity: 'somebody' });
  expect(helper.toJwt().split('.')[0]).toBe(header);
  expect(signature).toBe(createHmac('sha256', config.apiSecret).update(`${header}.${payload}`).digest('base64url'));
});
