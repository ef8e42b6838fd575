import { HttpError, parseWithSchema } from '../../contract';
import type { Source } from '../../observable';

/** How long Flex may take to renew its own token before this attempt counts as failed. */
const FLEX_TOKEN_WAIT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** Where requests go, and as whom. */
export interface BackendAccess {
  readonly backendUrl: string;
  /** The Flex token, which Flex renews. */
  readonly flexToken: Source<string>;
  readonly fetch: typeof fetch;
}

export interface BackendCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, from the slash on. */
  readonly path: string;
  /** Sent as JSON; undefined sends none. */
  readonly body?: unknown;
  /** Sent byte for byte, in place of `body`. */
  readonly file?: BackendFile | undefined;
  /** What a successful answer is given back as; default `json`. A `blob` keeps every byte, such as a byte order mark. */
  readonly answerAs?: 'json' | 'blob' | undefined;
  /** Until the last byte of the answer; default 15 s. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A file that somebody chose. */
export interface BackendFile {
  /** Media type, such as `text/csv`. What a browser takes a file for depends on the programs installed: it is told here. */
  readonly type: string;
  readonly content: Blob;
}

/**
 * Why a request to the backend has failed. `code` is the backend's own ({@link HttpError}), or one of these:
 * `unreachable` no answer, or no whole one in time; `session-ended` Flex did not renew its token; `aborted` by the caller;
 * `unexpected-answer` an answer outside the contract; `not-configured` nobody told where the backend is. Compare codes;
 * every plugin bundle has its own copy of this class. `message` is for people, but for that of `unexpected-answer`.
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
 * @returns the JSON, or the blob, of a successful answer
 * @throws BackendError
 */
export async function sendToBackend(access: BackendAccess, call: BackendCall): Promise<unknown> {
  const flexToken = access.flexToken.getSnapshot();
  const answer = await send(access, call, flexToken);
  if (answer.status !== 401) return valueOf(answer);
  await renewed(access.flexToken, flexToken, call.signal);
  return valueOf(await send(access, call, access.flexToken.getSnapshot()));
}

/** An answer, read to its end. */
interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Null when it is no JSON. */
  readonly body: unknown;
}

async function send(access: BackendAccess, call: BackendCall, flexToken: string): Promise<Answer> {
  const { method, path, body, file, answerAs = 'json', timeoutMs = REQUEST_TIMEOUT_MS, signal } = call;
  const type = file?.type ?? (body === undefined ? undefined : 'application/json');
  const content = file?.content ?? (body === undefined ? undefined : JSON.stringify(body));
  if (isAborted(signal)) throw aborted();
  const abort = new AbortController();
  const onAbort = (): void => {
    abort.abort();
  };
  // Until the last byte: an answer whose head came and whose body does not is none.
  const timer = setTimeout(onAbort, timeoutMs);
  signal?.addEventListener('abort', onAbort);
  try {
    const answer = await access.fetch(access.backendUrl + path, {
      method,
      headers: {
        ...(type === undefined ? {} : { 'Content-Type': type }),
        Authorization: `Bearer ${flexToken}`,
      },
      ...(content === undefined ? {} : { body: content }),
      signal: abort.signal,
    });
    const isBlob = answer.ok && answerAs === 'blob';
    return { ok: answer.ok, status: answer.status, body: isBlob ? await answer.blob() : await readJson(answer) };
  } catch {
    if (isAborted(signal)) throw aborted();
    throw new BackendError('unreachable', `The backend at ${access.backendUrl} cannot be reached`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** @throws whatever `fetch` throws when the connection breaks or is given up */
async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    // The one failure that is the text's and not the connection's.
    if (error instanceof Error && error.name === 'SyntaxError') return null;
    throw error;
  }
}

function valueOf({ ok, status, body }: Answer): unknown {
  if (ok) return body;
  const parsed = parseWithSchema(HttpError, body);
  if (!parsed.ok) {
    throw new BackendError('unexpected-answer', `The backend answered ${String(status)}`, { status, body });
  }
  const { code, message, requestId } = parsed.value;
  throw new BackendError(code, message, { status, requestId, body });
}

/** Resolves when Flex holds another token than `ended`. */
function renewed(source: Source<string>, ended: string, signal: AbortSignal | undefined): Promise<void> {
  if (source.getSnapshot() !== ended) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      finish(() => {
        reject(new BackendError('session-ended', 'The Flex session has ended: sign in again'));
      });
    }, FLEX_TOKEN_WAIT_MS);
    const stop = source.subscribe(() => {
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
