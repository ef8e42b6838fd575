/** The Twilio account whose agents the shop's customers chat with. */
export interface ChatAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Signs the tokens of the customers' browsers. */
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The Conversations service of Flex. */
  readonly serviceSid: string;
  /** The Conversations address of the web chat. */
  readonly addressSid: string;
  /** What the Studio flow behind the address may route by; goes along in the pre-engagement data. */
  readonly context: Readonly<Record<string, unknown>>;
  /** `https://HOST/p` is at `{baseUrl}/HOST/p`; null = at Twilio. */
  readonly baseUrl: string | null;
}

export interface ShopSettings {
  /** Where Segment's libraries send events, without `/v1`. */
  readonly backendUrl: string;
  readonly writeKey: string;
  /** Signs the ids of those who signed in, so that they are believed; null = nobody is. */
  readonly secret: string | null;
  /** Null = customers cannot chat. */
  readonly chat: ChatAccount | null;
}
