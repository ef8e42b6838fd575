import { HttpError, parseWithSchema } from '../contract';

/** How long Flex may take to renew its own token before this attempt counts as failed. */
const FLEX_TOKEN_WAIT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** What a request to the backend needs of Flex. */
export interface FlexTokenSource {
  current(): string;
  /** Calls `listener` when Flex has renewed its token. @returns stops it */
  onUpdated(listener: () => void): () => void;
}

/** Where requests go, and as whom. */
export interface BackendAccess {
  readonly backendUrl: string;
  readonly flexToken: FlexTokenSource;
  readonly fetch: typeof fetch;
}

export interface BackendCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Path and query, from the slash on. */
  readonly path: string;
  /** Sent as JSON; undefined sends none. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Why a request to the backend has failed. `code` is the backend's own ({@link HttpError}), or one of these:
 * `unreachable` no answer, or none in 15 s; `session-ended` Flex did not renew its token; `aborted` by the caller;
 * `unexpected-answer` an answer outside the contract. Compare codes; every plugin bundle has its own copy of this class.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: string;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  /** Names the request in the backend's log; null when the backend did not say. */
  readonly requestId: string | null;
  /** The answer as it came, for codes that carry more than {@link HttpError}. */
  readonly body: unknown;

  constructor(
    code: string,
    message: string,
    answer: Partial<Pick<BackendError, 'status' | 'requestId' | 'body'>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = answer.status ?? null;
    this.requestId = answer.requestId ?? null;
    this.body = answer.body ?? null;
  }
}

/**
 * One request with the Flex token. A Flex token that has just ended (401) is an everyday event: the request waits for
 * Flex's own renewal and is made once more.
 *
 * @returns the JSON of a successful answer
 * @throws BackendError
 */
export async function sendToBackend(access: BackendAccess, call: BackendCall): Promise<unknown> {
  const flexToken = access.flexToken.current();
  const answer = await send(access, call, flexToken);
  if (answer.status !== 401) return readJson(answer);
  await renewed(access.flexToken, flexToken, call.signal);
  return readJson(await send(access, call, access.flexToken.current()));
}

async function send(access: BackendAccess, call: BackendCall, flexToken: string): Promise<Response> {
  const { method, path, body, signal } = call;
  if (isAborted(signal)) throw aborted();
  const abort = new AbortController();
  const onAbort = (): void => {
    abort.abort();
  };
  const timer = setTimeout(onAbort, REQUEST_TIMEOUT_MS);
  signal?.addEventListener('abort', onAbort);
  try {
    return await access.fetch(access.backendUrl + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        Authorization: `Bearer ${flexToken}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: abort.signal,
    });
  } catch {
    if (isAborted(signal)) throw aborted();
    throw new BackendError('unreachable', `The backend at ${access.backendUrl} cannot be reached`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body;
  const { status } = answer;
  const parsed = parseWithSchema(HttpError, body);
  if (!parsed.ok) {
    throw new BackendError('unexpected-answer', `The backend answered ${String(status)}`, { status, body });
  }
  const { code, message, requestId } = parsed.value;
  throw new BackendError(code, message, { status, requestId, body });
}

/** Resolves when Flex holds another token than `ended`. */
function renewed(source: FlexTokenSource, ended: string, signal: AbortSignal | undefined): Promise<void> {
  if (source.current() !== ended) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      finish(() => {
        reject(new BackendError('session-ended', 'The Flex session has ended: sign in again'));
      });
    }, FLEX_TOKEN_WAIT_MS);
    const stop = source.onUpdated(() => {
      finish(resolve);
    });
    const onAbort = (): void => {
      finish(() => {
        reject(aborted());
      });
    };
    signal?.addEventListener('abort', onAbort);

    function finish(settle: () => void): void {
      clearTimeout(timer);
      stop();
      signal?.removeEventListener('abort', onAbort);
      settle();
    }
  });
}

/** Read anew after each wait: the type checker takes the flag for a constant. */
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

const aborted = (): BackendError => new BackendError('aborted', 'The request was given up');
