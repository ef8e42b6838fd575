import { Twilio } from 'twilio';
import type { TwilioConfig } from './twilio-config';
import type { TwilioHttpClient } from './http-client';

/** The helper with the API key's rights, over our transport. It does not retry: the outbox does. */
export function createTwilioClient(config: TwilioConfig, http: TwilioHttpClient): Twilio {
  return new Twilio(config.apiKey, config.apiSecret, {
    accountSid: config.accountSid,
    httpClient: http.forHelper,
    autoRetry: false,
  });
}
