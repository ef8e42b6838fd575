import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { useCallback } from 'react';
import { announce } from '../insert/agent-services';
import { usePanel } from '../parts/panel-context';
import { panelStrings } from './panel-strings';

/** Marks or unmarks a favourite: at once, and taken back, with a word about it, when the backend refuses. */
export function useFavorite(): (item: CannedResponseItem, isFavorite: boolean) => void {
  const { services, access } = usePanel();
  return useCallback(
    (item, isFavorite) => {
      access.ownUse.setFavorite(item.id, isFavorite).catch((error: unknown) => {
        announce(services, panelStrings.favoriteFailed(errorWords(error)), true);
      });
    },
    [services, access],
  );
}
