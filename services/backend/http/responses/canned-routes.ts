import type { FastifyInstance } from 'fastify';
import type { CannedScopeOptions } from './canned-scope';
import type { CannedCommandOptions } from '../../commands/responses/canned-command-options';
import { favoriteRoutes } from './favorite-routes';
import { createFavoriteCommands } from '../../commands/responses/favorite-commands';
import { libraryRoutes } from './library-routes';
import { createLibraryCommands } from '../../commands/responses/library-commands';
import { responseFileRoutes } from './response-file-routes';
import { createResponseFiles } from '../../commands/responses/import-responses';
import { responseRoutes } from './response-routes';
import { createResponseCommands } from '../../commands/responses/response-commands';
import { createFindSimilar } from '../../commands/responses/similar-responses';

/** All routes of libraries, canned responses and favourites, over one database. */
export async function cannedRoutes(
  server: FastifyInstance,
  options: CannedScopeOptions & CannedCommandOptions,
): Promise<void> {
  await libraryRoutes(server, { ...options, libraries: createLibraryCommands(options) });
  await responseRoutes(server, {
    ...options,
    responses: createResponseCommands(options),
    findSimilar: createFindSimilar(options.database),
  });
  await responseFileRoutes(server, { ...options, files: createResponseFiles(options) });
  await favoriteRoutes(server, { ...options, favorites: createFavoriteCommands(options) });
}
