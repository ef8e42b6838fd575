import type { CannedFavorite, WorkerSid } from '@flex-sync-suite/shared/contract';
import { readFavorites } from '../../store/responses/response-read';
import type { CollectionItem } from '../writes/put-items';
import type { ProjectionContext } from '../projection';

/** How long a use counts, in milliseconds. */
const USES_MS = 90 * 86_400_000;
/** Items of an agent's Map at most: favourites first, then what was used last. */
const MAX_ITEMS = 500;

/** The items of an agent's Map of favourites and own use, the latest used first. */
export async function favoritesItems(
  { database, clock }: ProjectionContext,
  workerSid: WorkerSid,
): Promise<Map<string, CollectionItem>> {
  const own = await readFavorites(database.kysely, workerSid, clock.now() - USES_MS);
  const ranked = own.toSorted(
    (a, b) => Number(b.isFavorite) - Number(a.isFavorite) || (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0),
  );
  return new Map(
    ranked.slice(0, MAX_ITEMS).map(({ responseId, isFavorite, lastUsedAtMs, uses }) => {
      const lastUsedAt = lastUsedAtMs === null ? null : new Date(lastUsedAtMs).toISOString();
      const asOf = lastUsedAt ?? new Date(clock.now()).toISOString();
      return [responseId, { payload: (v): CannedFavorite => ({ schema: 1, v, asOf, isFavorite, lastUsedAt, uses }) }];
    }),
  );
}
