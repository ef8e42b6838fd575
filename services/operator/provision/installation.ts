import type { Twilio } from 'twilio';

/** What provision works with. */
export interface Installation {
  /** With the auth token: an API key may make no other. */
  readonly client: Twilio;
  readonly accountSid: string;
  readonly workspaceSid: string;
  readonly publicBaseUrl: string;
  /** Whether events are to come by Event Streams, beside an event callback or instead of one. */
  readonly usesEventStreams: boolean;
  /** As `.env` has them; null where it has none. */
  readonly syncServiceSid: string | null;
  readonly apiKey: { readonly sid: string; readonly secret: string } | null;
  /** Keeps variables for the backend, readable by its owner alone. */
  readonly keep: (variables: Readonly<Record<string, string>>) => Promise<void>;
  /** Keeps what is about to be replaced; resolves with the file's name. */
  readonly backUp: (name: string, value: unknown) => Promise<string>;
}

/** How resources of the account are named that are ours: by it they are found again. */
export const OUR_NAME = 'Flex Sync Suite';
