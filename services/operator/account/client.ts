import { Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import Response from 'twilio/lib/http/response';
import { fetch } from 'undici';

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
  return new Twilio(username, password, { accountSid, httpClient: new FetchClient(baseUrl) });
}

/**
 * Asks as all else here does, and so by the same proxy: the helper's own transport reads `HTTP_PROXY` alone, and goes by it
 * wherever it goes.
 */
class FetchClient extends RequestClient {
  constructor(private readonly baseUrl: string | null) {
    super();
  }

  override async request<Data>(options: RequestClient.RequestOptions<Data>): Promise<Response<Data>> {
    const { method, uri, username = '', password = '', headers = {}, params, data } = options;
    const url = new URL(this.baseUrl === null ? uri : redirected(uri, this.baseUrl));
    for (const [name, value] of formOf(params)) url.searchParams.append(name, value);
    const isJson = headers['Content-Type'] === 'application/json';
    const answer = await fetch(url, {
      method: method.toUpperCase(),
      headers: {
        ...headers,
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      },
      ...(data === undefined ? {} : { body: isJson ? JSON.stringify(data) : formOf(data).toString() }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The helper parses a text, and types it as what it will be.
    const body = (await answer.text()) as unknown as Data;
    return new Response(answer.status, body, Object.fromEntries(answer.headers));
  }
}

type FormValue = string | number | boolean | null | undefined;

/** A list becomes a repeated parameter, as the helper's own transport has it. */
function formOf(fields: object | null | undefined): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields ?? {}) as [string, FormValue | readonly FormValue[]][]) {
    for (const part of [value].flat()) if (part !== undefined && part !== null) form.append(name, String(part));
  }
  return form;
}

/** Where Local Twilio plays an address of Twilio. Links that it built itself point to it already. */
export function redirected(uri: string, origin: string): string {
  const { protocol, hostname, pathname, search } = new URL(uri);
  return protocol === 'https:' && /\.(twilio\.com|twil\.io)$/.test(hostname)
    ? `${origin}/${hostname}${pathname}${search}`
    : uri;
}
