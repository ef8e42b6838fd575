import { SHOP_TOKENS_PATH, type ShopToken } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import type { IssueShopToken } from '../../twilio/shop-token-issuer';
import { unavailable } from '../flex-caller';
import { requireAcl } from '../require-acl';
import { admitShops, type ShopAdmissionOptions } from './shop-of-secret';

export interface ShopTokenRouteOptions extends ShopAdmissionOptions {
  readonly issue: IssueShopToken;
  /** Whether permissions count for nothing. */
  readonly isAclDisabled: () => Promise<boolean>;
}

const BODY_LIMIT_BYTES = 4_096;
/** Of one shop: its app runs in several places, and each asks every quarter of an hour. */
const SHOP_LIMIT = { burst: 60, refillMs: 1_000 };

/** `POST /activity/shop-tokens`: a shop's server gets a Sync token for the Map that the shop's own app writes. */
export async function shopTokenRoute(server: FastifyInstance, options: ShopTokenRouteOptions): Promise<void> {
  const { issue, isAclDisabled } = options;
  await server.register((scope, _options, done) => {
    const shopOf = admitShops(scope, SHOP_LIMIT, options);
    // There is nothing to say beyond who asks: whatever a client sends along is not looked at.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, _body, parsed) => {
      parsed(null);
    });
    scope.post(SHOP_TOKENS_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply): Promise<ShopToken> => {
      const { shopId } = shopOf(request);
      await requireAcl(isAclDisabled);
      const result = await issue(shopId);
      if (result.status === 'unavailable') {
        throw unavailable('not_ready', 'The Map cannot be made ready now.', result.retryAfterMs, result.reason);
      }
      reply.header('cache-control', 'no-store');
      return result.token;
    });
    done();
  });
}
