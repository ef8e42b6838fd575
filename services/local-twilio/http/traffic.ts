import { randomUUID } from 'node:crypto';

export type Surface = 'twilsock' | 'rest';

/** Who asks for what; `path` without the query, percent-encoded. */
export interface TrafficRequest {
  readonly surface: Surface;
  readonly identity: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The part of an answer that the log keeps. `code` is Twilio's error code. */
export interface TrafficReply {
  readonly status: number;
  readonly code?: number;
  /** Names of parameters that Twilio does not know, and that had no effect. */
  readonly ignored?: readonly string[];
}

export interface LoggedRequest extends TrafficRequest, TrafficReply {
  readonly id: number;
  readonly at: string;
  readonly durationMs: number;
}

/** A failure on demand. All parts of `match` must hold; an absent part matches everything. */
export interface Fault {
  readonly match: {
    readonly surface?: Surface;
    readonly method?: string;
    /** Regular expression, tested against the path. */
    readonly path?: string;
    readonly identity?: string;
  };
  /** Answer with this HTTP status instead of doing the work. */
  readonly status?: number;
  /** Twilio error code of that answer. */
  readonly code?: number;
  /** How many requests it hits; endless by default. */
  readonly times?: number;
  /** Share of matching requests it hits, 0–1; 1 by default. */
  readonly probability?: number;
  readonly delayMs?: number;
  /** Cut the connection without doing the work. */
  readonly dropBefore?: boolean;
  /** Do the work, then cut the connection: the answer is lost. */
  readonly dropAfter?: boolean;
}

/** What became of a request: an answer to send, or a connection to cut. */
export type TrafficOutcome<Reply> =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'fault'; readonly status: number; readonly code: number | undefined }
  | { readonly kind: 'drop' };

/** Requests beyond this many are forgotten, oldest first. */
const LOG_CAPACITY = 20_000;

const SECRET_HEADERS = new Set(['authorization', 'x-flex-jwe', 'cookie']);

/** Every API request of every surface passes here once: it is logged, and a matching fault is applied. */
export interface Traffic {
  pass<Reply extends TrafficReply>(
    request: TrafficRequest,
    work: () => Reply | Promise<Reply>,
  ): Promise<TrafficOutcome<Reply>>;
  requestsAfter(id: number): readonly LoggedRequest[];
  clearRequests(): void;
  addFault(fault: Fault): string;
  clearFaults(): void;
}

export function createTraffic(): Traffic {
  let log: LoggedRequest[] = [];
  let lastId = 0;
  const faults = new Map<string, ArmedFault>();

  const record = (request: TrafficRequest, reply: TrafficReply, startedAt: number): void => {
    lastId += 1;
    log.push({ id: lastId, ...entryOf(request, reply, startedAt) });
    if (log.length > LOG_CAPACITY) log = log.slice(-LOG_CAPACITY / 2);
  };

  return {
    async pass(request, work) {
      const startedAt = Date.now();
      const fault = takeFault(faults.values(), request);
      if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      if (fault?.dropBefore) {
        record(request, { status: 0 }, startedAt);
        return { kind: 'drop' };
      }
      if (fault?.status !== undefined) {
        const { status, code } = fault;
        record(request, code === undefined ? { status } : { status, code }, startedAt);
        return { kind: 'fault', status, code };
      }
      const reply = await work();
      record(request, reply, startedAt);
      return fault?.dropAfter ? { kind: 'drop' } : { kind: 'reply', reply };
    },
    requestsAfter: (id) => log.filter((entry) => entry.id > id),
    clearRequests: () => {
      log = [];
    },
    addFault(fault) {
      const id = randomUUID();
      const pattern = fault.match.path === undefined ? null : new RegExp(fault.match.path);
      faults.set(id, { ...fault, left: fault.times ?? Infinity, pattern });
      return id;
    },
    clearFaults: () => {
      faults.clear();
    },
  };
}

interface ArmedFault extends Fault {
  /** How many requests it still hits. */
  left: number;
  /** Compiled `match.path`. */
  readonly pattern: RegExp | null;
}

/** The first fault that hits this request; it then has one time less. */
function takeFault(faults: Iterable<ArmedFault>, request: TrafficRequest): Fault | null {
  for (const fault of faults) {
    if (fault.left <= 0 || !matches(fault, request) || Math.random() >= (fault.probability ?? 1)) continue;
    fault.left -= 1;
    return fault;
  }
  return null;
}

function matches({ match, pattern }: ArmedFault, { surface, method, identity, path }: TrafficRequest): boolean {
  return (
    (match.surface ?? surface) === surface &&
    (match.method ?? method) === method &&
    (match.identity ?? identity) === identity &&
    (pattern === null || pattern.test(path))
  );
}

/** Secrets do not reach the log. */
const entryOf = (request: TrafficRequest, reply: TrafficReply, startedAt: number): Omit<LoggedRequest, 'id'> => ({
  at: new Date(startedAt).toISOString(),
  ...request,
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, SECRET_HEADERS.has(name) ? '(hidden)' : value]),
  ),
  status: reply.status,
  ...(reply.code === undefined ? {} : { code: reply.code }),
  ...(reply.ignored === undefined ? {} : { ignored: reply.ignored }),
  durationMs: Date.now() - startedAt,
});
