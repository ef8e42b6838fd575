import { shopAppMapName, SyncServiceSid, type ShopAppKey, type ShopToken } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { Clock } from '../base/clock';
import type { Logger } from '../base/log';
import type { Metrics } from '../base/metrics';
import { SyncWriteError, type CollectionState, type SyncWriter } from '../outbox/sync-port';
import { createEviction } from '../outbox/writes/evict';
import { issueSyncToken } from './access-token';
import type { TwilioConfig } from './twilio-config';

export type ShopTokenResult =
  | { readonly status: 'issued'; readonly token: ShopToken }
  | { readonly status: 'unavailable'; readonly retryAfterMs: number | null; readonly reason: string };

/** Gives the app of a shop a token for its Map. */
export type IssueShopToken = (shopId: string) => Promise<ShopTokenResult>;

export interface ShopTokenIssuerOptions {
  readonly config: TwilioConfig;
  readonly sync: SyncWriter;
  /** The key of the shop's Map. */
  readonly keyOf: (shopId: string) => Promise<ShopAppKey>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Who leaves with a token can write for so long, and no longer than it takes to be noticed. */
const TOKEN_TTL_SECONDS = 900;
const MAP_TTL_SECONDS = 86_400;
/** A creation that finds another one's, and again: a third time something else is wrong. */
const MAX_ATTEMPTS = 3;

/**
 * Makes the Map when it is not there, lets the shop's identity read and write it, and nothing else, and signs a token. What
 * is in the Map is the app's: the backend never looks at it.
 */
export const createShopTokenIssuer =
  (options: ShopTokenIssuerOptions): IssueShopToken =>
  async (shopId) => {
    const { config, sync, clock, log } = options;
    // Both: an identity for each shop, so that its changes tell of whom they are.
    const name = shopAppMapName(await options.keyOf(shopId));
    try {
      const { sid } = await ensureMap(options, name);
      await sync.grantWrite({ kind: 'map', name, sid }, name);
      const { token, expiresAt } = issueSyncToken(config, name, clock.now(), TOKEN_TTL_SECONDS);
      const serviceSid = v.parse(SyncServiceSid, config.syncServiceSid);
      const map = { uniqueName: name, sid };
      return {
        status: 'issued',
        token: { token, identity: name, serviceSid, map, expiresAt: new Date(expiresAt).toISOString() },
      };
    } catch (error) {
      log.warn({ err: error, shopId }, "no Sync token for the shop's app, because its Map could not be made ready");
      const retryAfterMs = error instanceof SyncWriteError ? error.retryAfterMs : null;
      return { status: 'unavailable', retryAfterMs, reason: error instanceof Error ? error.message : String(error) };
    }
  };

async function ensureMap(options: ShopTokenIssuerOptions, name: string): Promise<CollectionState> {
  const { sync, clock } = options;
  const eviction = createEviction(options, name);
  const place = { kind: 'map', name } as const;
  for (let attempt = 1; ; attempt += 1) {
    const found = await sync.getCollection(place);
    if (found === null) {
      const created = await createUnlessThere(sync, name, attempt);
      if (created !== null) return created;
    } else if (found.stranger === null) {
      const endsAt = found.expiresAt ?? 0;
      const isYoung = endsAt - clock.now() > (MAP_TTL_SECONDS * 1_000) / 2;
      return isYoung ? found : sync.renewCollection({ ...place, sid: found.sid }, MAP_TTL_SECONDS);
    } else {
      await eviction.collection({ ...place, sid: found.sid }, found.stranger);
    }
  }
}

/** Null when another process was faster. */
async function createUnlessThere(sync: SyncWriter, name: string, attempt: number): Promise<CollectionState | null> {
  try {
    return await sync.createCollection({ kind: 'map', name }, MAP_TTL_SECONDS);
  } catch (error) {
    if (error instanceof SyncWriteError && error.failure === 'exists' && attempt < MAX_ATTEMPTS) return null;
    throw error;
  }
}
