import type { Twilio } from 'twilio';
import { createClient } from '../../account/client';
import { readingOf, type Reading } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { right, unknown, wrong, type Finding } from '../finding';
import { isFinding, needing } from './settings';

/** Each side of the suite with its own credentials: callbacks are signed with the auth token, Sync is written with the key. */
export interface Clients {
  readonly byAuthToken: Twilio | Finding;
  readonly byApiKey: Twilio | Finding;
}

export function clientsOf(settings: Settings): Clients {
  const baseUrl = valueOf(settings, 'TWILIO_BASE_URL');
  const token = needing(settings, 'account.auth-token', ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']);
  const key = needing(settings, 'account.api-key', ['TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET']);
  return {
    byAuthToken: isFinding(token)
      ? token
      : createClient(
          {
            accountSid: token.TWILIO_ACCOUNT_SID,
            username: token.TWILIO_ACCOUNT_SID,
            password: token.TWILIO_AUTH_TOKEN,
          },
          baseUrl,
        ),
    byApiKey: isFinding(key)
      ? key
      : createClient(
          { accountSid: key.TWILIO_ACCOUNT_SID, username: key.TWILIO_API_KEY, password: key.TWILIO_API_SECRET },
          baseUrl,
        ),
  };
}

const WHERE = 'the Twilio Console, Account > API keys & tokens';

/** Whether the credentials are the account's. */
export async function checkAccount(settings: Settings, { byAuthToken, byApiKey }: Clients): Promise<Finding[]> {
  return (
    await Promise.all([
      isFinding(byAuthToken) ? [byAuthToken] : checkAuthTokens(byAuthToken, settings),
      isFinding(byApiKey) ? [byApiKey] : checkApiKey(byApiKey),
    ])
  ).flat();
}

type AccountReading = Reading<{ readonly status: string }>;

async function checkAuthTokens(client: Twilio, settings: Settings): Promise<Finding[]> {
  const accountSid = valueOf(settings, 'TWILIO_ACCOUNT_SID') ?? '';
  const second = valueOf(settings, 'TWILIO_AUTH_TOKEN_SECONDARY');
  const accountBy = (by: Twilio): Promise<AccountReading> => readingOf(by.api.v2010.accounts(accountSid).fetch());
  if (second === null) return [authTokenFinding(await accountBy(client), false)];
  const bySecond = createClient(
    { accountSid, username: accountSid, password: second },
    valueOf(settings, 'TWILIO_BASE_URL'),
  );
  const [first, other] = await Promise.all([accountBy(client), accountBy(bySecond)]);
  return [authTokenFinding(first, other.kind === 'read'), secondTokenFinding(other)];
}

function authTokenFinding(reading: AccountReading, opensBySecond: boolean): Finding {
  const check = 'account.auth-token';
  switch (reading.kind) {
    case 'read':
      if (reading.value.status === 'active') return right(check, 'The account is active, and the auth token opens it.');
      return wrong(
        check,
        `The account is ${reading.value.status}: Twilio carries out nothing for it.`,
        'Reactivate it in the Twilio Console.',
      );
    case 'refused':
    case 'missing':
      if (opensBySecond) return wrong(check, PROMOTED, EXCHANGE);
      return wrong(
        check,
        'Twilio refuses TWILIO_AUTH_TOKEN for TWILIO_ACCOUNT_SID, so that no callback can be recognised.',
        `In .env, set both as they are in ${WHERE}.`,
      );
    case 'silent':
      return unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE);
  }
}

const PROMOTED = 'Twilio refuses TWILIO_AUTH_TOKEN and takes TWILIO_AUTH_TOKEN_SECONDARY, which was promoted.';
const EXCHANGE =
  'In .env, write the second one into TWILIO_AUTH_TOKEN, empty TWILIO_AUTH_TOKEN_SECONDARY, and restart the backend.';

/** It is there while the token is rotated. After that it is a token of which somebody thought that it is gone. */
function secondTokenFinding(reading: AccountReading): Finding {
  const check = 'account.auth-token-secondary';
  switch (reading.kind) {
    case 'read':
      return right(check, 'The secondary auth token opens the account too: what is signed with either is taken.');
    case 'refused':
    case 'missing':
      return wrong(
        check,
        'Twilio refuses TWILIO_AUTH_TOKEN_SECONDARY, and the backend still takes callbacks that are signed with it.',
        'Empty it in .env, and restart the backend.',
      );
    case 'silent':
      return unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE);
  }
}

/** With a right that the suite needs of it anyway: to see Sync. */
async function checkApiKey(client: Twilio): Promise<Finding> {
  const check = 'account.api-key';
  const reading = await readingOf(client.sync.v1.services.list({ limit: 1 }));
  switch (reading.kind) {
    case 'read':
      return right(check, 'The API key opens the account.');
    case 'refused':
    case 'missing':
      return wrong(
        check,
        'Twilio refuses TWILIO_API_KEY with TWILIO_API_SECRET, so that Sync is not written and no token is good.',
        `Make a standard key in ${WHERE}, or empty both in .env and run \`npm run provision\`.`,
      );
    case 'silent':
      return unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE);
  }
}

/** What to do when Twilio is not reached. */
export const UNREACHABLE =
  'See whether this machine reaches Twilio (proxy, firewall, TWILIO_BASE_URL), and https://status.twilio.com.';
