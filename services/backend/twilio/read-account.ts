import { Twilio } from 'twilio';
import type { TwilioConfig } from './twilio-config';
import type { AccountFacts, Reading } from '../domain/directory/account-problems';
import { createTwilioClient } from './client';
import { readStreamedTypes } from './streamed-types';
import type { TwilioHttpClient } from './http-client';
import { TwilioRequestError } from './request-error';

/** What has to be looked up at Twilio. */
export type AccountReadings = Pick<AccountFacts, 'workspace' | 'streamedTypes' | 'syncService'>;

/**
 * Looks up how the account is set up: the workspace and Event Streams with the auth token, which signs what they tell, and the
 * Sync service with the API key, which writes it. Three requests where Event Streams has no sink for `eventStreamsUrl`; never
 * throws for an answer of Twilio.
 */
export async function readAccount(
  config: TwilioConfig,
  http: TwilioHttpClient,
  eventStreamsUrl: string,
): Promise<AccountReadings> {
  const { accountSid, authToken, workspaceSid, syncServiceSid } = config;
  const byAuthToken = new Twilio(accountSid, authToken, { httpClient: http.forHelper, autoRetry: false });
  const byApiKey = createTwilioClient(config, http);
  const [workspace, streamedTypes, syncService] = await Promise.all([
    readingOf(
      byAuthToken.taskrouter.v1
        .workspaces(workspaceSid)
        .fetch()
        .then(({ eventCallbackUrl, eventsFilter }) => ({ eventCallbackUrl, eventsFilter })),
    ),
    readingOf(readStreamedTypes(byAuthToken, eventStreamsUrl)),
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
  return { workspace, streamedTypes, syncService };
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
