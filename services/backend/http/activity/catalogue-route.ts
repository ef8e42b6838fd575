import { CATALOGUE_PATH } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../base/refusal';
import { csvCatalogueRows, jsonRows } from '../../commands/activity/catalogue-rows';
import type { PutCatalogue } from '../../commands/activity/put-catalogue';
import type { Shop } from '../../store/activity/shops';
import { createRateLimit, refuseExcess } from '../operations/rate-limit';
import { shopOfSecret } from './shop-of-secret';

export interface CatalogueRouteOptions {
  readonly shopById: (shopId: string) => Promise<Shop | null>;
  readonly putCatalogue: PutCatalogue;
  readonly now: () => number;
}

const LIMIT_BYTES = 16 * 1024 * 1024;
/** Of one shop: a nightly catalogue, and stock every few seconds. */
const SHOP_LIMIT = { burst: 20, refillMs: 5_000 };

/** `PUT /activity/products`: a shop's server tells its catalogue, as JSON or as CSV. */
export async function catalogueRoute(server: FastifyInstance, options: CatalogueRouteOptions): Promise<void> {
  const waitMs = createRateLimit(SHOP_LIMIT);
  const shops = new WeakMap<FastifyRequest, Shop>();
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'text/csv'],
      { parseAs: 'buffer', bodyLimit: LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    // Before the body is read.
    scope.addHook('onRequest', async (request) => {
      const shop = await shopOfSecret(request, options.shopById);
      refuseExcess(waitMs(shop.shopId, options.now()));
      shops.set(request, shop);
    });
    scope.put(CATALOGUE_PATH, { bodyLimit: LIMIT_BYTES }, async (request) => {
      const shop = shops.get(request);
      const { body } = request;
      if (shop === undefined || !Buffer.isBuffer(body)) {
        throw new Refusal('invalid', 'invalid_request', 'Send the products as JSON or CSV.');
      }
      const isCsv = request.headers['content-type']?.startsWith('text/csv') === true;
      return options.putCatalogue(shop.shopId, isCsv ? csvCatalogueRows(body) : jsonRows(body));
    });
    done();
  });
}
