import { CANNED_RESPONSES_PATH, FAVORITES_PATH, ResponseUse } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import { parsed } from '../parsed';
import { callersWithin, cannedScope, type CannedScopeOptions } from './canned-scope';
import type { FavoriteCommands } from '../../commands/responses/favorite-commands';
import { responseIdOf } from './response-routes';

export interface FavoriteRoutesOptions extends CannedScopeOptions {
  readonly favorites: FavoriteCommands;
}

interface ResponseParams {
  readonly Params: { readonly id: string };
}

/** A busy agent uses a few responses a minute; after an outage the browser tells of many at once. */
const COMMANDS = { burst: 120, refillMs: 500 };

/** `PUT|DELETE /favorites/{id}` and `POST /canned-responses/{id}/uses`, each answered with 204: see the contract. */
export async function favoriteRoutes(server: FastifyInstance, options: FavoriteRoutesOptions): Promise<void> {
  const { favorites } = options;
  const callerOf = callersWithin(options, COMMANDS);
  const favoritePath = `${FAVORITES_PATH}/:id`;
  const usesPath = `${CANNED_RESPONSES_PATH}/:id/uses`;

  await cannedScope(server, options, { [favoritePath]: 'PUT, DELETE', [usesPath]: 'POST' }, (scope) => {
    scope.put<ResponseParams>(favoritePath, async (request, reply) => {
      const caller = await callerOf(request);
      await favorites.setFavorite(caller, responseIdOf(request.params.id), true);
      return reply.code(204).send();
    });

    scope.delete<ResponseParams>(favoritePath, async (request, reply) => {
      const caller = await callerOf(request);
      await favorites.setFavorite(caller, responseIdOf(request.params.id), false);
      return reply.code(204).send();
    });

    scope.post<ResponseParams>(usesPath, async (request, reply) => {
      const caller = await callerOf(request);
      await favorites.use(caller, responseIdOf(request.params.id), parsed(ResponseUse, request.body, 'use'));
      return reply.code(204).send();
    });
  });
}
