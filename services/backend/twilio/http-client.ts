import type { RequestClient } from 'twilio';
import { Agent, type Dispatcher } from 'undici';
import { TwilioRequestError } from './request-error';
import { twilioUrl } from './twilio-url';

export interface TwilioHttpClientOptions {
  /** See {@link twilioUrl}; undefined = Twilio itself. */
  readonly baseUrl: string | undefined;
  /** Longest wait for headers, and between two pieces of the body. Defaults to 5 s. */
  readonly timeoutMs?: number;
  /** Sockets to one host. Defaults to 128: the projector's 64 writers, those that get no answer, and grants and tokens. */
  readonly connections?: number;
}

interface HttpRequest {
  readonly method: Dispatcher.HttpMethod;
  /** As Twilio documents it: `https://sync.twilio.com/v1/…`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TwilioHttpClient {
  /**
   * Sends one request, once: whoever calls owns the retries.
   *
   * @throws TwilioRequestError for every answer from 400 upwards, and when there is no answer
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** The same transport in the shape the `twilio` helper takes as its `httpClient`. */
  readonly forHelper: RequestClient;
  close(): Promise<void>;
}

/**
 * Transport of every Twilio REST call, over pooled keep-alive sockets. It replaces the helper's own transport, which costs
 * six times the CPU per write, cannot be pointed at another host and hides `Retry-After`.
 */
export function createTwilioHttpClient(options: TwilioHttpClientOptions): TwilioHttpClient {
  const { baseUrl, timeoutMs = 5_000, connections = 128 } = options;
  const agent = new Agent({
    connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const url = twilioUrl(request.url, baseUrl);
    const answer = await exchange(url, request).catch((cause: unknown) => {
      throw new TwilioRequestError(null, null, null, `No answer from ${url.host}: ${reasonOf(cause)}`, { cause });
    });
    if (answer.status >= 400) throw refusalOf(answer);
    return answer;
  }

  async function exchange(url: URL, { method, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers,
      body: body ?? null,
    });
    return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
  }

  const forHelper = {
    async request(request: HelperRequest) {
      const answer = await send(fromHelper(request));
      return { statusCode: answer.status, headers: answer.headers, body: answer.body };
    },
  };

  return {
    send,
    // The helper types `httpClient` as its own class, private members included, but only ever calls `request`.
    forHelper: forHelper as unknown as RequestClient,
    close: () => agent.close(),
  };
}

/** What the helper passes to `httpClient.request` (twilio 6.2.0, lib/base/BaseTwilio.js). */
interface HelperRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

function fromHelper({
  method,
  uri,
  username = '',
  password = '',
  headers = {},
  params,
  data,
}: HelperRequest): HttpRequest {
  const query = params === undefined ? '' : encodeForm(params);
  return {
    method: method.toUpperCase(),
    url: query === '' ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${query}`,
    headers: { ...headers, Authorization: basicAuthorization(username, password) },
    ...(data === undefined ? {} : { body: isJson(headers) ? JSON.stringify(data) : encodeForm(data) }),
  };
}

/** The few operations that take JSON, such as bulk statistics, say so in their header (twilio 6.2.0). */
const isJson = (headers: Readonly<Record<string, string>>): boolean =>
  headers['Content-Type']?.startsWith('application/json') === true;

export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A list becomes a repeated parameter, as the helper's own transport does it. */
function encodeForm(fields: Readonly<Record<string, unknown>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part !== undefined && part !== null) form.append(name, String(part));
    }
  }
  return form.toString();
}

function refusalOf({ status, headers, body }: HttpAnswer): TwilioRequestError {
  const { code, message } = twilioErrorOf(body);
  const text = `Twilio answered ${status}${code === null ? '' : `, code ${code}`}${message === '' ? '' : `: ${message}`}`;
  return new TwilioRequestError(status, code, retryAfterMsOf(headers['retry-after']), text);
}

function twilioErrorOf(body: string): { code: number | null; message: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return { code: null, message: '' };
    const code = 'code' in parsed && typeof parsed.code === 'number' ? parsed.code : null;
    const message = 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : '';
    return { code, message };
  } catch {
    // A proxy's HTML page or a cut answer: the status alone must do.
    return { code: null, message: '' };
  }
}

/** `Retry-After` in seconds; its other form, an HTTP date, is not used by Twilio and counts as absent. */
function retryAfterMsOf(header: string | string[] | undefined): number | null {
  const seconds = Number(Array.isArray(header) ? header[0] : (header ?? Number.NaN));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join(', ');
  return cause instanceof Error ? cause.message : String(cause);
}
