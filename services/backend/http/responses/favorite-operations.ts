import { FAVORITES_PATH, ResponseUse } from '@flex-sync-suite/shared/contract';
import type { FavoriteCommands } from '../../commands/responses/favorite-commands';
import { serving, type ServedOperation } from '../operations/operation';
import { ONE_RESPONSE } from './response-operations';

/** A busy agent uses a few responses a minute; after an outage the browser tells of many at once. */
const COMMANDS = { burst: 120, refillMs: 500 };

const favorite = { ...ONE_RESPONSE, path: `${FAVORITES_PATH}/{id}` } as const;

/** What agents do with responses. */
export const favoriteOperations = (favorites: FavoriteCommands): readonly ServedOperation[] => [
  serving(
    {
      ...ONE_RESPONSE,
      method: 'post',
      path: `${ONE_RESPONSE.path}/uses`,
      summary: 'Counts a use once.',
      body: ResponseUse,
      bodyName: 'use',
      errors: [403],
      limit: COMMANDS,
    },
    async ({ caller, params, body }) => {
      await favorites.use(caller, params.id, body);
      return undefined;
    },
  ),
  serving(
    {
      ...favorite,
      method: 'put',
      summary: 'Makes a response a favourite of the caller.',
      errors: [403],
      limit: COMMANDS,
    },
    async ({ caller, params }) => {
      await favorites.setFavorite(caller, params.id, true);
      return undefined;
    },
  ),
  serving(
    { ...favorite, method: 'delete', summary: 'Gives up a favourite.', errors: [403], limit: COMMANDS },
    async ({ caller, params }) => {
      await favorites.setFavorite(caller, params.id, false);
      return undefined;
    },
  ),
];
