import type { FastifyInstance } from 'fastify';
import type { CannedScopeOptions } from './canned-scope';
import type { CannedStoreOptions } from '../../commands/responses/command-options';
import { favoriteRoutes } from './favorite-routes';
import { createFavoriteStore } from '../../commands/responses/favorite-commands';
import { libraryRoutes } from './library-routes';
import { createLibraryStore } from '../../commands/responses/library-commands';
import { responseFileRoutes } from './response-file-routes';
import { createResponseFiles } from '../../commands/responses/import-responses';
import { responseRoutes } from './response-routes';
import { createResponseStore } from '../../commands/responses/response-commands';
import { createFindSimilar } from '../../commands/responses/similar-responses';

/** All routes of libraries, canned responses and favourites, over one database. */
export async function cannedRoutes(
  server: FastifyInstance,
  options: CannedScopeOptions & CannedStoreOptions,
): Promise<void> {
  await libraryRoutes(server, { ...options, libraries: createLibraryStore(options) });
  await responseRoutes(server, {
    ...options,
    responses: createResponseStore(options),
    findSimilar: createFindSimilar(options.database),
  });
  await responseFileRoutes(server, { ...options, files: createResponseFiles(options) });
  await favoriteRoutes(server, { ...options, favorites: createFavoriteStore(options) });
}
