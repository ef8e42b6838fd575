import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useCallback } from 'react';
import type { InsertWay } from '../data/own-use';
import { insertResponse } from '../insert/insert-response';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability } from '../model/library-view';
import { usePanel } from '../parts/panel-context';

/** Puts a response into the conversation at the caret; where nothing can be inserted it is shown instead. */
export function useInsert(
  availability: ComposerAvailability,
  preference: VariantPreference,
  show: (item: CannedResponseItem) => void,
): (item: CannedResponseItem, way: InsertWay, then?: 'send') => void {
  const { services, access } = usePanel();
  return useCallback(
    (item, way, then) => {
      if (availability.kind === 'off') {
        show(item);
        return;
      }
      const { conversationSid } = availability;
      const place = { kind: 'caret' } as const;
      const finish = then === undefined ? {} : { then };
      void insertResponse(services, access, { item, conversationSid, way, place, preference, ...finish });
    },
    [availability, services, access, preference, show],
  );
}
