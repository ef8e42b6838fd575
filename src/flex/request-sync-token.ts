import {
  HttpError,
  parseWithSchema,
  SYNC_TOKENS_PATH,
  SyncTokensResponse,
  type SyncScope,
  type SyncTokensRequest,
} from '../contract';
import { SyncError, type SyncTokenGrant } from '../sync';

/** How long Flex may take to renew its own token before this attempt counts as failed. */
const FLEX_TOKEN_WAIT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** What the request for a Sync token needs of Flex. */
export interface FlexTokenSource {
  current(): string;
  /** Calls `listener` when Flex has renewed its token. @returns stops it */
  onUpdated(listener: () => void): () => void;
}

export interface SyncTokenRequest {
  readonly scope: SyncScope;
  readonly backendUrl: string;
  readonly flexToken: FlexTokenSource;
  readonly fetch: typeof fetch;
}

/**
 * Trades the Flex token for a Sync token of one scope: `POST /sync-tokens`. A Flex token that has just ended (401) is
 * an everyday event: the request waits for Flex's own renewal and is made once more.
 *
 * @throws SyncError with code `forbidden` when the backend refuses this person, with any other code when asking again
 *   may help
 */
export async function requestSyncToken(request: SyncTokenRequest): Promise<SyncTokenGrant> {
  const flexToken = request.flexToken.current();
  const answer = await post(request, flexToken);
  if (answer.status !== 401) return readGrant(answer, request.scope);
  await renewed(request.flexToken, flexToken);
  return readGrant(await post(request, request.flexToken.current()), request.scope);
}

async function post({ scope, backendUrl, fetch }: SyncTokenRequest, flexToken: string): Promise<Response> {
  const body: SyncTokensRequest = { scopes: [scope] };
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort();
  }, REQUEST_TIMEOUT_MS);
  try {
    return await fetch(backendUrl + SYNC_TOKENS_PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${flexToken}` },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
  } catch (error) {
    throw new SyncError('disconnected', `The backend at ${backendUrl} cannot be reached`, error);
  } finally {
    clearTimeout(timer);
  }
}

async function readGrant(answer: Response, scope: SyncScope): Promise<SyncTokenGrant> {
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const isRefused = answer.status === 401 || answer.status === 403;
    throw new SyncError(isRefused ? 'forbidden' : 'unknown', refusalMessage(answer.status, body));
  }
  const parsed = parseWithSchema(SyncTokensResponse, body);
  const granted = parsed.ok ? parsed.value.scopes[scope] : undefined;
  if (granted === undefined) {
    throw new SyncError('unknown', `The backend answered without a Sync token for the scope "${scope}"`);
  }
  return { token: granted.token, expiresAt: Date.parse(granted.expiresAt) };
}

function refusalMessage(status: number, body: unknown): string {
  const parsed = parseWithSchema(HttpError, body);
  return parsed.ok
    ? `${parsed.value.message} (${parsed.value.code}, request ${parsed.value.requestId})`
    : `The backend answered ${String(status)} to the request for a Sync token`;
}

/** Resolves when Flex holds another token than `ended`. */
function renewed(source: FlexTokenSource, ended: string): Promise<void> {
  if (source.current() !== ended) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new SyncError('unknown', 'The Flex session has ended: sign in again'));
    }, FLEX_TOKEN_WAIT_MS);
    const stop = source.onUpdated(() => {
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}
