import twilio from 'twilio';
import { account } from '../base/account';
import { primaryAuthToken } from '../base/auth-tokens';
import { verifyAccessToken } from '../identity/access-token';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';

const { accountSid, authToken, apiKey, apiSecret } = account;

let local: LocalTwilio;

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
});
afterAll(() => local.close());

/** The genuine helper. */
function helper(username: string, password: string): twilio.Twilio {
  const client = twilio(username, password, { accountSid });
  client.api.baseUrl = `${local.url}/__twilio/api.twilio.com`;
  client.sync.baseUrl = `${local.url}/__twilio/sync.twilio.com`;
  client.accounts.baseUrl = `${local.url}/__twilio/accounts.twilio.com`;
  return client;
}

test('[AC1] the account is told to its auth token, and to no API key', async () => {
  expect(await helper(accountSid, authToken).api.v2010.accounts(accountSid).fetch()).toMatchObject({
    sid: accountSid,
    status: 'active',
  });
  for (const client of [helper(apiKey, apiSecret), helper(accountSid, 'wrong')]) {
    await expect(client.api.v2010.accounts(accountSid).fetch()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(client.keys.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  }
  const other = `AC${'9'.repeat(32)}`;
  const error = helper(accountSid, authToken).api.v2010.accounts(other).fetch();
  await expect(error).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[AC2] a key opens the REST APIs and signs tokens until it is deleted; its secret is told once', async () => {
  const owner = helper(accountSid, authToken);
  const { sid, secret, friendlyName } = await owner.newKeys.create({ friendlyName: 'Ours – ключ' });
  expect(friendlyName).toBe('Ours – ключ');
  const [newest] = await owner.keys.list();
  expect(newest?.sid).toBe(sid);
  expect(JSON.stringify(await owner.keys(sid).fetch())).not.toContain(secret);

  const tokenOf = (signed: string): string => {
    const token = new twilio.jwt.AccessToken(accountSid, sid, signed, { identity: 'ann' });
    return token.toJwt();
  };
  expect(await helper(sid, secret).sync.v1.services.list({ limit: 1 })).toHaveLength(1);
  await expect(helper(sid, 'wrong').sync.v1.services.list({ limit: 1 })).rejects.toMatchObject({ status: 401 });
  expect(verifyAccessToken(tokenOf(secret), Date.now())).toMatchObject({ identity: 'ann' });
  expect(verifyAccessToken(tokenOf('wrong'), Date.now())).toMatchObject({ error: { errorCode: 20101 } });

  expect(await owner.keys(sid).remove()).toBe(true);
  await expect(helper(sid, secret).sync.v1.services.list({ limit: 1 })).rejects.toMatchObject({ status: 401 });
  expect(verifyAccessToken(tokenOf(secret), Date.now())).toMatchObject({ error: { errorCode: 20151 } });
  await expect(owner.keys(account.apiKey).remove()).rejects.toMatchObject({ status: 404 });
});

test('[AC3] of two auth tokens either opens the account, until the second one is promoted; then it alone does, and signs', async () => {
  const by = (token: string) => helper(accountSid, token);
  const opens = async (token: string): Promise<boolean> =>
    by(token)
      .api.v2010.accounts(accountSid)
      .fetch()
      .then(
        () => true,
        () => false,
      );
  const { authTokenPromotion, secondaryAuthToken } = by(authToken).accounts.v1;
  await expect(authTokenPromotion().update()).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(secondaryAuthToken().remove()).rejects.toMatchObject({ status: 404, code: 20404 });

  const { secondaryAuthToken: taken } = await secondaryAuthToken().create();
  await expect(secondaryAuthToken().create()).rejects.toMatchObject({ status: 400 });
  expect([await opens(authToken), await opens(taken)]).toEqual([true, true]);
  await secondaryAuthToken().remove();
  expect([await opens(authToken), await opens(taken)]).toEqual([true, false]);

  const { secondaryAuthToken: next } = await secondaryAuthToken().create();
  expect(primaryAuthToken()).toBe(authToken);
  const { authToken: promoted, accountSid: of } = await by(next).accounts.v1.authTokenPromotion().update();
  expect([of, promoted, primaryAuthToken()]).toEqual([accountSid, next, next]);
  expect([await opens(authToken), await opens(next)]).toEqual([false, true]);
});
