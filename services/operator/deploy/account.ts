import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { createClient } from '../account/client';
import type { Reader } from '../account/served-file';
import { valueOf, type Settings } from '../account/settings';
import { CannotDeploy } from './cannot-deploy';

/** What deploy and rollback work with. */
export interface Account extends Reader {
  /** With the auth token: the plugins' files are read back with it. */
  readonly client: Twilio;
  readonly accountSid: string;
  /** `plugins/` of the checkout. */
  readonly pluginsFolder: string;
  /** Waits between two looks at something that Twilio needs a moment for. */
  readonly wait: (ms: number) => Promise<void>;
}

/** @throws CannotDeploy with what is missing */
export function accountOf(settings: Settings, folder: string): Account {
  const [accountSid, authToken] = [valueOf(settings, 'TWILIO_ACCOUNT_SID'), valueOf(settings, 'TWILIO_AUTH_TOKEN')];
  if (accountSid === null || authToken === null || settings.TWILIO_BASE_URL.state === 'malformed') {
    throw new CannotDeploy(
      'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN or TWILIO_BASE_URL is not set, or has another form.',
      'Correct it in .env; `npm run doctor` says which.',
    );
  }
  const baseUrl = valueOf(settings, 'TWILIO_BASE_URL');
  return {
    client: createClient({ accountSid, username: accountSid, password: authToken }, baseUrl),
    accountSid,
    authToken,
    baseUrl,
    pluginsFolder: join(folder, 'plugins'),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
