import {
  parseWithSchema,
  SYNC_TOKENS_PATH,
  SyncTokensResponse,
  type SyncScope,
  type SyncTokensRequest,
} from '../../contract';
import { SyncError, type SyncErrorCode, type SyncTokenGrant } from '../../sync';
import { sendToBackend, type BackendAccess, type BackendError } from '../backend/send-to-backend';

export interface SyncTokenRequest extends BackendAccess {
  readonly scope: SyncScope;
}

/**
 * Trades the Flex token for a Sync token of one scope: `POST /sync-tokens`.
 *
 * @throws SyncError with code `forbidden` when the backend refuses this person, with any other code when asking again
 *   may help
 */
export async function requestSyncToken({ scope, ...access }: SyncTokenRequest): Promise<SyncTokenGrant> {
  const body: SyncTokensRequest = { scopes: [scope] };
  const answer = await sendToBackend(access, { method: 'POST', path: SYNC_TOKENS_PATH, body }).catch(
    (error: unknown) => {
      // The one thing that sendToBackend throws.
      throw toSyncError(error as BackendError);
    },
  );
  const parsed = parseWithSchema(SyncTokensResponse, answer);
  const granted = parsed.ok ? parsed.value.scopes[scope] : undefined;
  if (granted === undefined) {
    throw new SyncError('unknown', `The backend answered without a Sync token for the scope "${scope}"`);
  }
  return { token: granted.token, identity: granted.identity, expiresAt: Date.parse(granted.expiresAt) };
}

function toSyncError(error: BackendError): SyncError {
  const { code, message, requestId } = error;
  const text = requestId === null ? message : `${message} (${code}, request ${requestId})`;
  return new SyncError(syncErrorCode(error), text, error);
}

function syncErrorCode({ code, status }: BackendError): SyncErrorCode {
  if (status === 401 || status === 403) return 'forbidden';
  return code === 'unreachable' ? 'disconnected' : 'unknown';
}
