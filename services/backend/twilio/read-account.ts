import { Twilio } from 'twilio';
import type { TwilioConfig } from './twilio-config';
import type { AccountFacts, Reading } from '../domain/directory/account-problems';
import { createTwilioClient } from './client';
import type { TwilioHttpClient } from './http-client';
import { TwilioRequestError } from './request-error';

/** What has to be looked up at Twilio. */
export type AccountReadings = Pick<AccountFacts, 'workspace' | 'syncService'>;

/**
 * Looks up how the account is set up: the workspace with the auth token, which signs the callbacks, and the Sync service
 * with the API key, which writes it. Two requests; never throws for an answer of Twilio.
 */
export async function readAccount(config: TwilioConfig, http: TwilioHttpClient): Promise<AccountReadings> {
  const { accountSid, authToken, workspaceSid, syncServiceSid } = config;
  const byAuthToken = new Twilio(accountSid, authToken, { httpClient: http.forHelper, autoRetry: false });
  const byApiKey = createTwilioClient(config, http);
  const [workspace, syncService] = await Promise.all([
    readingOf(
      byAuthToken.taskrouter.v1
        .workspaces(workspaceSid)
        .fetch()
        .then(({ eventCallbackUrl, eventsFilter }) => ({ eventCallbackUrl, eventsFilter })),
    ),
    readingOf(
      byApiKey.sync.v1
        .services(syncServiceSid)
        .fetch()
        .then(({ aclEnabled, webhooksFromRestEnabled, webhookUrl }) => ({
          isAclEnabled: aclEnabled,
          sendsWebhooksFromRest: webhooksFromRestEnabled,
          webhookUrl,
        })),
    ),
  ]);
  return { workspace, syncService };
}

async function readingOf<T>(answer: Promise<T>): Promise<Reading<T>> {
  try {
    return { status: 'read', value: await answer };
  } catch (error) {
    if (!(error instanceof TwilioRequestError)) throw error;
    // 403 is a key that may write but not look: what it cannot see is no fault of the account.
    if (error.status === 401) return { status: 'refused' };
    return { status: error.status === 404 ? 'missing' : 'unknown' };
  }
}
