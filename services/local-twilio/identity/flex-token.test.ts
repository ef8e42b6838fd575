import { account } from '../base/account';
import { mintFlexToken, verifyFlexToken, type FlexTokenClaims } from './flex-token';

const NOW = Date.parse('2026-01-05T09:00:00.000Z');
const claims: FlexTokenClaims = {
  accountSid: account.accountSid,
  identity: 'alice',
  roles: ['agent'],
  workerSid: 'WK00000000000000000000000000000001',
  flexUserSid: 'FU00000000000000000000000000000001',
  expiresAt: NOW + 60_000,
};

describe('Flex tokens', () => {
  it('[TK1] gives back what was signed', () => {
    expect(verifyFlexToken(mintFlexToken(claims), NOW)).toEqual(claims);
  });

  it('[TK1] refuses a token whose roles were raised after signing', () => {
    const [, signature] = mintFlexToken(claims).split('.');
    const raised = Buffer.from(JSON.stringify({ ...claims, roles: ['admin'] })).toString('base64url');
    expect(verifyFlexToken(`${raised}.${signature ?? ''}`, NOW)).toMatchObject({ code: 20101 });
  });

  it.each(['', 'abc', 'a.b', 'a.b.c', '.'])('[TK1] refuses %j', (token) => {
    expect(verifyFlexToken(token, NOW)).toMatchObject({ code: 20101 });
  });

  it('[TK1] refuses a token of another account', () => {
    const foreign = mintFlexToken({ ...claims, accountSid: 'AC00000000000000000000000000000009' });
    expect(verifyFlexToken(foreign, NOW)).toMatchObject({ code: 20101 });
  });

  it('[TK2] refuses a token from the instant at which it expires', () => {
    const token = mintFlexToken(claims);
    expect(verifyFlexToken(token, claims.expiresAt - 1)).toEqual(claims);
    expect(verifyFlexToken(token, claims.expiresAt)).toMatchObject({ code: 20104 });
  });
});
