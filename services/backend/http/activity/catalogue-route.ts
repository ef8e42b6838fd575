import { CATALOGUE_PATH } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../base/refusal';
import { csvCatalogueRows, jsonRows } from '../../commands/activity/catalogue-rows';
import type { PutCatalogue } from '../../commands/activity/put-catalogue';
import { admitShops, type ShopAdmissionOptions } from './shop-of-secret';

export interface CatalogueRouteOptions extends ShopAdmissionOptions {
  readonly putCatalogue: PutCatalogue;
}

const LIMIT_BYTES = 16 * 1024 * 1024;
/** Of one shop: a nightly catalogue, and stock every few seconds. */
const SHOP_LIMIT = { burst: 20, refillMs: 5_000 };

/** `PUT /activity/products`: a shop's server tells its catalogue, as JSON or as CSV. */
export async function catalogueRoute(server: FastifyInstance, options: CatalogueRouteOptions): Promise<void> {
  await server.register((scope, _options, done) => {
    const shopOf = admitShops(scope, SHOP_LIMIT, options);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'text/csv'],
      { parseAs: 'buffer', bodyLimit: LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.put(CATALOGUE_PATH, { bodyLimit: LIMIT_BYTES }, async (request) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) {
        throw new Refusal('invalid', 'invalid_request', 'Send the products as JSON or CSV.');
      }
      const isCsv = request.headers['content-type']?.startsWith('text/csv') === true;
      return options.putCatalogue(shopOf(request).shopId, isCsv ? csvCatalogueRows(body) : jsonRows(body));
    });
    done();
  });
}
