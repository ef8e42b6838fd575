import { Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

const TIMEOUT_MS = 15_000;

/** Who asks: the account with its auth token, or an API key with its secret. */
export interface Credentials {
  readonly accountSid: string;
  readonly username: string;
  readonly password: string;
}

/**
 * The genuine helper, by default at Twilio. With `baseUrl`, a request to `https://HOST/p` goes to `{baseUrl}/HOST/p`, as the
 * backend's do: Local Twilio plays every host on one port.
 */
export function createClient({ accountSid, username, password }: Credentials, baseUrl: string | null): Twilio {
  const httpClient = baseUrl === null ? new RequestClient({ timeout: TIMEOUT_MS }) : new Redirected(baseUrl);
  return new Twilio(username, password, { accountSid, httpClient });
}

/** The helper's own transport, which knows proxies, towards another address. */
class Redirected extends RequestClient {
  constructor(private readonly origin: string) {
    super({ timeout: TIMEOUT_MS });
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>): Promise<Response<Data>> {
    return super.request<Data>({ ...options, uri: redirected(options.uri, this.origin) });
  }
}

/** Where Local Twilio plays an address of Twilio. Links that it built itself point to it already. */
export function redirected(uri: string, origin: string): string {
  const { protocol, hostname, pathname, search } = new URL(uri);
  return protocol === 'https:' && /\.(twilio\.com|twil\.io)$/.test(hostname)
    ? `${origin}/${hostname}${pathname}${search}`
    : uri;
}
