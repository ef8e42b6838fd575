import twilio from 'twilio';
import { account } from '../base/account';
import { createSyncServices } from '../sync/sync-services';
import { createManualClock } from '../testing/manual-clock';
import { mintSyncToken, verifySyncToken } from './sync-token';

const { AccessToken } = twilio.jwt;

function genuine(changes: { secret?: string; key?: string; sid?: string; serviceSid?: string; grant?: boolean } = {}) {
  const { secret = account.apiSecret, key = account.apiKey, sid = account.accountSid, grant = true } = changes;
  const token = new AccessToken(sid, key, secret, { identity: 'alice', ttl: 600 });
  const serviceSid = changes.serviceSid ?? account.syncServiceSid;
  if (grant) token.addGrant(new AccessToken.SyncGrant({ serviceSid }));
  return token.toJwt();
}

const services = createSyncServices({ limits: { enabled: true } });

test("[TW3] the helper's own AccessToken with a SyncGrant is accepted", () => {
  const access = verifySyncToken(genuine(), services);
  expect(access).toMatchObject({ identity: 'alice', serviceSid: account.syncServiceSid, acl: true });
  expect(verifySyncToken(genuine({ serviceSid: 'default' }), services)).toMatchObject({
    serviceSid: account.syncServiceSid,
  });
});

test.each([
  ['a wrong secret', genuine({ secret: 'wrong' }), 20101],
  ['an unknown API key', genuine({ key: `SK${'f'.repeat(32)}` }), 20151],
  ['another account', genuine({ sid: `AC${'f'.repeat(32)}` }), 20151],
  ['an unknown service', genuine({ serviceSid: `IS${'f'.repeat(32)}` }), 20151],
  ['no Sync grant', genuine({ grant: false }), 20151],
  ['no dots', 'garbage', 20101],
  ['a payload that is no JSON', `${genuine().split('.')[0] ?? ''}.e.e`, 20101],
  ['the algorithm "none"', genuine().replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url')), 20101],
])('[TW3] a token with %s is refused', (_what, token, errorCode) => {
  expect(verifySyncToken(token, services)).toMatchObject({ error: { errorCode } });
});

test('[TW3] a token is good until the second of its expiry', () => {
  const clock = createManualClock();
  const timed = createSyncServices({ clock, limits: { enabled: true } });
  const options = { identity: 'alice', serviceSid: account.syncServiceSid, ttlSeconds: 60 };
  const token = mintSyncToken(options, clock.now());
  clock.advance(59_999);
  expect(verifySyncToken(token, timed)).toMatchObject({ identity: 'alice' });
  clock.advance(1);
  expect(verifySyncToken(token, timed)).toMatchObject({ error: { errorCode: 20104 } });
});
