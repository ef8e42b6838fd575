/** The account, and where its REST API is. */
export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** Also accepted in webhook signatures while the auth token is rotated. */
  readonly secondaryAuthToken: string | undefined;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly workspaceSid: string;
  readonly syncServiceSid: string;
  /** Every request to `https://HOST/p` goes to `{baseUrl}/HOST/p`; undefined = Twilio itself. */
  readonly baseUrl: string | undefined;
}
