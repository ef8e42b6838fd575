import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../base/refusal';
import type { Shop } from '../../store/activity/shops';
import { admitBeforeBody } from '../operations/before-body';
import { createRateLimit, refuseExcess, type RateLimitOptions } from '../operations/rate-limit';
import { basicCredentials } from './basic-credentials';

/** What is needed to let the servers of shops in. */
export interface ShopAdmissionOptions {
  readonly shopById: (shopId: string) => Promise<Shop | null>;
  readonly now: () => number;
}

/**
 * Lets only the servers of shops into the routes of `scope`, each as often as `limit` says. They tell the id and the secret
 * of their shop by Basic authorization.
 * @returns the shop that a request is of
 */
export function admitShops(
  scope: FastifyInstance,
  limit: RateLimitOptions,
  { shopById, now }: ShopAdmissionOptions,
): (request: FastifyRequest) => Shop {
  const waitMs = createRateLimit(limit);
  return admitBeforeBody(scope, async (request) => {
    const shop = await shopOfSecret(request, shopById);
    refuseExcess(waitMs(shop.shopId, now()));
    return shop;
  });
}

/** @throws Refusal `unauthenticated` */
async function shopOfSecret(request: FastifyRequest, shopById: ShopAdmissionOptions['shopById']): Promise<Shop> {
  const told = basicCredentials(request.headers.authorization);
  const shop = told === null ? null : await shopById(told.user);
  if (told === null || shop === null || !isSame(told.password, shop.secret)) {
    throw new Refusal(
      'unauthenticated',
      'unknown_shop',
      'Send the id and the secret of the shop by Basic authorization.',
    );
  }
  return shop;
}

function isSame(told: string, secret: string): boolean {
  const [a, b] = [Buffer.from(told), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
