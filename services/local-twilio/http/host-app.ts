/** A request to one emulated host, after `/__twilio/<host>` was taken off its path. */
export interface HostRequest {
  readonly method: string;
  /** Still percent-encoded; starts with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it came, of a host that takes uploads: text would lose what is not UTF-8. */
  readonly bytes?: Buffer;
  /** Where this host is reached from outside, such as `http://127.0.0.1:4000/__twilio/sync.twilio.com`. */
  readonly baseUrl: string;
}

/** `body` is sent as JSON; a string is sent as it is, with the content type given in `headers`. */
export interface HostResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of parameters that had no effect because Twilio has none of that name; for the request log. */
  readonly ignored?: readonly string[];
}

/** One emulated host: a function from request to response. */
export type HostApp = (request: HostRequest) => HostResponse | Promise<HostResponse>;

/** Fields of an `application/x-www-form-urlencoded` body. */
export const formOf = (request: HostRequest): URLSearchParams => new URLSearchParams(request.body);
