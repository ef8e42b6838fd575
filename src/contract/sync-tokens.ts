import * as v from 'valibot';
import { Instant } from './payload';
import { SyncServiceSid } from './sid';

/** Path of the backend route that trades a Flex token for Sync tokens. */
export const SYNC_TOKENS_PATH = '/sync-tokens';

/** Body of `POST /sync-tokens`; the caller's Flex token travels as `Authorization: Bearer`. */
export const SyncTokensRequest = v.object({
  scopes: v.pipe(v.array(v.picklist(['shared', 'personal'])), v.minLength(1), v.maxLength(2)),
});
export type SyncTokensRequest = v.InferOutput<typeof SyncTokensRequest>;

/** One scope's access token. */
export const SyncToken = v.object({
  token: v.string(),
  identity: v.string(),
  serviceSid: SyncServiceSid,
  expiresAt: Instant,
});
export type SyncToken = v.InferOutput<typeof SyncToken>;

/** Answer of `POST /sync-tokens`: exactly the scopes that were asked for. */
export const SyncTokensResponse = v.object({
  scopes: v.object({ shared: v.optional(SyncToken), personal: v.optional(SyncToken) }),
});
export type SyncTokensResponse = v.InferOutput<typeof SyncTokensResponse>;
