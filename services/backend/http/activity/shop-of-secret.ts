import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../base/refusal';
import type { Shop } from '../../store/activity/shops';
import { basicCredentials } from './basic-credentials';

/** The shop whose server asks: it tells its id and its secret by Basic authorization. @throws Refusal `unauthenticated` */
export async function shopOfSecret(
  request: FastifyRequest,
  shopById: (shopId: string) => Promise<Shop | null>,
): Promise<Shop> {
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
