import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { useCallback } from 'react';
import { announce } from '../insert/agent-services';
import { usePanel } from '../parts/panel-context';
import { panelStrings } from './panel-strings';

/** Marks or unmarks a favourite: at once, and taken back, with a word about it, when the backend refuses. */
export function useFavorite(): (item: CannedResponseItem, isFavorite: boolean) => void {
  const { desk, source } = usePanel();
  return useCallback(
    (item, isFavorite) => {
      source.ownUse.setFavorite(item.id, isFavorite).catch((error: unknown) => {
        announce(desk, panelStrings.favoriteFailed(errorWords(error)), true);
      });
    },
    [desk, source],
  );
}
