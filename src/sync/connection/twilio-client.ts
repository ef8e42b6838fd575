import { Client } from 'twilio-sync';
import type { SyncClientPort } from '../client-port';

export interface TwilioClientOptions {
  /** Twilio region such as `ie1`. Default: the SDK's, `us1`. */
  readonly region?: string | undefined;
  /** Address of the Twilsock endpoint, for local use. Default: Twilio's own for the region. */
  readonly twilsockUri?: string | undefined;
}

/**
 * Starts the genuine SDK; the only place that does.
 *
 * The options object is built anew each time: the SDK stores its connection in it, so that a second client given the
 * same object would silently use the first one's socket and identity (twilio-sync 4.0.1 source).
 */
export function createTwilioClient(token: string, { region, twilsockUri }: TwilioClientOptions = {}): SyncClientPort {
  return new Client(token, {
    ...(region === undefined ? {} : { region }),
    ...(twilsockUri === undefined ? {} : { Twilsock: { uri: twilsockUri } }),
    // The SDK's cache in sessionStorage answers an open after a reload with old data, without a read and without a
    // permission check: such data would look live until the replay arrives.
    Sync: { enableSessionStorage: false },
  });
}
